import { offeredHelp } from './help-offered.ts';
import { isGone } from './leave.ts';
import { consistencyOf } from './learning.ts';
import { callMastery, helpRate } from './metrics/calls.ts';
import { calibrationGap, LEAST_RATED, LEAST_SURE, sureWrongRate } from './metrics/confidence.ts';
import { atLeast, ratio } from './metrics/proportion.ts';
import { interquartile, median } from './metrics/quantile.ts';
import { daysBetween, ratedAnswers, today, type Scope } from './scope.ts';
import { atRisk } from './tables/at-risk.ts';
import { callEnds, callRates } from './tables/calls.ts';
import { assignedOf, completedOn, hasOpenCritical, latestSigned, overdueDays, traineesOf } from './trainees.ts';
import { verdictsOf } from './verdicts.ts';

/** The figures above everything else; null where the data does not tell, or too few stand behind it. */
export interface Summary {
  /** People in the data; each counts once, however often they took the course. */
  learners: number;
  assigned: number | null;
  complete: number;
  completionRate: number | null;
  due: number;
  /** Of those due, who is complete on a day that no source tells: they are in no rate of it. */
  undated: number;
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
  const people = [...traineesOf(scope).values()].filter(({ enrolments }) => enrolments.length > 0);
  const now = today(scope.now);
  const done = all.filter(({ complete }) => complete);
  const due = all.filter(({ person }) => person !== null && person.dueOn !== '' && person.dueOn <= now);
  const undated = due.filter((each) => each.complete && completedOn(each) === '').length;
  const onTime = due.filter((each) => {
    const day = completedOn(each);
    return each.complete && day !== '' && day <= (each.person?.dueOn ?? '');
  });
  const submitted = people.flatMap((each) => verdictsOf(scope, each) ?? []);
  const passedFirst = submitted.filter(({ first }) => first);
  const passedAny = submitted.filter(({ any }) => any);
  const minutes = people
    .flatMap(({ enrolments }) =>
      enrolments.flatMap((each) => (each.complete ? (each.attempt.activeMs ?? []) : [])).slice(0, 1),
    )
    .map((ms) => ms / 60_000);
  const expires = people.filter((each) => {
    const until = isGone(each.person, now) ? undefined : latestSigned(each)?.register.valid_until;
    return until !== undefined && daysBetween(now, until) <= 30;
  });
  const calls = callRates(scope);
  const rated = ratedAnswers(scope);
  const sureWrong = sureWrongRate(rated);
  return {
    learners: people.length,
    assigned: scope.hasRoster ? all.length : null,
    complete: done.length,
    completionRate: scope.hasRoster ? ratio(done.length, all.length) : null,
    due: due.length,
    undated,
    onTimeRate: onTimeRate(onTime.length, due.length, undated, due.filter((each) => completedOn(each) !== '').length),
    submitted: submitted.length,
    firstPassRate: atLeast(LEAST, submitted.length, ratio(passedFirst.length, submitted.length)),
    anyPassRate: atLeast(LEAST, submitted.length, ratio(passedAny.length, submitted.length)),
    medianActiveMinutes: atLeast(LEAST, minutes.length, median(minutes)),
    iqrActiveMinutes: atLeast(LEAST, minutes.length, interquartile(minutes)),
    openCriticals: people.filter(hasOpenCritical).length,
    overdue: scope.hasRoster ? all.filter((each) => (overdueDays(scope, each) ?? 0) > 0).length : null,
    dueIn30: expires.length,
    criticalRate: calls.critical,
    recoveryRate: calls.recovered,
    callMastery: callMastery(callEnds(scope)),
    helpRate: helpRate(scope.learners.flatMap((learner) => offeredHelp(scope, learner))),
    sureWrongRate: atLeast(LEAST_SURE, sureWrong.n, sureWrong.rate),
    calibrationGap: atLeast(LEAST_RATED, rated.length, calibrationGap(rated)),
    decisionConsistency: consistencyOf(scope).share,
    atRisk: atRisk.rows(scope).length,
  };
}

/** On time ÷ due. Who is complete on an unknown day is neither; where that is all who are complete, nobody knows the rate. */
const onTimeRate = (onTime: number, due: number, undated: number, dated: number): number | null =>
  undated > 0 && dated === 0 ? null : ratio(onTime, due - undated);
