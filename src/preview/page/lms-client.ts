import type { ListedModule } from '../api.ts';
import type { Commit, StoredAttempt, Whose } from '../attempts.ts';
import { largestZip } from '../limits.ts';
import type { LaunchRequest, ShownRegistration } from '../lrs/record-types.ts';

export type { ListedModule };

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

/** Begins a launch with a record store; gives the address to open. @throws Error with the server's sentence */
export async function launch(request: LaunchRequest): Promise<string> {
  return (await ask<{ address: string }>('POST', '/api/launches', request)).address;
}

/** The registrations of a learner with all that is on record for them, oldest first. */
export async function readRecord(whose: Whose): Promise<ShownRegistration[]> {
  return ask<ShownRegistration[]>('GET', `/api/record?${query(whose)}`);
}

/** Forgets all those registrations. */
export async function resetRecord(whose: Whose): Promise<void> {
  await ask('DELETE', `/api/record?${query(whose)}`);
}

/** Uploads a zip to try; gives the module it has become. @throws Error with the sentence that says why it cannot be played */
export async function uploadPackage(zip: File): Promise<ListedModule> {
  if (zip.size > largestZip)
    throw new Error(`The zip is larger than ${largestZip / 1_000_000} MB: that is too much for the preview.`);
  const response = await fetch('/api/packages', { method: 'POST', body: zip });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as ListedModule;
}

/** Forgets an uploaded package, with all that is on record for it. */
export async function removePackage(name: string): Promise<void> {
  await ask('DELETE', `/api/packages/${name}`);
}

const query = ({ learner, module, target }: Whose) => String(new URLSearchParams({ learner, module, target }));

/** What the server tells by itself: a module was rebuilt or uploaded, something came to a record store. */
export interface Heard {
  module: ListedModule;
  record: Pick<Whose, 'module' | 'target'>;
}

/** Calls back whenever that happens; gives a function that stops it. */
export function onEvent<Name extends keyof Heard>(name: Name, listener: (heard: Heard[Name]) => void): () => void {
  const hear = (event: MessageEvent<string>): void => listener(JSON.parse(event.data) as Heard[Name]);
  events ??= new EventSource('/api/events');
  const source = events;
  source.addEventListener(name, hear);
  return () => source.removeEventListener(name, hear);
}

/** One stream for the whole page: browsers open few connections to a host. */
let events: EventSource | undefined;

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
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
