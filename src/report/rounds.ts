import type { AnsweredRecord, CallEndedRecord } from '../attempt/record.ts';
import type { Course } from '../course/course.ts';
import { halves } from '../course/interactions/rules.ts';
import { segmentScore } from '../course/interactions/scene.ts';
import { isMastered } from './metrics/calls.ts';
import type { Traced } from './reported-attempt.ts';

/** An answer as reports look at it. */
export type Answer = Traced<AnsweredRecord>;

/** Whether an answer counts towards the score. */
export const isGraded = ({ part, round }: Answer): boolean =>
  round > 0 && (part === 'call' || part === 'question' || part === 'scene');

/** The number of the first round with a graded answer; null before one. */
export const firstRound = (answers: readonly Answer[]): number | null =>
  answers.reduce<number | null>((low, a) => (isGraded(a) && (low === null || a.round < low) ? a.round : low), null);

/** Points on one key point. */
export interface Point {
  objective: string;
  earned: number;
  available: number;
}

/** The points of a graded answer by key point: node 2, question 1, each flagged segment of a scene 1, split evenly over the key points named (course blueprint, section 9). */
export function pointsOf(course: Pick<Course, 'redFlags'>, answer: Answer): Point[] {
  if (answer.type !== 'scene') {
    const available = answer.type === 'node' ? 2 : 1;
    return split(answer.objectives, answer.score * available, available);
  }
  const given = new Map(answer.response.map(halves));
  return answer.pattern.flatMap((pair) => {
    const [segment, truth] = halves(pair);
    const flag = course.redFlags.find(({ id }) => id === truth);
    return flag ? split(flag.objectives, segmentScore(truth, given.get(segment) ?? 'none'), 1) : [];
  });
}

const split = (objectives: readonly string[], earned: number, available: number): Point[] =>
  objectives.map((objective) => ({
    objective,
    earned: earned / objectives.length,
    available: available / objectives.length,
  }));

const CALLS = 3;

/** All answers that make up a round: its own, and those it carried over from the one before. */
export interface WholeRound {
  answers: Answer[];
  carried: ReadonlySet<Answer>;
  calls: CallEndedRecord[];
}

/**
 * A round with what was carried into it. No standard tells what was carried, so it is worked out as the course does:
 * the best calls fill the three places, a question stays unless its key point has a new one, scenes stay unless drawn anew.
 */
export function wholeRound(answers: readonly Answer[], calls: readonly CallEndedRecord[], n: number): WholeRound {
  const own = answers.filter((a) => isGraded(a) && a.round === n);
  const ownCalls = calls.filter((c) => c.round === n);
  if (n <= 1) return { answers: own, carried: new Set(), calls: ownCalls };
  const before = wholeRound(answers, calls, n - 1);
  const started = new Set(own.flatMap((a) => (a.type === 'node' ? [callOf(a)] : [])));
  const keptCalls = before.calls
    .filter((c) => !started.has(c.call))
    .sort((a, b) => Number(isMastered(b)) - Number(isMastered(a)) || b.score - a.score)
    .slice(0, Math.max(0, CALLS - started.size));
  const newPoints = new Set(own.flatMap((a) => (a.part === 'question' ? a.objectives : [])));
  const newScenes = own.some((a) => a.part === 'scene');
  const kept = before.answers.filter((a) => {
    if (a.part === 'call') return keptCalls.some((c) => c.call === callOf(a));
    if (a.part === 'scene') return !newScenes;
    return a.score === 1 || !a.objectives.some((id) => newPoints.has(id));
  });
  return { answers: [...kept, ...own], carried: new Set(kept), calls: [...keptCalls, ...ownCalls] };
}

/** The call a node belongs to. */
export const callOf = ({ interaction }: Pick<Answer, 'interaction'>): string => interaction.split('.')[0] ?? '';
