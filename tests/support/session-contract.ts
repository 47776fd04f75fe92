import { afterEach, describe, expect, it } from 'vitest';
import { outcome } from '../../src/attempt/outcome.ts';
import { decode, encode } from '../../src/attempt/suspend-data.ts';
import type { Attempt } from '../../src/attempt/attempt.ts';
import type { AttemptRecord } from '../../src/attempt/record.ts';
import type { Course } from '../../src/course/course.ts';
import type { Batch, TrackingSession } from '../../src/tracking/session.ts';
import { Play } from './play.ts';
import { realCourse } from './real-course.ts';

/** An LMS of one standard, strict, that a session can be opened against again and again. */
export interface FakeLms {
  /** A session of a new launch by the same learner. */
  launch(options?: { mode?: 'normal' | 'review' | 'browse'; mastery?: number }): TrackingSession;
  /** Whether this standard's LMS can set a mastery score. Where it cannot, none is taken from anywhere else. */
  setsMastery: boolean;
  /** No LMS at all. */
  nowhere(): TrackingSession;
  /** What the LMS holds as its learner's verdict. */
  record(): {
    completed: boolean;
    passed: boolean;
    failed: boolean;
    score: number | null;
    answers: string[];
    writes: number;
  };
  /** The saved attempt is gone, and the LMS has not noticed. */
  losesState(): void;
  /** From now on every save fails, until told otherwise. */
  failing(on: boolean): void;
}

/** A step as the controller hands it on. */
export function batch(course: Course, attempt: Attempt, records: readonly AttemptRecord[] = []): Batch {
  return {
    records,
    snapshot: {
      suspendData: encode(course, attempt),
      location: attempt.location,
      outcome: outcome(course, attempt),
      sessionMs: 61_500,
    },
  };
}

/** How many claims the suite checks of every adapter; a claim that goes missing fails it. */
const CLAIMS = 13;

/** What every adapter must do, whatever its standard calls it. */
export function sessionContract(name: string, newLms: (course: Course) => FakeLms): void {
  describe(`${name} session`, () => {
    const start = async () => {
      const course = await realCourse();
      return { course, lms: newLms(course) };
    };
    let checked = 0;
    afterEach(() => void (checked += 1));

    it('without an LMS says so instead of pretending', async () => {
      const { lms } = await start();
      await expect(lms.nowhere().open()).rejects.toThrow(/No LMS/);
    });

    it('opened and closed at once leaves the course incomplete', async () => {
      const { lms } = await start();
      const session = lms.launch();
      await session.open();
      await session.close(1000);
      expect(lms.record()).toMatchObject({ completed: false, passed: false, score: null });
    });

    it('gives the saved attempt back at the next launch', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      expect((await session.open()).suspendData).toBe('');
      const play = new Play(course).checks().start();
      await session.save(batch(course, play.attempt, play.records));
      await session.close(1000);
      const restored = decode(course, (await lms.launch().open()).suspendData);
      expect(restored).toMatchObject({ kind: 'attempt', attempt: { checks: play.attempt.checks } });
    });

    it('keeps the saved attempt when the window is killed before it is closed', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks();
      await session.save(batch(course, play.attempt, play.records));
      expect(decode(course, (await lms.launch().open()).suspendData)).toMatchObject({ kind: 'attempt' });
    });

    it('reports a pass with the score only when all is done, and every answer once', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks().start().round();
      await session.save(batch(course, play.attempt, play.records));
      expect(lms.record()).toMatchObject({ completed: false, passed: false, score: 100 });
      const before = play.records.length;
      play.sign();
      await session.save(batch(course, play.attempt, play.records.slice(before)));
      await session.close(1000);
      const { answers, ...record } = lms.record();
      expect(record).toMatchObject({ passed: true, failed: false, score: 100 });
      expect(new Set(answers).size).toBe(answers.length);
    });

    it('never lowers a pass', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks().start().round().sign();
      await session.save(batch(course, play.attempt, play.records));
      const again = lms.launch();
      await again.open();
      await again.save(batch(course, new Play(course).attempt));
      expect(lms.record().passed).toBe(true);
    });

    it.each(['review', 'browse'] as const)('writes nothing in %s', async (mode) => {
      const { course, lms } = await start();
      const first = lms.launch();
      await first.open();
      await first.close(10);
      const { writes } = lms.record();
      const session = lms.launch({ mode });
      expect((await session.open()).mode).toBe(mode);
      const play = new Play(course).checks().start().round().sign();
      await session.save(batch(course, play.attempt, play.records));
      await session.close(1000);
      expect(lms.record().writes).toBe(writes);
    });

    it('hands on a mastery score that its LMS sets, also 0, and no other', async () => {
      const { lms } = await start();
      const set = (mark: number) => (lms.setsMastery ? mark : null);
      expect((await lms.launch({ mastery: 0 }).open()).mastery).toBe(set(0));
      expect((await lms.launch({ mastery: 0.9 }).open()).mastery).toBe(set(0.9));
      expect((await lms.launch().open()).mastery).toBeNull();
    });

    it('rejects a save the LMS did not acknowledge, and stores the same batch once when it is tried again', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks();
      const step = batch(course, play.attempt, play.records);
      lms.failing(true);
      await expect(session.save(step)).rejects.toThrow(/did not accept/);
      lms.failing(false);
      await session.save(batch(course, { ...play.attempt, rev: play.attempt.rev + 1 }, step.records));
      expect(lms.record().answers).toHaveLength(10);
    });

    it('reads back what it stored when it is asked to check itself, and names nobody', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks();
      await session.save(batch(course, play.attempt, play.records));
      const found = await session.check();
      expect(found.readBack).toBe(true);
      expect(found.found).not.toBe('');
      expect(JSON.stringify(found)).not.toMatch(/Lee|sam|@|auth/i);
    });

    it('tells a check that the LMS has lost what was stored', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      const play = new Play(course).checks();
      await session.save(batch(course, play.attempt, play.records));
      lms.losesState();
      expect((await session.check()).readBack).toBe(false);
    });

    it('may be closed twice, and saves nothing afterwards', async () => {
      const { course, lms } = await start();
      const session = lms.launch();
      await session.open();
      await session.close(10);
      await session.close(10);
      await expect(session.save(batch(course, new Play(course).attempt))).rejects.toThrow();
    });

    it('has been held to every claim of the suite', () => expect(checked).toBe(CLAIMS));
  });
}
