import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { random } from '../../../src/attempt/random.ts';
import { decode } from '../../../src/attempt/suspend-data.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import type { Cmi5Options } from '../../../src/preview/lrs/cmi5.ts';
import { createSession } from '../../../src/tracking/cmi5/session.ts';
import type { TrackingSession } from '../../../src/tracking/session.ts';
import { lmsCmi5 } from '../../support/lms-cmi5.ts';
import { asWindow, tab } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

let base: Course;
beforeAll(async () => {
  base = await realCourse();
});

/** The course as the player takes it: a mastery score of the LMS replaces the course's own. */
const held = (course: Course, mastery: number | null): Course =>
  mastery === null ? course : { ...course, settings: { ...course.settings, mastery: mastery * 100 } };

/** Somebody who comes and goes, and whose work is what the LMS gives back at each launch. */
class Visitor {
  readonly lms: ReturnType<typeof lmsCmi5>;
  private readonly right: number;
  private window: ReturnType<typeof tab> | undefined;
  private session: TrackingSession | undefined;
  private play: Play | undefined;
  private course = base;
  private seed = 3;

  constructor(course: Course, right: number) {
    this.lms = lmsCmi5(course);
    this.right = right;
  }

  async launch(options: Partial<Cmi5Options> = {}): Promise<void> {
    this.window = this.lms.open(options);
    await this.open();
  }

  async reload(): Promise<void> {
    await this.session?.close(1000, 'ended');
    this.window = tab('', this.window?.storage);
    await this.open();
  }

  private async open(): Promise<void> {
    this.session = createSession(asWindow(this.window ?? tab('')), base, this.lms.deps);
    const { mastery, suspendData } = await this.session.open();
    this.course = held(base, mastery);
    const restored = decode(this.course, suspendData);
    this.play = new Play(this.course, restored.kind === 'attempt' ? restored.attempt : newAttempt());
    await this.save(0);
  }

  /** Goes on with the course, each part a step of its own. */
  async work(...parts: ('checks' | 'round' | 'sign')[]): Promise<void> {
    for (const part of parts) {
      const { play } = this;
      if (!play) throw new Error('Nothing is open.');
      const from = play.records.length;
      if (part === 'checks') play.checks();
      if (part === 'sign') play.sign();
      if (part === 'round') {
        const next = random(++this.seed);
        play.start(this.seed).round((what) => rightWith(this.right)(what, next, this.seed));
      }
      await this.save(from);
    }
  }

  private async save(from: number): Promise<void> {
    const { play, session } = this;
    if (play && session) await session.save(batch(this.course, play.attempt, play.records.slice(from)));
  }

  async leave(): Promise<void> {
    await this.session?.close(1000);
  }
}

describe('the strict LMS refuses nothing that a cmi5 launch sends', () => {
  const masteries = [undefined, null, 0, 0.8, 0.95];
  const learners: [string, number][] = [
    ['always right', 1],
    ['often right', 0.85],
    ['mostly wrong', 0.3],
  ];
  const cases = masteries.flatMap((mark) => learners.map(([who, right]) => [mark, who, right] as const));

  it.each(cases)(
    '[cmi5 §9.3, §10.2.2, §10.2.4] masteryScore %s, somebody who is %s: reloaded, launched again, in Review and Browse',
    async (masteryScore, _who, right) => {
      const options: Partial<Cmi5Options> = masteryScore === undefined ? {} : { masteryScore };
      const visitor = new Visitor(base, right);
      const { lms } = visitor;
      await visitor.launch({ ...options, mode: 'Browse' });
      await visitor.work('checks');
      await visitor.leave();
      await visitor.launch(options);
      await visitor.work('checks');
      await visitor.reload();
      await visitor.work('round');
      await visitor.reload();
      await visitor.work('round', 'sign');
      await visitor.reload();
      await visitor.leave();
      await visitor.launch(options); // whatever was passed before
      await visitor.work('round', 'sign');
      await visitor.reload();
      await visitor.leave();
      for (const mode of ['Review', 'Browse'] as const) {
        await visitor.launch({ ...options, mode });
        await visitor.work('checks', 'sign');
        await visitor.reload();
        await visitor.leave();
      }
      await visitor.launch(options); // and never left: the LMS abandons it
      await visitor.launch(options);
      await visitor.leave();

      expect(lms.state.refusals).toEqual([]);
      const said = (verb: string) => lms.verbs().filter((each) => each === verb).length;
      expect([said('passed') <= 1, said('completed') <= 1]).toEqual([true, true]);
      expect([said('initialized'), said('terminated')]).toEqual([7, 6]);
      if (right === 1) expect([said('passed'), said('completed')]).toEqual([1, 1]);
    },
  );
});
