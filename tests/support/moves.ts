import fc from 'fast-check';
import type { Action } from '../../src/attempt/action.ts';
import type { Attempt } from '../../src/attempt/attempt.ts';
import { random } from '../../src/attempt/random.ts';
import { scoreCall } from '../../src/attempt/score.ts';
import { interaction, type Course } from '../../src/course/course.ts';
import { clickers, rightWith } from '../../src/package/gates/simulate.ts';

/** What a learner, a hasty one or a broken page might do next; a number picks among what is possible. */
export type Move = { pick: number; skill: number; what: 'any' | 'answer' | 'nonsense' };

/** A run of them. */
export const moves = fc.array(
  fc.record<Move>({
    pick: fc.nat(2 ** 30),
    skill: fc.constantFrom(0, 0.7, 1),
    what: fc.constantFrom('answer', 'answer', 'answer', 'answer', 'any', 'nonsense'),
  }),
  { minLength: 1, maxLength: 140, size: 'max' },
);

/** What a move amounts to. `at` is ms since the epoch. */
export function actionFor(course: Course, attempt: Attempt, { pick, skill, what }: Move, at: number): Action {
  const next = random(pick);
  const open = openInteractions(course, attempt);
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

function openInteractions(course: Course, attempt: Attempt): string[] {
  const { round } = attempt;
  return [
    ...course.lessons.map((l) => l.check.id),
    ...(round?.calls.flatMap((run) => scoreCall(course, run).node?.id ?? []) ?? []),
    ...(round?.items.flatMap((i) => (i.response ? [] : [i.item])) ?? []),
    ...(round?.scenes.flatMap((s) => (s.response ? [] : [s.scene])) ?? []),
  ];
}
