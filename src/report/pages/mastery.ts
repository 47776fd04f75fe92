import type { Objective } from '../../course/course.ts';
import type { Learner } from '../learner.ts';
import { atLeast, ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { objectiveScores, type ObjectiveScore } from '../tables/objectives.ts';

/** Fewer learners with enough evidence than this make no rate; in a team of five it already helps. */
export const LEAST = 10;
export const LEAST_IN_TEAM = 5;

/** How a group stands on one key point. */
export interface Mastery extends Objective {
  /** Learners with enough evidence. */
  n: number;
  rate: number | null;
  /** Their share of the points, each. */
  scores: readonly number[];
}

/** Each key point's mastery rate: learners who mastered it ÷ learners with at least two observations on it. */
export function masteries(scope: Scope, learners: readonly Learner[] = scope.learners, least = LEAST): Mastery[] {
  const all = new Map<string, ObjectiveScore[]>();
  for (const learner of learners)
    for (const score of objectiveScores(scope, learner)) {
      if (score.status === 'too little evidence') continue;
      const list = all.get(score.kp);
      if (list) list.push(score);
      else all.set(score.kp, [score]);
    }
  return scope.course.objectives.map((objective) => {
    const mine = all.get(objective.id) ?? [];
    const mastered = mine.filter(({ status }) => status === 'mastered').length;
    return {
      ...objective,
      n: mine.length,
      rate: atLeast(least, mine.length, ratio(mastered, mine.length)),
      scores: mine.map(({ earned, available }) => earned / available),
    };
  });
}
