import { decay, gain, SPANS, type Change, type Pair } from './metrics/change.ts';
import { decisionConsistency } from './metrics/consistency.ts';
import { atLeast, ratio } from './metrics/proportion.ts';
import { whoOf, type Learner } from './learner.ts';
import { pointsOf, type Answer, type Point } from './rounds.ts';
import { daysBetween, type Scope } from './scope.ts';
import { firstAnswers, firstInEnrolment } from './tables/item-stats.ts';
import { objectiveScores } from './tables/objectives.ts';

/** Gain on one key point. */
export interface Gain extends Change {
  kp: string;
}

/** Decay on one key point, of those who came again within a span of days. */
export interface Decay extends Gain {
  /** Days since the time before: more than `from`, up to `to`. */
  from: number;
  to: number;
}

/** How pass or fail holds over halves of the first attempt; from 50 learners on. */
export function consistencyOf(scope: Scope): { share: number | null; n: number } {
  const forms = scope.learners.flatMap((learner) => {
    const answers = learner.passedFirst === null ? [] : firstAnswers(scope, learner);
    return answers.length === 0
      ? []
      : [answers.map(({ score, weight }) => ({ earned: score * weight, available: weight }))];
  });
  const { share, n } = decisionConsistency(forms, scope.course.settings.mastery / 100);
  return { share: atLeast(50, n, share), n };
}

/** What each key point gained from the lesson check's first answer to the graded answers of the first attempt. */
export function gainOf(scope: Scope): Gain[] {
  const pairs = new Map<string, Pair[]>();
  for (const learner of scope.learners) {
    const graded = pointsBy(scope, firstAnswers(scope, learner));
    const checks = learner.answers.filter((answer) => answer.part === 'check' && scope.isAsAsked(answer));
    const met = new Set<string>();
    for (const { objectives, score } of checks)
      for (const kp of objectives) {
        const after = graded.get(kp);
        if (!met.has(kp) && after !== undefined) add(pairs, kp, { before: score === 1 ? 1 : 0, after });
        met.add(kp);
      }
  }
  return scope.course.objectives.map(({ id }) => ({ kp: id, ...gain(pairs.get(id) ?? []) }));
}

/** What each key point lost between two times one learner took the course, by days between: from its result to the first answers of the next. */
export function decayOf(scope: Scope): Decay[] {
  const pairs = new Map<string, Pair[]>();
  const own = new Map<string, Learner[]>();
  for (const learner of scope.learners) {
    const who = whoOf(learner);
    own.set(who, [...(own.get(who) ?? []), learner]);
  }
  for (const times of own.values()) {
    const dated = times.filter(({ register, counting }) => register.launched_at !== '' && counting);
    dated.sort((a, b) => (a.register.launched_at < b.register.launched_at ? -1 : 1));
    dated.slice(1).forEach((again, n) => {
      const before = dated[n];
      if (!before?.passed) return;
      const days = daysBetween(before.register.passed_at || before.register.last_activity, again.register.launched_at);
      const span = SPANS.findIndex((to) => days <= to);
      const after = pointsBy(scope, firstInEnrolment(scope, again));
      for (const { kp, earned, available } of objectiveScores(scope, before)) {
        const [was, is] = [ratio(earned, available), after.get(kp)];
        if (was !== null && is !== undefined) add(pairs, `${kp} ${span}`, { before: was, after: is });
      }
    });
  }
  return scope.course.objectives.flatMap(({ id: kp }) =>
    SPANS.flatMap((to, span) => {
      const mine = pairs.get(`${kp} ${span}`);
      return mine ? [{ kp, from: SPANS[span - 1] ?? 0, to, ...decay(mine) }] : [];
    }),
  );
}

/** Share of the points on each key point, 0 to 1. */
function pointsBy(scope: Scope, answers: readonly Answer[]): Map<string, number> {
  const sums = new Map<string, Point>();
  for (const point of answers.filter((answer) => scope.isAsAsked(answer)).flatMap((a) => pointsOf(scope.course, a))) {
    const sum = sums.get(point.objective) ?? { objective: point.objective, earned: 0, available: 0 };
    sum.earned += point.earned;
    sum.available += point.available;
    sums.set(point.objective, sum);
  }
  return new Map([...sums].flatMap(([kp, { earned, available }]) => (available > 0 ? [[kp, earned / available]] : [])));
}

function add(lists: Map<string, Pair[]>, key: string, pair: Pair): void {
  const list = lists.get(key);
  if (list) list.push(pair);
  else lists.set(key, [pair]);
}
