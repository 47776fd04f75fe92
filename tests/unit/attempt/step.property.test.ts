import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Action } from '../../../src/attempt/action.ts';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { outcome } from '../../../src/attempt/outcome.ts';
import { random } from '../../../src/attempt/random.ts';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import { scoreCall } from '../../../src/attempt/score.ts';
import { step } from '../../../src/attempt/step.ts';
import { decode, encode } from '../../../src/attempt/suspend-data.ts';
import { interaction, type Course } from '../../../src/course/course.ts';
import { clickers, rightWith } from '../../../src/package/gates/simulate.ts';
import { T0 } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  const real = await realCourse();
  course = { ...real, settings: { ...real.settings, selfAuditReport: 'named' } };
});

/** What a learner, a hasty one or a broken page might do next; a number picks among what is possible. */
type Move = { pick: number; skill: number; what: 'any' | 'answer' | 'nonsense' };

const moves = fc.array(
  fc.record<Move>({
    pick: fc.nat(2 ** 30),
    skill: fc.constantFrom(0, 0.7, 1),
    what: fc.constantFrom('answer', 'answer', 'answer', 'answer', 'any', 'nonsense'),
  }),
  { minLength: 1, maxLength: 140, size: 'max' },
);

function actionFor(attempt: Attempt, { pick, skill, what }: Move, at: number): Action {
  const next = random(pick);
  const open = openInteractions(attempt);
  if (what === 'answer' && open.length > 0) {
    const id = open[pick % open.length] ?? '';
    const learner = skill === 0 ? clickers['random clicks'] : rightWith(skill);
    return {
      kind: 'answer',
      interaction: id,
      response: learner?.(interaction(course, id), next, pick) ?? [],
      latencyMs: pick % 90_000,
      sure: pick % 2 === 0,
      at,
    };
  }
  const call = attempt.round?.calls[pick % 3]?.call ?? 'CALL1';
  const all: Action[] = [
    { kind: 'start-round', seed: pick, at },
    { kind: 'open', location: 'lesson/KP03', at },
    { kind: 'help', node: `${call}.N1`, at },
    { kind: 'skip-call', call, at },
    { kind: 'open-fix', fix: pick % 2 ? 'KP01' : call, at },
    { kind: 'self-check', answers: [{ statement: 'SELF1', answer: 'help' }], at },
    { kind: 'ask-trainer', redFlag: `RF${(pick % 6) + 1}`, at },
    { kind: 'sign', typedName: 'Ana', at },
    { kind: 'decline', reason: course.promise.reasons[0]?.id ?? '', at },
    { kind: 'close-question', question: 'CLOSE1', option: course.closing[0]?.options[0]?.id ?? '', at },
    { kind: 'active-time', activeMs: pick % 100_000, at },
  ];
  if (what !== 'nonsense') return all[pick % all.length] as Action;
  const nonsense: Action[] = [
    { kind: 'answer', interaction: 'KP01-Q1', response: ['nothing-like-it'], latencyMs: -5, at },
    { kind: 'answer', interaction: 'no such id', response: [], latencyMs: Number.NaN, at },
    { kind: 'answer', interaction: 'CALL1.N1', response: ['a', 'b'], latencyMs: 1, at },
    { kind: 'open-fix', fix: '', at },
    { kind: 'close-question', question: 'x', option: 'y', at },
    { kind: 'decline', reason: '', at },
    { kind: 'active-time', activeMs: -1, at },
  ];
  return nonsense[pick % nonsense.length] as Action;
}

function openInteractions(attempt: Attempt): string[] {
  const { round } = attempt;
  return [
    ...course.lessons.map((l) => l.check.id),
    ...(round?.calls.flatMap((run) => scoreCall(course, run).node?.id ?? []) ?? []),
    ...(round?.items.flatMap((i) => (i.response ? [] : [i.item])) ?? []),
    ...(round?.scenes.flatMap((s) => (s.response ? [] : [s.scene])) ?? []),
  ];
}

/** Every graded answer that stands in an attempt, as text. */
function answersIn(attempt: Attempt): string[] {
  const { round } = attempt;
  return [
    ...attempt.checks.map((c) => `${c.lesson} ${c.first.join()}`),
    ...(round?.calls.flatMap((c) => c.steps.map((s) => `${s.node} ${s.option}`)) ?? []),
    ...(round?.items.flatMap((i) => (i.response ? [`${i.item} ${i.response.join()}`] : [])) ?? []),
    ...(round?.scenes.flatMap((s) => (s.response ? [`${s.scene} ${s.response.join()}`] : [])) ?? []),
  ];
}

it('whatever is done, in whatever order: nothing throws, no answer is lost, no status is lowered, and every state can be saved', () => {
  fc.assert(
    fc.property(moves, (list) => {
      let attempt = newAttempt();
      const records: AttemptRecord[] = [];
      list.forEach((move, n) => {
        const before = attempt;
        const was = outcome(course, before);
        const action = actionFor(before, move, T0 + n * 1000);
        const result = step(course, before, action);
        attempt = result.attempt;
        records.push(...result.records);
        const is = outcome(course, attempt);

        if (attempt !== before) expect(attempt.rev).toBe(before.rev + 1);
        // Within a round nothing disappears; a retake keeps what it carries, and the records keep the rest.
        if (attempt.round?.n === before.round?.n)
          expect(answersIn(attempt)).toEqual(expect.arrayContaining(answersIn(before)));
        if (was.completion === 'completed') expect(is.completion).toBe('completed');
        if (was.success === 'passed') expect(is.success).toBe('passed');
        expect(is.scaled ?? 0).toBeGreaterThanOrEqual(was.scaled ?? 0);
        expect(is.progress).toBeGreaterThanOrEqual(was.progress);
        expect(attempt.checks.length).toBeGreaterThanOrEqual(before.checks.length);
      });
      // Each answer that stands was recorded when it was given.
      const answered = records.filter((r) => r.kind === 'answered');
      for (const run of attempt.round?.items ?? []) {
        if (run.response)
          expect(answered.some((r) => r.interaction === run.item && r.response.join() === run.response?.join())).toBe(
            true,
          );
      }
      expect(decode(course, encode(course, attempt))).toEqual({
        kind: 'attempt',
        attempt,
      });
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150), seed: Number(process.env['SEED'] ?? 20261123) },
  );
});
