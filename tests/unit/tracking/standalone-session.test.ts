import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import { fromProgress, toProgress } from '../../../src/tracking/standalone/progress.ts';
import { createSession } from '../../../src/tracking/standalone/session.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract, type FakeLms } from '../../support/session-contract.ts';

/** A browser tab, as far as the session needs one. */
function tab(course: Course) {
  const storage = new Map<string, string>();
  let writes = 0;
  let failing = false;
  const window = (search: string, allowed = true) => {
    const sessionStorage = {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (failing) throw new DOMException('full', 'QuotaExceededError');
        writes += 1;
        storage.set(key, value);
      },
    };
    return {
      location: { search },
      navigator: { languages: ['en-GB'] },
      get sessionStorage() {
        if (!allowed) throw new DOMException('denied', 'SecurityError');
        return sessionStorage;
      },
    } as unknown as Window;
  };
  const fake: FakeLms = {
    launch: ({ mode, mastery } = {}) => {
      const asked = new URLSearchParams();
      if (mode && mode !== 'normal') asked.set('mode', mode);
      if (mastery !== undefined) asked.set('mastery', String(mastery));
      return createSession(window(`?${asked}`), course);
    },
    setsMastery: false,
    nowhere: () => createSession(window('', false), course),
    record: () => {
      const kept = fromProgress(course, [...storage.values()][0] ?? '');
      const answers =
        kept?.records.flatMap((r) => (r.kind === 'answered' ? [`${r.interaction} ${r.round}`] : [])) ?? [];
      return {
        completed: kept?.completed ?? false,
        // The verdict: passed, and all done.
        passed: (kept?.passed && kept.completed) ?? false,
        failed: kept?.failed ?? false,
        score: kept?.scaled == null ? null : kept.scaled * 100,
        answers,
        writes,
      };
    },
    losesState: () => storage.clear(),
    failing: (on) => (failing = on),
  };
  return { fake, storage };
}

sessionContract('web', (course) => tab(course).fake);

describe('web', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  it('[decision 12] keeps one thing in the tab, and every record as the engine made it', async () => {
    const { fake, storage } = tab(course);
    const session = fake.launch();
    await session.open();
    const play = new Play(course).checks().start().round().sign();
    await session.save(batch(course, play.attempt, play.records));
    expect([...storage.keys()]).toEqual([`${course.id}:progress`]);
    expect(fromProgress(course, [...storage.values()][0] ?? '')?.records).toEqual(play.records);
  });

  it('[decision 12] progress saved to a file in one tab goes on in another', async () => {
    const here = tab(course).fake.launch();
    const { file: saved } = await here.open();
    const play = new Play(course).checks();
    await here.save(batch(course, play.attempt, play.records));
    const text = saved?.text() ?? '';

    const elsewhere = tab(course);
    const session = elsewhere.fake.launch();
    const { file } = await session.open();
    expect(file?.load(text)).toBe(true);
    await expect(session.save(batch(course, new Play(course).attempt))).rejects.toThrow(/session is closed/);
    const next = await elsewhere.fake.launch().open();
    expect(next.suspendData).toBe(batch(course, play.attempt).snapshot.suspendData);
    expect(elsewhere.fake.record().answers).toHaveLength(10);
  });

  it.each(['', 'hello', 'null', '[]', '{"format":1}', '{"format":1,"course":"other","suspendData":"","location":""}'])(
    'a file that is not ours is refused and changes nothing: %s',
    async (text) => {
      const { fake, storage } = tab(course);
      const { file } = await fake.launch().open();
      expect(file?.load(text)).toBe(false);
      expect(storage.size).toBe(0);
    },
  );

  it('a file of a later format, or with records that are none, is refused', () => {
    const text = toProgress(course, {
      suspendData: 'x',
      location: '',
      completed: true,
      passed: true,
      failed: false,
      scaled: 1,
      records: [],
    });
    expect(fromProgress(course, text)).toMatchObject({ passed: true });
    expect(fromProgress(course, text.replace('"format":1', '"format":2'))).toBeNull();
    expect(fromProgress(course, text.replace('"records":[]', '"records":[7]'))).toBeNull();
  });
});
