import { answer, type LrsRequest, type LrsResponse } from './http.ts';
import type { LrsStatement } from './statement-schema.ts';

/** A record store of somebody else's, with the key that opens it. Kept in memory only. */
export interface OtherStore {
  /** Ends in a slash. */
  endpoint: string;
  key: string;
  secret: string;
}

/** The LMS that stands before the other store: it has the rules, and a copy of what was taken. */
export interface Front {
  lrs: { statements: LrsStatement[] };
  handle(request: LrsRequest): LrsResponse;
}

const LONGEST_MS = 15_000;
const passedOn = ['content-type', 'if-match', 'if-none-match', 'x-experience-api-version'];

/** Value of the Authorization header that opens another store. */
export const authorizationOf = ({ key, secret }: OtherStore): string =>
  `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;

/**
 * Takes a course's request to another store: first our own rules are asked, then the other store, with its key, which
 * the course never sees. What is the LMS's own (token, launch data, preferences, about) is answered here.
 */
export async function relay(request: LrsRequest, front: Front, store: OtherStore): Promise<LrsResponse> {
  const { statements } = front.lrs;
  const before = statements.length;
  // Tags are the other store's: here nothing depends on them, and ours is a copy for people to look at.
  const { 'if-match': _match, 'if-none-match': _none, ...headers } = request.headers;
  const own = front.handle({ ...request, headers });
  const taken = statements.slice(before);
  const ours = request.query.get('stateId') === 'LMS.LaunchData' || request.path === 'agents/profile';
  const elsewhere = request.path === 'statements' || request.path.startsWith('activities/');
  const refused = own.status >= 400 && own.status !== 404; // a document may be there and not here
  if (refused || ours || !elsewhere || request.method === 'OPTIONS') return own;
  const told = await send(request, store);
  if (told.status >= 300)
    statements.splice(0, statements.length, ...statements.filter((each) => !taken.includes(each)));
  return told;
}

/** Sends another store what the LMS itself says; false when it was not taken, and may be sent again. */
export async function passOn(statements: readonly LrsStatement[], store: OtherStore): Promise<boolean> {
  const body = JSON.stringify(statements.map(({ stored: _stored, ...statement }) => statement));
  const headers = { 'content-type': 'application/json', 'x-experience-api-version': '1.0.3' };
  const sent = { method: 'POST', path: 'statements', query: new URLSearchParams(), headers, body };
  return (await send(sent, store)).status === 200;
}

/** Asks another store for the statements of a registration, oldest first. @throws Error in a sentence */
export async function readOther(store: OtherStore, registration: string): Promise<LrsStatement[]> {
  const query = new URLSearchParams({ registration, ascending: 'true' });
  const { status, body } = await send(
    { method: 'GET', path: 'statements', query, headers: { 'x-experience-api-version': '1.0.3' }, body: '' },
    store,
  );
  if (status !== 200) throw new Error(`The other record store answered ${status}: ${body.slice(0, 200)}`);
  return (JSON.parse(body) as { statements: LrsStatement[] }).statements;
}

async function send({ method, path, query, headers, body }: LrsRequest, store: OtherStore): Promise<LrsResponse> {
  const asked = [...query].length > 0 ? `?${query}` : '';
  const named = passedOn.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  try {
    const response = await fetch(`${store.endpoint}${path}${asked}`, {
      method,
      headers: { ...Object.fromEntries(named), authorization: authorizationOf(store) },
      redirect: 'error', // the key goes to the address that was named, and nowhere else
      signal: AbortSignal.timeout(LONGEST_MS),
      ...(method === 'GET' ? {} : { body }),
    });
    const text = await response.text();
    const etag = response.headers.get('etag');
    const type = response.headers.get('content-type');
    return answer(response.status, text, {
      ...(etag === null ? {} : { etag }),
      ...(type === null ? {} : { 'content-type': type }),
    });
  } catch (error) {
    // Its own words may hold the address, never the key.
    const why = error instanceof Error ? error.message : String(error);
    return answer(502, { error: `The other record store does not answer (${why}). Check its address.` });
  }
}
