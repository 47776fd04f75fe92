import XAPI from '@xapi/xapi';
import type { Adapter } from '@xapi/xapi/dist/types/adapters';

/** Where statements are, and a key that may read them; it is kept in memory only. */
export interface LrsSource {
  /** As the record store names it: `https://lrs.example/xapi`. */
  endpoint: string;
  /** Name and password of the key; empty for none. */
  user: string;
  password: string;
  /** ISO 8601: only what was stored after it. */
  since?: string;
  /** IRI of a course's unit: only what is about it or something in it, so that nobody else's data travels. */
  about?: string;
}

/** A record store that could not be read to the end. `more` is where to go on; '' where it was not even begun. */
export class LrsReadError extends Error {
  readonly more: string;
  /** Asking again may help: the network, or the store, failed and did not refuse. */
  readonly isMomentary: boolean;

  constructor(message: string, more: string, isMomentary = false) {
    super(message);
    this.name = 'LrsReadError';
    this.more = more;
    this.isMomentary = isMomentary;
  }
}

export interface LrsOptions {
  fetch: typeof globalThis.fetch;
  /** Given each page of statements, and where the next one is ('' for the last). */
  page(statements: readonly unknown[], more: string): Promise<void> | void;
  /** Goes on where an earlier reading stopped. */
  from?: string;
  signal?: AbortSignal;
  /** Called before a page is asked for again; `seconds` is how long to wait first. */
  wait?(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** Seconds before each further try of a page, where the store or the network fails for a moment. */
const WAITS = [1, 4, 10];

/** Statements in one answer; stores may give fewer. */
const PAGE = 500;
/** Characters. A page of ours has one or two million. */
const LONGEST_PAGE = 20_000_000;

/**
 * Reads every statement the key may see, page by page, oldest first. It only ever reads. A page that fails for a moment
 * is asked for again where it stopped; `more` of the error says where a later reading can go on. @throws LrsReadError
 */
export async function readLrs(source: LrsSource, options: LrsOptions): Promise<void> {
  const { page, from = '', signal } = options;
  const auth = source.user === '' ? '' : XAPI.toBasicAuth(source.user, source.password);
  const endpoint = addressOf(source.endpoint);
  const xapi = new XAPI({ endpoint, auth, adapter: adapterOf(options, auth !== '') });
  let more = from;
  for (;;) {
    signal?.throwIfAborted();
    const { statements, next } = await patiently(() => ask(xapi, source, more), options);
    const following = next === '' ? '' : pathOf(next, endpoint, more);
    await page(statements, following);
    if (following === '') return;
    more = following;
  }
}

/** Where the next page is, as a path on the store's own host. Some stores give whole addresses; one elsewhere would get our key. */
function pathOf(next: string, endpoint: string, more: string): string {
  const url = new URL(next, endpoint);
  if (url.origin !== new URL(endpoint).origin)
    throw new LrsReadError(
      'The record store sends us to another host for its next page; its key is not for that host.',
      more,
    );
  if (url.pathname + url.search === more)
    throw new LrsReadError('The record store gives the same page again and again; it has to be mended first.', more);
  return url.pathname + url.search;
}

async function patiently<T>(ask: () => Promise<T>, { wait = sleep, signal }: LrsOptions): Promise<T> {
  for (const seconds of WAITS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LrsReadError) || !error.isMomentary) throw error;
      await wait(seconds, signal);
      signal?.throwIfAborted();
    }
  }
  return ask();
}

/** Ends early when told to stop. */
const sleep = (seconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', () => done(), { once: true });
  });

async function ask(xapi: XAPI, source: LrsSource, more: string): Promise<{ statements: unknown[]; next: string }> {
  try {
    const { data } =
      more === ''
        ? await xapi.getStatements({
            ascending: true,
            limit: PAGE,
            ...(source.since ? { since: source.since } : {}),
            ...(source.about ? { activity: source.about, related_activities: true } : {}),
          })
        : await xapi.getMoreStatements({ more });
    const answer = data as { statements?: unknown; more?: unknown } | null;
    if (typeof answer !== 'object' || !Array.isArray(answer?.statements))
      throw new LrsReadError(
        'This address answers, but not as a record store does: give the address that ends in /xapi or the like.',
        more,
      );
    return { statements: answer.statements, next: typeof answer.more === 'string' ? answer.more : '' };
  } catch (error) {
    if (error instanceof LrsReadError || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw new LrsReadError(sentenceFor(error), more, isMomentary(error));
  }
}

/** No answer at all, too many requests, or a fault of the store's own (RFC 9110, 15.6; RFC 6585, 4). */
const isMomentary = (error: unknown): boolean =>
  error instanceof HttpStatus
    ? error.status === 429 || error.status >= 500
    : !(error instanceof SyntaxError || error instanceof TooLong);

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) return url.href;
  throw new LrsReadError(
    `"${text}" is no address of a record store: it begins with https://, so that nobody on the way can read the key.`,
    '',
  );
}

class TooLong extends Error {}

class HttpStatus extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

function sentenceFor(error: unknown): string {
  const status = error instanceof HttpStatus ? error.status : 0;
  if (error instanceof TooLong)
    return 'The record store sent a page of more than 20 MB, which no course’s statements fill.';
  if (error instanceof SyntaxError)
    return 'This address answers with something else than statements: give the one that ends in /xapi or the like.';
  if (status === 401 || status === 403)
    return 'The record store refuses this key: ask for one that may read all statements.';
  if (status === 404)
    return 'There is no record store at this address: give the address that ends in /xapi or the like.';
  if (status > 0)
    return `The record store answered with status ${status}; try again later, what was read so far is kept.`;
  return 'The record store cannot be reached: no network, a wrong address, or it does not let pages from elsewhere read (CORS).';
}

/** Reads only, whatever the library is asked; no cookies, no referrer. */
function adapterOf({ fetch, signal }: LrsOptions, authorised: boolean): Exclude<Adapter, string> {
  return async ({ url, method, headers }) => {
    if (method !== 'GET') throw new Error('A report only ever reads.');
    const { Authorization, ...others } = headers as Record<string, string>;
    const response = await fetch(url, {
      headers: { ...others, ...(authorised && Authorization ? { Authorization } : {}) },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw new HttpStatus(response.status);
    const text = await response.text();
    if (text.length > LONGEST_PAGE) throw new TooLong();
    const data: unknown = JSON.parse(text);
    return { data: data as never, headers: Object.fromEntries(response.headers), status: response.status };
  };
}
