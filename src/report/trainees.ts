import { dayOf } from './day.ts';
import { isGone, isLeaver } from './leave.ts';
import { whoOf, type Learner } from './learner.ts';
import { recordsOf } from './reported-attempt.ts';
import { daysBetween, today, type Scope } from './scope.ts';
import type { Person } from './sources/roster.ts';

/** One person with all their enrolments in scope, the earliest first; none of who stands on the roster only. */
export interface Trainee {
  /** As the data names them first; the roster may know them by another. */
  id: string;
  /** Their line of the roster; null where there is none. */
  person: Person | null;
  enrolments: readonly Learner[];
  /** By any of their enrolments. */
  complete: boolean;
}

/** Everybody in scope, once, by who they are (`whoOf`). */
export function traineesOf(scope: Scope): ReadonlyMap<string, Trainee> {
  const found = known.get(scope) ?? grouped(scope);
  known.set(scope, found);
  return found;
}

/** Every table and page that counts people asks. */
const known = new WeakMap<Scope, ReadonlyMap<string, Trainee>>();

function grouped({ learners, missing }: Scope): Map<string, Trainee> {
  const own = new Map<string, Learner[]>();
  for (const learner of learners) {
    const who = whoOf(learner);
    const list = own.get(who);
    if (list) list.push(learner);
    else own.set(who, [learner]);
  }
  const all = new Map<string, Trainee>();
  for (const [who, told] of own) {
    // Without times the order in which the source tells them stays.
    const enrolments = told.sort((a, b) => compare(a.register.launched_at, b.register.launched_at));
    const [first] = enrolments;
    all.set(who, {
      id: first?.id ?? who,
      person: first?.person ?? null,
      enrolments,
      complete: enrolments.some(({ complete }) => complete),
    });
  }
  for (const person of missing) all.set(person.id, { id: person.id, person, enrolments: [], complete: false });
  return all;
}

/** Everybody who was to take the course: people who left before they were due are not. Without a roster that is everybody in the data. */
export function assignedOf(scope: Scope): readonly Trainee[] {
  const all = [...traineesOf(scope).values()];
  return scope.hasRoster ? all.filter(({ person }) => person !== null && !isLeaver(person, today(scope.now))) : all;
}

/** Whole days since somebody was due, 0 before; null for who is complete, is not due on any day, or has left. */
export function overdueDays(
  { now }: Pick<Scope, 'now'>,
  { person, complete }: Pick<Trainee, 'person' | 'complete'>,
): number | null {
  if (!person || person.dueOn === '' || complete || isGone(person, today(now))) return null;
  return Math.max(0, daysBetween(person.dueOn, today(now)));
}

/** The day on which somebody was first complete, YYYY-MM-DD; '' for who is not, and where no source tells it. */
export const completedOn = ({ enrolments }: Trainee): string => {
  const [at] = enrolments.flatMap(({ register }) => register.completed_at || []).sort();
  return at === undefined ? '' : dayOf(Date.parse(at));
};

/** The enrolment whose signature counts longest; null of who has not signed. */
export const latestSigned = ({ enrolments }: Trainee): Learner | null =>
  enrolments
    .filter(({ register }) => register.valid_until !== '')
    .sort((a, b) => compare(a.register.promise_signed_at, b.register.promise_signed_at))
    .at(-1) ?? null;

/** Whether the calls they ended last hold a critical choice that was never put right. */
export const hasOpenCritical = ({ enrolments }: Trainee): boolean =>
  (enrolments.findLast(({ attempt }) => recordsOf(attempt, 'call-ended').length > 0)?.register.critical_open ?? 0) > 0;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
