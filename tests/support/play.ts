import type { Action } from '../../src/attempt/action.ts';
import { newAttempt, type Attempt } from '../../src/attempt/attempt.ts';
import { rulesOf } from '../../src/attempt/judge.ts';
import type { AttemptRecord, Response } from '../../src/attempt/record.ts';
import { scoreCall } from '../../src/attempt/score.ts';
import { step } from '../../src/attempt/step.ts';
import { interaction, type Course, type Interaction } from '../../src/course/course.ts';

/** 2026-11-23 10:00 UTC. */
export const T0 = Date.UTC(2026, 10, 23, 10, 0, 0);

/** How somebody answers. */
export type Answerer = (what: Interaction) => Response;

/** The right answer, read from the key. */
export const best: Answerer = (what) => {
  const pattern = rulesOf(what).pattern(what);
  return what.type === 'fill-in' ? pattern.slice(0, 1) : pattern;
};

/** Plays actions one after the other, a second apart, and keeps what they produced. */
export class Play {
  attempt: Attempt;
  records: AttemptRecord[] = [];
  private readonly course: Course;
  private at = T0;

  constructor(course: Course, attempt: Attempt = newAttempt()) {
    this.course = course;
    this.attempt = attempt;
  }

  act(action: Action extends infer A ? (A extends Action ? Omit<A, 'at'> : never) : never): AttemptRecord[] {
    this.at += 1000;
    const next = step(this.course, this.attempt, { ...action, at: this.at } as Action);
    this.attempt = next.attempt;
    this.records.push(...next.records);
    return next.records;
  }

  answer(id: string, response: Response, sure?: boolean): AttemptRecord[] {
    return this.act({
      kind: 'answer',
      interaction: id,
      response,
      latencyMs: 1500,
      ...(sure === undefined ? {} : { sure }),
    });
  }

  checks(): this {
    for (const lesson of this.course.lessons) this.answer(lesson.check.id, best(lesson.check));
    return this;
  }

  start(seed = 7): this {
    this.act({ kind: 'start-round', seed });
    return this;
  }

  /** Answers everything of the present round that is still open. */
  round(how: Answerer = best): this {
    this.calls(how);
    for (const run of this.attempt.round?.items ?? [])
      if (!run.response) this.answer(run.item, how(this.find(run.item)));
    for (const run of this.attempt.round?.scenes ?? [])
      if (!run.response) this.answer(run.scene, how(this.find(run.scene)));
    return this;
  }

  calls(how: Answerer = best): this {
    for (const place of [0, 1, 2]) {
      for (;;) {
        const run = this.attempt.round?.calls[place];
        const node = run && scoreCall(this.course, run).node;
        if (!node) break;
        this.answer(node.id, how(node));
      }
    }
    return this;
  }

  sign(typedName = 'Sam Lee'): this {
    this.act({ kind: 'sign', typedName });
    return this;
  }

  private find(id: string): Interaction {
    return interaction(this.course, id);
  }
}
