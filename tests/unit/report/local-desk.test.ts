import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALL } from '../../../src/report/filters.ts';
import { LocalDesk } from '../../../src/report/local-desk.ts';
import type { Place } from '../../../src/report/place.ts';
import { again, cohortOf, NOW, type Cohort } from '../../support/report-cohort.ts';

// The desk itself, without a page: what it shows while it reads, and what it lets go of.

let cohort: Cohort;
beforeAll(async () => {
  cohort = await cohortOf(6);
}, 30_000);

const file = (name: string, content: string | Uint8Array<ArrayBuffer>, kind: 'statements' | 'roster' = 'statements') => ({ name, kind, file: new Blob([content]) }); // prettier-ignore
const lines = (from = 0, to = 9e9): string => cohort.statements.slice(from, to).map((s) => JSON.stringify(s)).join('\n'); // prettier-ignore
const place = (page: string, filters = {}): Place => ({ page, filters: { ...ALL, ...filters }, learner: 0, show: '', names: 'shown' }); // prettier-ignore
const SOURCE = { endpoint: 'https://lrs.example/xapi', user: 'trainer', password: 'only-to-read' };
const PAGE = 50;

/** A desk at a record store that gives 50 statements a page; `before` is waited for before each page. */
function deskAt(before: (page: number, desk: LocalDesk) => Promise<unknown> = async () => undefined): LocalDesk {
  let ticks = 0;
  const desk: LocalDesk = new LocalDesk({
    course: cohort.course,
    itemKey: '',
    // Each look at the clock is 50 ms later, so that the desk gives way whenever it may.
    now: () => NOW + 50 * ticks++,
    demo: () => ({ learners: [], roster: () => 'id\n' }),
    progress: () => undefined,
    fetch: async (url, init) => {
      const page = Number(new URL(String(url)).searchParams.get('page') ?? 0);
      await before(page, desk);
      init?.signal?.throwIfAborted();
      const statements = cohort.statements.slice(page * PAGE, (page + 1) * PAGE);
      const more = (page + 1) * PAGE < cohort.statements.length ? `/xapi/statements?page=${page + 1}` : '';
      return new Response(JSON.stringify({ statements, more }), { headers: { 'content-type': 'application/json' } });
    },
  });
  return desk;
}

const learners = async (desk: LocalDesk): Promise<number> => (await desk.choices()).learners;

describe('looking while data is read', () => {
  it('shows what is there so far, and all of it at the end', async () => {
    const met: number[] = [];
    const desk = deskAt(async (_, of) => {
      met.push((await of.choices()).read);
      await of.view(place('register'));
    });
    await desk.lrs(SOURCE);
    expect(met.slice(0, 3)).toEqual([0, PAGE, 2 * PAGE]);
    expect((await desk.choices()).read).toBe(cohort.statements.length);
    expect((await desk.view(place('register'))).totals).toEqual({ register: 6 });
  });

  it('does not keep what it showed when a file was read half', async () => {
    const desk = deskAt();
    const reading = desk.read([file('a.ndjson', lines()), file('people.csv', cohort.roster, 'roster')]);
    await learners(desk);
    await reading;
    // Six played, one on the roster has not begun.
    expect(await learners(desk)).toBe(7);
  });
});

describe('forgetting', () => {
  it('stops what is being read, and nothing of it comes after', async () => {
    let forgotten: Promise<void> | undefined;
    const desk = deskAt(async (page, of) => {
      if (page === 2) forgotten ??= of.clear();
      await forgotten;
    });
    expect(await desk.lrs(SOURCE)).toMatchObject({ state: 'stopped' });
    expect(await desk.choices()).toMatchObject({ learners: 0, read: 0, inputs: [], unfinished: null });
    // The key went as well: there is nothing to go on with.
    expect((await desk.lrs(null)).problem).toBe('There is no reading to go on with.');
  });

  it('stops a file that is being read', async () => {
    const desk = deskAt();
    const reading = desk.read([file('a.ndjson', lines())]);
    await desk.clear();
    expect(await reading).toEqual({ state: 'stopped', problems: [] });
    expect(await learners(desk)).toBe(0);
  });

  it('is not undone by a receipt code that is checked meanwhile', async () => {
    const desk = deskAt(async (page, of) => {
      if (page === 1) await of.code('ABCDEFGH');
      if (page === 2) await of.stop();
    });
    expect(await desk.lrs(SOURCE)).toEqual({ state: 'stopped', read: 2 * PAGE, problem: '' });
  });
});

