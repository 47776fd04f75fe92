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

/** Σ earned ÷ Σ available of each key point; none for who has not answered anything graded. */
export function objectiveScores(scope: Scope, learner: Learner): ObjectiveScore[] {
  const points = (learner.counting?.round.answers ?? []).flatMap((answer) => pointsOf(scope.course, answer));
  if (points.length === 0) return [];
  return scope.course.objectives.map(({ id: kp, motivation }) => {
    const mine = points.filter(({ objective }) => objective === kp);
    const earned = mine.reduce((sum, each) => sum + each.earned, 0);
    const available = mine.reduce((sum, each) => sum + each.available, 0);
    const enough = mine.length >= LEAST;
    const status = !enough ? 'too little evidence' : earned >= MASTERED * available - 1e-9 ? 'mastered' : 'developing';
    return { kp, motivation, earned, available, observations: mine.length, status };
  });
}
