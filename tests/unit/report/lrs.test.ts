import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitIri } from '../../../src/course/iri.ts';
import type { LrsRequest, LrsResponse } from '../../../src/preview/lrs/http.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { LrsReadError, readLrs, type LrsOptions } from '../../../src/report/sources/lrs.ts';
import { cohortOf, type Cohort } from '../../support/report-cohort.ts';
import { lrsHost, type LrsHost } from '../../support/lrs-host.ts';

// The preview's record store, over real HTTP: 25 statements a page. It opens for one key only.
const KEY = { user: 'reader', password: 'secret' };
const lrs = new MemoryLrs({ admits: (words) => words === `Basic ${Buffer.from('reader:secret').toString('base64')}` });

/** Answers some requests in the store's stead. */
let instead: (request: LrsRequest, n: number) => LrsResponse | null = () => null;
let asked: LrsRequest[] = [];
const front = {
  handle: (request: LrsRequest): LrsResponse => {
    asked.push(request);
    return instead(request, asked.length) ?? lrs.handle(request);
  },
};
const status = (code: number): LrsResponse => ({ status: code, headers: {}, body: '' });
const says = (body: unknown): LrsResponse => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); // prettier-ignore

let host: LrsHost;
let cohort: Cohort;
let sent: string[];
beforeAll(async () => {
  host = await lrsHost('.', front);
  cohort = await cohortOf(2);
  sent = cohort.statements.map(({ id }) => id);
  for (const statement of cohort.statements) lrs.tell(statement);
  lrs.tell({
    actor: cohort.statements[0]?.actor,
    verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
    object: { id: 'https://else.example/course' },
  });
}, 30_000);
afterAll(() => host.close());

/** Reads, and gives the ids of what came. No waiting between tries. */
async function read(more: Partial<LrsOptions> = {}, source = {}): Promise<string[]> {
  asked = [];
  const ids: string[] = [];
  await readLrs(
    { endpoint: host.endpoint, ...KEY, ...source },
    {
      fetch,
      wait: async () => undefined,
      page: (statements) => void ids.push(...statements.map((each) => (each as { id: string }).id)),
      ...more,
    },
  );
  return ids;
}
const failure = async (promise: Promise<unknown>): Promise<LrsReadError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LrsReadError)) throw new Error(`It did not fail as expected: ${String(error)}`);
  return error;
};

describe('reading a record store', () => {
  it('goes through all pages, oldest first, and only ever reads', async () => {
    instead = () => null;
    const ids = await read();
    expect(ids.length).toBe(sent.length + 1);
    expect(ids.slice(0, sent.length)).toEqual(sent);
    expect(asked.length).toBe(Math.ceil((sent.length + 1) / 25));
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('asks for one course only, when told which', async () => {
    instead = () => null;
    expect(await read({}, { about: unitIri(cohort.course) })).toEqual(sent);
    expect(asked[0]?.query.get('related_activities')).toBe('true');
  });

  it('tries a page again where the store fails for a moment, and loses and doubles nothing', async () => {
    instead = (_, n) => (n === 2 || n === 3 ? status(503) : n === 5 ? status(429) : null);
    const waits: number[] = [];
    const ids = await read({ wait: async (seconds) => void waits.push(seconds) });
    expect(ids.slice(0, sent.length)).toEqual(sent);
    expect(new Set(ids).size).toBe(ids.length);
    expect(waits).toEqual([1, 4, 1]);
  });

  it('that failed for good goes on where it stopped', async () => {
    instead = (_, n) => (n > 3 ? status(500) : null);
    const first: string[] = [];
    const page = (statements: readonly unknown[]) => void first.push(...statements.map((s) => (s as { id: string }).id)); // prettier-ignore
    const error = await failure(read({ page }));
    expect([error.message, asked.length, first.length]).toEqual([
      'The record store answered with status 500; try again later, what was read so far is kept.',
      7,
      75,
    ]);
    instead = () => null;
    const rest = await read({ from: error.more });
    expect([...first, ...rest].slice(0, sent.length)).toEqual(sent);
    expect(new Set([...first, ...rest]).size).toBe(sent.length + 1);
  });

  it('stops when told to', async () => {
    instead = () => null;
    const stop = new AbortController();
    let pages = 0;
    const page = () => void ((pages += 1) === 2 && stop.abort());
    await expect(read({ page, signal: stop.signal })).rejects.toThrow(/abort/i);
    expect([pages, asked.length]).toEqual([2, 2]);
  });

  it('reads only what was stored since', async () => {
    instead = () => null;
    expect(await read({}, { since: '2099-01-01T00:00:00Z' })).toEqual([]);
    expect(asked[0]?.query.get('since')).toBe('2099-01-01T00:00:00Z');
  });

  it('takes a whole address for the next page, on the same host only', async () => {
    instead = (_, n) => (n === 1 ? says({ statements: [{ id: 'a' }], more: `${host.endpoint}statements?from=9` }) : says({ statements: [] })); // prettier-ignore
    expect(await read()).toEqual(['a']);
    expect(asked[1]?.query.get('from')).toBe('9');
    instead = () => says({ statements: [], more: 'https://else.example/statements' });
    expect((await failure(read())).message).toContain('another host');
    instead = () => says({ statements: [], more: '/xapi/statements?from=9' });
    expect((await failure(read())).message).toContain('again and again');
  });
});

describe('a record store that cannot be read', () => {
  it.each([
    [() => status(401), 'refuses this key'],
    [() => status(404), 'no record store at this address'],
    [() => ({ status: 200, headers: {}, body: '<html>' }), 'something else than statements'],
    [() => says({ hello: 1 }), 'not as a record store does'],
    [() => says('x'.repeat(21_000_000)), 'more than 20 MB'],
  ])('says why in a sentence, and is not asked twice', async (answer, words) => {
    instead = answer;
    expect((await failure(read())).message).toContain(words);
    expect(asked.length).toBe(1);
  });

  it('is no address that others can read along', async () => {
    expect((await failure(read({}, { endpoint: 'http://lrs.example/xapi' }))).message).toContain('https://');
    expect((await failure(read({}, { endpoint: 'http://127.0.0.1:9/xapi' }))).message).toContain('cannot be reached');
  });

  it('gets our key right', async () => {
    instead = () => null;
    expect((await failure(read({}, { password: 'wrong' }))).message).toContain('refuses this key');
  });
});
