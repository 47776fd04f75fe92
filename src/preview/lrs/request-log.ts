import type { LrsRequest, LrsResponse } from './http.ts';

/** A request of a course, as the LMS page lists it. Never what opened the store. */
export interface LoggedRequest {
  method: string;
  resource: string;
  /** What it was about: verbs, or the id of a document. */
  about: string;
  status: number;
  /** Why it was refused; '' when it was not. */
  why: string;
  ms: number;
}

const MOST = 1000;

/** The requests of each registration, oldest first. */
export class RequestLog {
  private readonly all = new Map<string, LoggedRequest[]>();

  of(registration: string): readonly LoggedRequest[] {
    return this.all.get(registration) ?? [];
  }

  add(registration: string, request: LrsRequest, response: LrsResponse, ms: number): void {
    if (request.method === 'OPTIONS') return; // the browser asked, not the course
    const { method, path, query } = request;
    const about = query.get('stateId') ?? query.get('profileId') ?? (path === 'statements' ? verbs(request) : '');
    const entry = { method, resource: path, about, status: response.status, why: whyOf(response), ms };
    this.all.set(registration, [...this.of(registration), entry].slice(-MOST));
  }

  /** Forgets a registration's, at its next launch or for good. */
  clear(registration: string): void {
    this.all.delete(registration);
  }
}

function verbs({ method, body, query }: LrsRequest): string {
  if (method === 'GET') return [...query.keys()].join(', ');
  const sent = object(body);
  const names = (Array.isArray(sent) ? sent : [sent]).map((each) =>
    String((each as { verb?: { id?: string } } | null)?.verb?.id ?? '?')
      .split('/')
      .at(-1),
  );
  return names.join(', ');
}

function whyOf({ status, body }: LrsResponse): string {
  const told = object(body) as { error?: unknown; 'error-text'?: unknown } | null;
  if (typeof told?.['error-text'] === 'string') return told['error-text'];
  if (status < 400) return '';
  return typeof told?.error === 'string' ? told.error : body.slice(0, 200);
}

function object(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no JSON: there are no words of ours in it
  }
}
