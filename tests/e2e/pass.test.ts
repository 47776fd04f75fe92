import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems, clippedAt, openCourse, type CourseRun } from '../support/course-run.ts';
import { Trainee } from '../support/trainee.ts';

let run: CourseRun;
const seen: string[] = [];
const problems: string[] = [];

beforeAll(async () => {
  run = await openCourse();
  const look = async (state: string): Promise<void> => {
    seen.push(state);
    const found = [
      ...(await axeProblems(run.frame())),
      ...(await clippedAt(run.page, run.frame(), 320)),
      ...(await clippedAt(run.page, run.frame(), 900)),
    ];
    problems.push(...found.map((problem) => `${state}: ${problem}`));
  };
  const trainee = new Trainee(run.course, run.frame, { look });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  await look('receipt');
  for (const name of ['All parts', 'Word list', 'What we record']) {
    await trainee.follow(run.frame().getByRole('link', { name, exact: true }));
    await look(name);
  }
});
afterAll(() => run?.close());

describe('a learner who passes at the first try, in a host that shares no code with us', () => {
  it('ends with lesson_status passed and the true score', async () => {
    const record = await run.committed();
    expect(record['cmi.core.lesson_status']).toBe('passed');
    expect(record['cmi.core.score.raw']).toBe('100');
    expect(record['cmi.core.score.min']).toBe('0');
    expect(record['cmi.core.score.max']).toBe('100');
  });

  it('has every answer on record under a readable id, once', async () => {
    const record = await run.committed();
    const ids = Object.entries(record).flatMap(([key, id]) => (/^cmi\.interactions\.\d+\.id$/.test(key) ? [id] : []));
    const told = `seen: ${seen.slice(0, 30).join(', ')}; recorded: ${ids.slice(0, 12).join(', ')}`;
    expect({ told, eleventh: ids[10] }).toEqual({ told, eleventh: '00-META_course-version' });
    expect(ids.filter((id) => /^KP\d\d-C_[a-z0-9-]+$/.test(id))).toHaveLength(10);
    expect(ids.filter((id) => /^KP\d\d-Q\d_[a-z0-9-]+$/.test(id)).length).toBeGreaterThanOrEqual(10);
    expect(ids.filter((id) => /^CALL\d-N\d_[a-z0-9-]+$/.test(id)).length).toBeGreaterThanOrEqual(12);
    expect(ids.filter((id) => /^CALL\d_result$/.test(id))).toHaveLength(3);
    expect(ids.filter((id) => /^SPOT\d_[a-z0-9-]+$/.test(id))).toHaveLength(3);
    expect(ids.slice(-2)).toEqual(['ATTEMPT1_result', '99-PROMISE_v1-0']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has ten key-point and three motivation objectives on record, all passed', async () => {
    const record = await run.committed();
    const ids = Object.entries(record).flatMap(([key, id]) => (/^cmi\.objectives\.\d+\.id$/.test(key) ? [id] : []));
    expect(ids.filter((id) => /^KP\d\d_[A-Za-z-]+$/.test(id))).toHaveLength(10);
    expect(ids.filter((id) => /^M\d_[A-Za-z]+$/.test(id))).toHaveLength(3);
    expect(
      Object.entries(record).flatMap(([key, v]) => (/^cmi\.objectives\.\d+\.status$/.test(key) ? [v] : [])),
    ).toEqual(Array(13).fill('passed'));
  });

  it('costs one commit for each action, and two for the last', async () => {
    const calls = await run.calls();
    const perAction = calls
      .map(([call, [element]]) =>
        call === 'LMSCommit' ? 'commit' : element === 'cmi.suspend_data' && call === 'LMSSetValue' ? 'action' : '',
      )
      .filter((word) => word !== '')
      .join(' ')
      .split('action')
      .slice(1)
      .map((word) => word.trim());
    expect(new Set(perAction)).toEqual(new Set(['commit', 'commit commit']));
    expect(perAction.filter((word) => word === 'commit commit')).toHaveLength(1);
  });

  it('asks for nothing outside the package’s folder and breaks no rule of the strict policy', () => {
    expect(run.host.outside).toEqual([]);
    expect(run.host.violations).toEqual([]);
    expect(run.errors).toEqual([]);
  });

  it('met no accessibility violation, nothing clipped and no sideways scrolling in any state, at 900 × 500 and at 320 px', () => {
    expect(seen.length).toBeGreaterThan(70);
    expect(problems).toEqual([]);
  });

  it('leaves nothing on the computer that anybody else could read', async () => {
    const left = await run.frame().evaluate(async () => {
      const request = indexedDB.open('keep-it-confidential');
      const database = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
      const all = database.transaction('outbox').objectStore('outbox').getAll();
      const kept = await new Promise<{ sealed: Uint8Array }[]>(
        (resolve) => (all.onsuccess = () => resolve(all.result)),
      );
      return {
        local: Object.keys(localStorage),
        cookies: document.cookie,
        databases: (await indexedDB.databases()).map(({ name }) => name),
        fields: kept.map((each) => Object.keys(each).sort().join()),
        text: kept.map(({ sealed }) => String.fromCharCode(...sealed)).join(),
      };
    });
    expect(left).toMatchObject({ local: [], cookies: '', databases: ['keep-it-confidential'], fields: ['at,sealed'] });
    // What it seals is a list of answers; not a word of one can be read.
    expect(left.text.length).toBeGreaterThan(1000);
    expect(left.text).not.toMatch(/answer|KP0|CALL|interaction|Sam|kind/);
  });

  it('keeps a choice of text size, and only when one was made: two words that say nothing of the person', async () => {
    await run.frame().getByRole('button', { name: 'Display' }).click();
    await run.frame().getByRole('radio', { name: 'Large', exact: true }).check();
    await run.frame().getByRole('button', { name: 'Close' }).click();
    expect(await run.frame().evaluate(() => Object.entries(localStorage))).toEqual([
      ['keep-it-confidential:display', 'large system'],
    ]);
    await run.relaunch();
    expect(await run.frame().evaluate(() => document.documentElement.dataset['display'])).toBe('large system');
  });

  it('can save and exit: the session is finished while the page lives', async () => {
    await run.frame().getByRole('button', { name: 'Save and exit' }).click();
    await run.frame().getByRole('heading', { name: 'You can close this window now' }).waitFor();
    const calls = await run.calls();
    expect(calls.at(-1)?.[0]).toBe('LMSFinish');
    expect(calls.filter(([, , answer]) => answer === 'false')).toEqual([]);
  });
});