describe('what there is', () => {
  it('is counted in people, however often they took the course', async () => {
    const desk = deskAt();
    const twice = [...cohort.statements, ...again(cohort, -200)].map((s) => JSON.stringify(s)).join('\n');
    await desk.read([file('a.ndjson', twice)]);
    expect((await desk.view(place('register'))).totals['register']).toBeGreaterThan(6);
    expect(await learners(desk)).toBe(6);
  });
});

describe('a receipt code', () => {
  it('of nobody is told so, also when another one was before it', async () => {
    const desk = deskAt();
    await desk.read([file('a.ndjson', lines())]);
    expect(await desk.code('abcd-efgh')).toBe('ABCDEFGH fits no record that was read here.');
    expect(await desk.code('abcd-efgj')).toBe('ABCDEFGJ fits no record that was read here.');
  });
});

describe('a record store that was not read to its end', () => {
  it('can be gone on with, whoever asks and whenever', async () => {
    let stops = true;
    const desk = deskAt(async (page, of) => {
      if (page === 2 && stops) await of.stop();
    });
    await desk.lrs(SOURCE);
    expect((await desk.choices()).unfinished).toBe(2 * PAGE);
    stops = false;
    expect(await desk.lrs(null)).toMatchObject({ state: 'done', read: cohort.statements.length });
    expect((await desk.choices()).unfinished).toBeNull();
  });
});

describe('a record store that was read to its end', () => {
  it('leaves the place where another one broke off, and ends its own', async () => {
    let stops = true;
    const desk = deskAt(async (page, of) => {
      if (page === 1 && stops) await of.stop();
    });
    const other = { ...SOURCE, endpoint: 'https://other.example/xapi' };
    await desk.lrs(SOURCE);
    stops = false;
    expect(await desk.lrs(other)).toMatchObject({ state: 'done' });
    expect((await desk.choices()).unfinished).toBe(PAGE);
    expect(await desk.lrs(SOURCE)).toMatchObject({ state: 'done' });
    expect((await desk.choices()).unfinished).toBeNull();
  });

  it('is still gone on with when it could not be asked in between', async () => {
    let state: 'give' | 'stop' | 'fail' = 'stop';
    const desk = deskAt(async (page, of) => {
      if (state === 'fail') await of.stop();
      if (page === 1 && state === 'stop') await of.stop();
    });
    await desk.lrs(SOURCE);
    state = 'fail';
    expect(await desk.lrs(SOURCE)).toMatchObject({ state: 'stopped', read: 0 });
    expect((await desk.choices()).unfinished).toBe(PAGE);
  });
});

describe('one bad file among good ones', () => {
  it('is named and counted, and the others are read', async () => {
    const desk = deskAt();
    const cut = new Uint8Array(gzipSync(lines(0, 200)).subarray(0, 900));
    const head = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    const sorted = await desk.sort([file('cut.gz', cut), file('head.gz', head), file('a.ndjson', lines(0, 9))]);
    expect(sorted.map(({ name, kind }) => [name, kind])).toEqual([
      ['cut.gz', 'statements'],
      ['head.gz', 'unknown'],
      ['a.ndjson', 'statements'],
    ]);
    const reading = await desk.read([file('cut.gz', cut), file('a.ndjson', lines(0, 9))]);
    expect(reading).toEqual({
      state: 'done',
      problems: ['cut.gz was not read to its end: it is no whole gzip file. Fetch it again.'],
    });
    expect((await desk.choices()).inputs).toEqual(['cut.gz', 'a.ndjson']);
    const { blocks } = await desk.view(place('quality'));
    const text = JSON.stringify(blocks);
    for (const name of ['cut.gz', 'head.gz']) expect(text).toContain(name);
  });
});

describe('first attempts only', () => {
  it('narrows the pages and files that show it, and no others', async () => {
    const desk = deskAt();
    await desk.read([file('a.ndjson', lines())]);
    const [all, first] = [place('files'), place('files', { attempt: 'first' })];
    const same: string[] = [];
    for (const { name } of await desk.files(all))
      if ((await desk.csv(name, all)) === (await desk.csv(name, first))) same.push(name);
    expect(same.sort()).toEqual(['answers', 'at-risk', 'funnel', 'items', 'options', 'outcomes', 'red-flags', 'register']); // prettier-ignore
    const tables = async (look: Place): Promise<string[]> => {
      const files = unzipSync(await desk.pack({ ...look, by: '', records: true }));
      // These two say when they were made.
      return Object.entries(files).flatMap(([name, bytes]) => /audit|manifest/.test(name) ? [] : `${name} ${Buffer.from(bytes).toString('base64')}`); // prettier-ignore
    };
    expect(await tables(first)).toEqual(await tables(all));
  });
});
