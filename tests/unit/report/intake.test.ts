import { describe, expect, it } from 'vitest';
import type { Desk, Reading, ShownTable, Sorted } from '../../../src/report/desk.ts';
import { Intake, type WaitingTable } from '../../../src/report/page/intake.ts';

/** A desk whose readings end when the test says so. */
function deskOf(sort: (name: string) => Sorted) {
  const ends: ((reading: Reading) => void)[] = [];
  const done: string[] = [];
  const desk = {
    sort: (files) => Promise.resolve(files.map(({ name }) => sort(name))),
    read: (files) => {
      done.push(...files.map(({ name }) => name));
      return files.length === 0
        ? Promise.resolve({ state: 'done', problems: [] })
        : new Promise<Reading>((resolve) => ends.push(resolve));
    },
    table: ({ name }) => Promise.resolve(void done.push(name)),
    clear: () => Promise.resolve(),
  } satisfies Partial<Desk>;
  const loaded: boolean[] = [];
  const intake = new Intake(desk as unknown as Desk, {
    changed: () => undefined,
    loaded: (isDone) => Promise.resolve(void loaded.push(isDone)),
  });
  return {
    desk,
    intake,
    done,
    loaded,
    end: (problems: readonly string[] = []) => ends.shift()?.({ state: 'done', problems }),
  };
}
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const file = (name: string): File => new File(['x'], name);
const table: ShownTable = { header: ['a'], sample: [], rows: 3, suggested: {} as ShownTable['suggested'] };

describe('stores that are offered', () => {
  it.each([
    ['', /^Nobody has played/],
    ['It cannot be reached.', /^0 statements read\.$/],
  ])('say of nobody only what they know (%s)', async (problem, said) => {
    // prettier-ignore
    const { intake, desk } = deskOf((name) => ({ kind: 'statements', name }));
    Object.assign(desk, {
      lrs: () => Promise.resolve({ state: problem === '' ? 'done' : 'failed', read: 0, problem }),
    });
    intake.offered([{ name: 'Store', endpoint: '', user: '', password: '' }]);
    await soon();
    expect(intake.said).toMatch(said);
    expect(intake.problems).toEqual(problem === '' ? [] : [`Store: ${problem}`]);
  });
});

describe('what comes while something is read', () => {
  it('is read after it, and both are told of', async () => {
    const { intake, done, loaded, end } = deskOf((name) => ({ kind: 'statements', name }));
    intake.files([file('a.json')]);
    await soon();
    intake.files([file('b.json')]);
    await soon();
    expect(done).toEqual(['a.json']);
    end(['a.json was not read to its end.']);
    await soon();
    expect([done, intake.busy]).toEqual([['a.json', 'b.json'], true]);
    end();
    await soon();
    expect(intake).toMatchObject({
      busy: false,
      said: 'a.json: read as statements. b.json: read as statements.',
      problems: ['a.json was not read to its end.'],
    });
    expect(loaded).toEqual([false]);
  });

  it('may be the answer to what stands in a column', async () => {
    const { intake, done, loaded, end } = deskOf((name) =>
      name.endsWith('csv') ? { kind: 'table', name, table } : { kind: 'statements', name },
    );
    intake.files([file('lms.csv')]);
    await soon();
    const [waiting] = intake.waiting as readonly [WaitingTable];
    intake.files([file('a.json')]);
    await soon();
    intake.mapped(waiting, table.suggested);
    end(['a.json was not read to its end.']);
    await soon();
    expect(done).toEqual(['a.json', 'lms.csv']);
    expect(intake).toMatchObject({ said: 'a.json: read as statements. lms.csv: 3 rows read.', problems: ['a.json was not read to its end.'], waiting: [] }); // prettier-ignore
    expect(loaded).toEqual([false, false]);
  });

  it('is forgotten with everything else', async () => {
    const { intake, done, end } = deskOf((name) => ({ kind: 'statements', name }));
    intake.files([file('a.json')]);
    await soon();
    intake.files([file('b.json')]);
    await intake.forget();
    end();
    await soon();
    expect([done, intake.said, intake.busy]).toEqual([['a.json'], '', false]);
  });
});
