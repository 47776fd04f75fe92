import type { Adapter } from '@xapi/xapi/dist/types/adapters';

/** An answer that is no success; status 0 when there was none. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.name = 'HttpError';
    this.status = status;
  }
}

const LONGEST_MS = 15_000;

/**
 * How the client library reaches the network: its own ways neither time out, nor outlive the page, nor tell a broken
 * line from a refusal. Retrying is the queue's business. No credentials: they break with any-origin CORS.
 */
export function httpAdapter(deps: { fetch: typeof globalThis.fetch; keepalive(): boolean }): Exclude<Adapter, string> {
  return async ({ url, method, headers, data }) => {
    const body = data === undefined ? null : typeof data === 'string' ? data : JSON.stringify(data);
    let response: Response;
    let text: string;
    try {
      response = await deps.fetch(url, {
        method,
        headers: headers as Record<string, string>,
        body,
        keepalive: deps.keepalive(),
        signal: AbortSignal.timeout(LONGEST_MS),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      text = await response.text();
    } catch {
      throw new HttpError(0); // No line, no answer in time, or CORS: the browser does not say which.
    }
    if (!response.ok) throw new HttpError(response.status);
    return { data: parsed(text) as never, headers: Object.fromEntries(response.headers), status: response.status };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Not every document is JSON.
  }
}
