import type { Learner } from './learner.ts';
import { offeredHelp } from './help-offered.ts';
import { consistencyOf } from './learning.ts';
import { callMastery, helpRate } from './metrics/calls.ts';
import { calibrationGap, sureWrongRate } from './metrics/confidence.ts';
import { atLeast, ratio } from './metrics/proportion.ts';
import { interquartile, median } from './metrics/quantile.ts';
import { assignedOf, daysBetween, today, type Scope } from './scope.ts';
import { atRisk } from './tables/at-risk.ts';
import { callEnds, callRates } from './tables/calls.ts';

/** The figures above everything else; null where the data does not tell, or too few stand behind it. */
export interface Summary {
  learners: number;
  assigned: number | null;
  complete: number;
  completionRate: number | null;
  due: number;
  onTimeRate: number | null;
  /** Learners with an attempt that has ended. */
  submitted: number;
  firstPassRate: number | null;
  anyPassRate: number | null;
  medianActiveMinutes: number | null;
  iqrActiveMinutes: number | null;
  openCriticals: number;
  overdue: number | null;
  dueIn30: number;
  criticalRate: number | null;
  recoveryRate: number | null;
  /** Calls mastered ÷ calls played to the end. */
  callMastery: number | null;
  /** The rule asked for ÷ offered, in calls. */
  helpRate: number | null;
  /** Sure and wrong ÷ sure, and share sure − share right; of graded answers and checks with a rating. */
  sureWrongRate: number | null;
  calibrationGap: number | null;
  /** Learners whose odd and even answers lead to the same decision. */
  decisionConsistency: number | null;
  atRisk: number;
}

/** Fewer learners than this make no rate. */
const LEAST = 10;

/** Works out the key figures (reports, section 5). */
export function summaryOf(scope: Scope): Summary {
  const all = assignedOf(scope);
  const now = today(scope.now);
  const done = all.filter(({ learner }) => isComplete(learner));
  const due = all.filter(({ person }) => person !== null && person.dueOn !== '' && person.dueOn <= now);
  const onTime = due.filter(
    ({ learner, person }) =>
      isComplete(learner) && (learner?.register.completed_at.slice(0, 10) ?? '') <= (person?.dueOn ?? ''),
  );
  const submitted = scope.learners.filter(({ register }) => register.attempts > 0);
  const passedFirst = submitted.filter((learner) => learner.passedFirst === true);
  const passedAny = submitted.filter(({ passed }) => passed);
  const minutes = scope.learners.flatMap(({ attempt, complete }) =>
    !complete || attempt.activeMs === undefined ? [] : [attempt.activeMs / 60_000],
  );
  const expires = scope.learners.filter(
    ({ register }) => register.valid_until !== '' && daysBetween(now, register.valid_until) <= 30,
  );
  const calls = callRates(scope);
  const rated = scope.learners.flatMap(({ answers }) =>
    answers.flatMap(({ sure, score }) => (sure === undefined ? [] : [{ sure, score }])),
  );
  const sureWrong = sureWrongRate(rated);
  return {
    learners: scope.learners.length,
    assigned: scope.hasRoster ? all.length : null,
    complete: done.length,
    completionRate: scope.hasRoster ? ratio(done.length, all.length) : null,
    due: due.length,
    onTimeRate: ratio(onTime.length, due.length),
    submitted: submitted.length,
    firstPassRate: atLeast(LEAST, submitted.length, ratio(passedFirst.length, submitted.length)),
    anyPassRate: atLeast(LEAST, submitted.length, ratio(passedAny.length, submitted.length)),
    medianActiveMinutes: atLeast(LEAST, minutes.length, median(minutes)),
    iqrActiveMinutes: atLeast(LEAST, minutes.length, interquartile(minutes)),
    openCriticals: scope.learners.filter(({ register }) => register.critical_open > 0).length,
    overdue: scope.hasRoster
      ? due.filter(({ learner, person }) => !isComplete(learner) && (person?.dueOn ?? '') < now).length
      : null,
    dueIn30: expires.length,
    criticalRate: calls.critical,
    recoveryRate: calls.recovered,
    callMastery: callMastery(callEnds(scope)),
    helpRate: helpRate(scope.learners.flatMap((learner) => offeredHelp(scope, learner))),
    sureWrongRate: atLeast(LEAST, sureWrong.n, sureWrong.rate),
    calibrationGap: atLeast(20, rated.length, calibrationGap(rated)),
    decisionConsistency: consistencyOf(scope).share,
    atRisk: atRisk.rows(scope).length,
  };
}

const isComplete = (learner: Learner | null): boolean => learner?.complete === true;
