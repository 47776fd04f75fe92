import { dayOf } from './day.ts';
import { ALL, inScope, type Filters } from './filters.ts';
import { major, type Report } from './fold.ts';
import { itemVersionIn, otherItemIn } from './item-version.ts';
import { whoOf, type Learner } from './learner.ts';
import { recordsOf, type Traced } from './reported-attempt.ts';
import { wholeRound, type Answer } from './rounds.ts';
import type { Person } from './sources/roster.ts';

/** The part of a report that is looked at. */
export interface Scope extends Report {
  filters: Filters;
  /** Everybody, whatever the filters say: an address names a record by its place here, so that it stays the same person’s. */
  everybody: readonly Learner[];
  /** Where among them each of `learners` stands. */
  places: readonly number[];
  /** Only the major version of the course that statistics are made of. */
  isComparable(record: Pick<Traced, 'content'>): boolean;
  /** Of that, only what was asked as this course asks it: figures that have one row for all versions of an item need no less. */
  isAsAsked(answer: Answer): boolean;
  /** Which version of its item an answer is to; '' for opinions. */
  itemVersion(answer: Answer): string;
}

/** Narrows a report to what the filters let through. */
export function scopeOf(report: Report, filters: Filters = ALL): Scope {
  const same = major(filters.version || report.course.version);
  const narrowed = filters.from !== '' || filters.to !== '' || filters.locale !== '' || filters.version !== '';
  const isOther = otherItemIn(report.course);
  const isComparable: Scope['isComparable'] = ({ content }) =>
    content === undefined || content === '' || major(content) === same;
  const shown = report.learners.flatMap((learner, at) => (inScope(learner, filters) ? [{ learner, at }] : []));
  return {
    ...report,
    filters,
    everybody: report.learners,
    places: shown.map(({ at }) => at),
    learners: shown.map(({ learner }) => (filters.attempt === 'first' ? firstOnly(learner) : learner)),
    missing: narrowed ? [] : report.missing.filter((person) => isOf(person, filters)),
    isComparable,
    isAsAsked: (answer) => isComparable(answer) && !isOther(answer),
    itemVersion: itemVersionIn(report.course),
  };
}

/** The same with one version of the course alone, its questions as it asked them: only for the page that sets versions side by side. */
export function oneVersion(scope: Scope, version: string): Scope {
  const isOfIt: Scope['isComparable'] = ({ content }) => content === version;
  return { ...scope, isComparable: isOfIt, isAsAsked: isOfIt };
}

/** The same with some people alone, by any of the ids they are known by. */
export function onlyThese(scope: Scope, ids: ReadonlySet<string>): Scope {
  const chosen = new Set(scope.learners.flatMap((learner) => (ids.has(learner.id) ? whoOf(learner) : [])));
  const isChosen = (who: string): boolean => chosen.has(who) || ids.has(who);
  return {
    ...scope,
    learners: scope.learners.filter((learner) => isChosen(whoOf(learner))),
    places: scope.places.filter((_, n) => scope.learners[n] && isChosen(whoOf(scope.learners[n]))),
    missing: scope.missing.filter(({ id }) => isChosen(id)),
  };
}

/** A learner as they were after their first attempt, as far as key points and calls go. */
function firstOnly(learner: Learner): Learner {
  const { first, answers, attempt } = learner;
  const calls = recordsOf(attempt, 'call-ended');
  const upToFirst = (record: object): boolean => !('round' in record) || record.round === 0 || record.round === first;
  return {
    ...learner,
    answers: answers.filter(upToFirst),
    attempt: { ...attempt, records: attempt.records.filter(upToFirst) },
    counting: first === null ? null : { n: first, round: wholeRound(answers, calls, first) },
  };
}

const isOf = (person: Person, { team, site, cohort }: Filters): boolean =>
  (team === '' || person.team === team) &&
  (site === '' || person.site === site) &&
  (cohort === '' || person.cohort === cohort);

/** Answers with “Sure” or “Not sure” that may stand in one figure. */
export const ratedAnswers = (scope: Scope): { sure: boolean; score: number }[] =>
  scope.learners.flatMap(({ answers }) =>
    answers.flatMap((a) => (a.sure === undefined || !scope.isAsAsked(a) ? [] : [{ sure: a.sure, score: a.score }])),
  );

/** Today, YYYY-MM-DD. */
export const today = (now: number): string => dayOf(now);

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
