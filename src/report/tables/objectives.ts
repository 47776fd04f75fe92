import type { Learner } from '../learner.ts';
import { pointsOf } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import type { Row, Table } from './table.ts';

const COLUMNS = [
  'learner_id',
  'attempt',
  'kp',
  'motivation',
  'earned',
  'available',
  'percent',
  'observations',
  'status',
] as const;

/** What the answers of the counting round say about one key point of one learner. */
export interface ObjectiveScore {
  kp: string;
  motivation: string;
  earned: number;
  available: number;
  observations: number;
  /** A help signal, no verdict: below two observations there is too little evidence. */
  status: 'mastered' | 'developing' | 'too little evidence';
}

/** Mastered from this share of the points on, given two observations (reports, section 5). */
const MASTERED = 0.7;
const LEAST = 2;

/** CSV-3: each learner's points on each key point in the counting round, with what it carried over. */
export const objectives: Table<(typeof COLUMNS)[number]> = {
  name: 'objectives',
  title: 'Objectives',
  columns: COLUMNS,
  rows: (scope) => [...eachObjective(scope)],
  each: eachObjective,
};

function* eachObjective(scope: Scope): Generator<Row<(typeof COLUMNS)[number]>> {
  for (const learner of scope.learners)
    for (const { kp, motivation, earned, available, observations, status } of objectiveScores(scope, learner))
      yield {
        learner_id: learner.id,
        attempt: learner.counting?.n ?? null,
        kp,
        motivation,
        earned,
        available,
        percent: available === 0 ? null : Math.round((earned / available) * 10_000) / 100,
        observations,
        status,
      };
}

/** Σ earned ÷ Σ available of each key point; none for who has not answered anything graded of this version of the course. */
export function objectiveScores(scope: Scope, learner: Learner): ObjectiveScore[] {
  const sums = new Map<string, { earned: number; available: number; observations: number }>();
  for (const answer of learner.counting?.round.answers ?? []) {
    if (!scope.isAsAsked(answer)) continue;
    for (const { objective, earned, available } of pointsOf(scope.course, answer)) {
      const sum = sums.get(objective) ?? { earned: 0, available: 0, observations: 0 };
      sum.earned += earned;
      sum.available += available;
      sum.observations += 1;
      sums.set(objective, sum);
    }
  }
  if (sums.size === 0) return [];
  return scope.course.objectives.map(({ id: kp, motivation }) => {
    const sum = sums.get(kp) ?? { earned: 0, available: 0, observations: 0 };
    const isMastered = sum.earned >= MASTERED * sum.available - 1e-9;
    const status = sum.observations < LEAST ? 'too little evidence' : isMastered ? 'mastered' : 'developing';
    return { kp, motivation, ...sum, status };
  });
}
