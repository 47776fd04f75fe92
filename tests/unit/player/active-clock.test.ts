import { describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { ActiveClock } from '../../../src/player/active-clock.ts';
import { Journal } from '../../../src/player/journal.ts';
import { LiveController } from '../../../src/player/live-controller.ts';
import type { TrackingSession } from '../../../src/tracking/session.ts';
import { realCourse } from '../../support/real-course.ts';

/** A clock that is moved by hand, in seconds. */
function hand() {
  let at = 1_000_000;
  return { now: () => at, pass: (seconds: number) => (at += seconds * 1000) };
}

describe('[reports 4] active time', () => {
  it('counts while the learner does something at least once a minute', () => {
    const { now, pass } = hand();
    const clock = new ActiveClock(now);
    for (let n = 0; n < 5; n += 1) {
      pass(50);
      clock.touch();
    }
    expect(clock.total()).toBe(250_000);
  });

  it('counts a minute of any longer pause, and asking is no input', () => {
    const { now, pass } = hand();
    const clock = new ActiveClock(now);
    for (let n = 0; n < 60; n += 1) {
      pass(30);
      clock.total();
    }
    expect(clock.total()).toBe(60_000);
  });

  it('does not count while the page is out of sight, also when it is closed there', () => {
    const { now, pass } = hand();
    const clock = new ActiveClock(now);
    pass(10);
    clock.shown(false);
    pass(3000);
    expect(clock.total()).toBe(10_000);
    expect(clock.take()).toBe(10_000);
    clock.shown(true);
    pass(5);
    expect(clock.total()).toBe(15_000);
    expect(clock.take()).toBe(5000);
  });

  it('never runs backwards when the computer’s clock is set back', () => {
    const { now, pass } = hand();
    const clock = new ActiveClock(now);
    pass(-7200);
    expect(clock.take()).toBe(0);
    pass(10);
    expect(clock.total()).toBe(10_000);
  });

  it('is what the LMS is told as the time of the session', async () => {
    const { now, pass } = hand();
    const told: number[] = [];
    const session: TrackingSession = {
      open: () => Promise.reject(new Error('not used')),
      check: () => Promise.reject(new Error('not used')),
      save: async ({ snapshot }) => void told.push(snapshot.sessionMs),
      close: async (sessionMs) => void told.push(sessionMs),
    };
    const controller = new LiveController({
      course: await realCourse(),
      session,
      launch: { mode: 'normal', suspendData: '', mastery: null, languages: [] },
      trouble: null,
      unsaved: [],
      journal: new Journal({ id: '' }, null, [], null),
      attempt: newAttempt(),
      notice: null,
      now,
    });
    pass(30);
    controller.act({ kind: 'open', location: 'glossary' });
    pass(4000); // gone for lunch
    await controller.close('left');
    expect(told).toEqual([30_000, 90_000]);
  });
});
