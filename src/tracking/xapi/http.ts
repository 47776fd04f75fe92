import type { Adapter } from '@xapi/xapi/dist/types/adapters';
import { LmsError } from '../errors.ts';

/** An answer that is no success; status 0 when there was none. */
export class HttpError extends Error {
  readonly status: number;
  /** How long the server asks us to wait, ms; 0 when it does not say. */
  readonly retryAfterMs: number;

  constructor(status: number, retryAfterMs = 0) {
    super(`HTTP ${status}`);
    this.name = 'HttpError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

const LONGEST_MS = 15_000;
/** A longer pause would outlast most visits. */
const LONGEST_PAUSE_MS = 300_000;

/**
 * How the client library reaches the network: its own ways neither time out, nor outlive the page, nor tell a broken
 * line from a refusal. Retrying is the queue's business. No credentials: they break with any-origin CORS.
 */
export function httpAdapter(deps: {
  fetch: typeof globalThis.fetch;
  keepalive(): boolean;
  /** Without it, the library would send an empty name and password. */
  authorised: boolean;
  /** Told what time it is at the server, ms since the epoch; NaN where it does not say, or another origin may not read it. */
  onDate(at: number): void;
}): Exclude<Adapter, string> {
  return async ({ url, method, headers, data }) => {
    const { Authorization, ...others } = headers as Record<string, string>;
    const body = data === undefined ? null : typeof data === 'string' ? data : JSON.stringify(data);
    let response: Response;
    let text: string;
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), LONGEST_MS);
    try {
      response = await deps.fetch(url, {
        method,
        headers: { ...others, ...(deps.authorised && Authorization ? { Authorization } : {}) },
        body,
        keepalive: deps.keepalive(),
        signal: giveUp.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      text = await response.text();
      deps.onDate(Date.parse(response.headers.get('Date') ?? ''));
    } catch {
      throw new HttpError(0); // No line, no answer in time, or CORS: the browser does not say which.
    } finally {
      clearTimeout(timer);
    }
    if (!response.ok) throw new HttpError(response.status, retryAfterMs(response));
    return { data: parsed(text) as never, headers: Object.fromEntries(response.headers), status: response.status };
  };
}

/** On 429 and 503: seconds, or a date (RFC 9110, 10.2.3). Across origins it is read only where the server exposes it. */
function retryAfterMs({ status, headers }: Response): number {
  const text = headers.get('Retry-After') ?? '';
  if (text === '' || (status !== 429 && status !== 503)) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Math.min(Math.max(ms || 0, 0), LONGEST_PAUSE_MS);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Not every document is JSON.
  }
}

/** What an LRS's answer means for us (reliability: error handling). The body may name the learner, so it goes no further. */
export function lmsError(call: string, { status, retryAfterMs }: HttpError): LmsError {
  if (status === 401 || status === 403) return new LmsError(call, status, 'session-ended', 'the launch is over');
  if (status === 0 || status === 408 || status === 429 || status >= 500)
    return new LmsError(call, status, 'failed', 'try again', retryAfterMs);
  return new LmsError(call, status, 'refused', 'it will not be taken');
}
