import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { outcome } from '../../../src/attempt/outcome.ts';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import { step } from '../../../src/attempt/step.ts';
import { decode, encode } from '../../../src/attempt/suspend-data.ts';
import type { Course } from '../../../src/course/course.ts';
import { actionFor, moves } from '../../support/moves.ts';
import { T0 } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  const real = await realCourse();
  course = { ...real, settings: { ...real.settings, selfAuditReport: 'named' } };
});

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
        const action = actionFor(course, before, move, T0 + n * 1000);
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
