import type { Commit, StoredAttempt, Whose } from '../attempts.ts';

/** A module as the page lists it. */
export type ListedModule =
  | { kind: 'built'; name: string; title: string; language: string; version: string; targets: string[] }
  | { kind: 'broken'; name: string; what: string; problems: string[] };

/** All modules, as last built. */
export async function listModules(): Promise<ListedModule[]> {
  return ask<ListedModule[]>('GET', '/api/modules');
}

/** The attempts of a learner at a module in one standard, oldest first. */
export async function listAttempts(whose: Whose): Promise<StoredAttempt[]> {
  return ask<StoredAttempt[]>('GET', `/api/attempts?${query(whose)}`);
}

/** Begins a new attempt. */
export async function beginAttempt(whose: Whose): Promise<StoredAttempt> {
  return ask<StoredAttempt>('POST', '/api/attempts', whose);
}

/** Forgets all those attempts. */
export async function resetAttempts(whose: Whose): Promise<void> {
  await ask('DELETE', `/api/attempts?${query(whose)}`);
}

const query = ({ learner, module, target }: Whose) => String(new URLSearchParams({ learner, module, target }));

/** Calls back whenever the server has rebuilt a module. */
export function onRebuild(listener: (module: ListedModule) => void): void {
  new EventSource('/api/events').addEventListener('message', (event: MessageEvent<string>) => {
    listener(JSON.parse(event.data) as ListedModule);
  });
}

/**
 * Stores a commit before it returns, as SCORM expects of a commit: the attempt as it is now, or null when it
 * could not be stored.
 */
export function storeNow(id: string, commit: Commit): StoredAttempt | null {
  const request = new XMLHttpRequest();
  request.open('POST', commitPath(id), false);
  try {
    request.send(JSON.stringify(commit));
  } catch {
    return null; // the server is gone: the course hears "false" and tells the learner
  }
  return request.status === 200 ? (JSON.parse(request.responseText) as StoredAttempt) : null;
}

/**
 * Sends a commit while the course or this page is being left: browsers then refuse requests that wait for an answer.
 * Resolves when the server has it; a page that is closing does not live to see that.
 */
export async function storeLeaving(id: string, commit: Commit): Promise<void> {
  await fetch(commitPath(id), { method: 'POST', body: JSON.stringify(commit), keepalive: true });
}

const commitPath = (id: string) => `/api/attempts/${id}/commit`;

async function ask<T>(method: string, path: string, data?: unknown): Promise<T> {
  const response = await fetch(path, { method, ...(data !== undefined && { body: JSON.stringify(data) }) });
  if (!response.ok) throw new Error(`The preview server answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
