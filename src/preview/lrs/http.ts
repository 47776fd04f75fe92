/** A request as the LRS sees it. */
export interface LrsRequest {
  method: string;
  /** What follows the endpoint: `statements`, `activities/state`. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface LrsResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A refusal, with the reason in a sentence. */
export class LrsError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'LrsError';
    this.status = status;
  }
}

/** A response with what every answer carries: the version, and leave for any origin to read it. */
export function answer(status: number, body?: unknown, headers: Record<string, string> = {}): LrsResponse {
  return {
    status,
    headers: {
      'x-experience-api-version': '1.0.3',
      'x-experience-api-consistent-through': new Date().toISOString(),
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version',
      'access-control-expose-headers':
        'ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** The body as JSON. @throws LrsError when it is none */
export function jsonOf(request: LrsRequest): unknown {
  return parsed(request.body, 'The body');
}

/** A text as JSON. @throws LrsError when it is none */
export function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LrsError(400, `${what} is not JSON.`);
  }
}
