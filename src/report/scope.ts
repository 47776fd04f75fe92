import { ALL, inScope, type Filters } from './filters.ts';
import { major, type Report } from './fold.ts';
import { otherItemIn } from './item-version.ts';
import type { Learner } from './learner.ts';
import { recordsOf } from './reported-attempt.ts';
import { wholeRound, type Answer } from './rounds.ts';
import type { Person } from './sources/roster.ts';

/** The part of a report that is looked at. */
export interface Scope extends Report {
  filters: Filters;
  /** Only the major version of the course that statistics are made of. */
  isComparable(answer: Answer): boolean;
  /** Of that, only what was asked as this course asks it: figures that have one row for all versions of an item need no less. */
  isAsAsked(answer: Answer): boolean;
}

/** Narrows a report to what the filters let through. */
export function scopeOf(report: Report, filters: Filters = ALL): Scope {
  const same = major(filters.version || report.course.version);
  const narrowed = filters.from !== '' || filters.to !== '' || filters.locale !== '' || filters.version !== '';
  const isOther = otherItemIn(report.course);
  const isComparable = ({ content }: Answer): boolean =>
    content === undefined || content === '' || major(content) === same;
  return {
    ...report,
    filters,
    learners: report.learners
      .filter((learner) => inScope(learner, filters))
      .map((learner) => (filters.attempt === 'first' ? firstOnly(learner) : learner)),
    missing: narrowed ? [] : report.missing.filter((person) => isOf(person, filters)),
    isComparable,
    isAsAsked: (answer) => isComparable(answer) && !isOther(answer),
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

/** Everybody who was to take the course: people who left before they were due are not. */
export function assignedOf(scope: Scope): { person: Person | null; learner: Learner | null }[] {
  const all = [
    ...scope.learners.map((learner) => ({ person: learner.person, learner })),
    ...scope.missing.map((person) => ({ person, learner: null })),
  ];
  if (!scope.hasRoster) return all;
  return all.filter(
    ({ person }) => person !== null && !(person.leftOn !== '' && (person.dueOn === '' || person.leftOn < person.dueOn)),
  );
}

/** Today, YYYY-MM-DD. */
export const today = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
