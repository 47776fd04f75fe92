import { whoOf, type Learner } from '../learner.ts';
import { isGone, onLeave } from '../leave.ts';
import { today, type Scope } from '../scope.ts';
import type { Person } from '../sources/roster.ts';
import { overdueDays, traineesOf, type Trainee } from '../trainees.ts';
import { known, type Row, type Table } from './table.ts';

const COLUMNS = [
  'learner_id',
  'learner_name',
  'team',
  'site',
  'course_id',
  'variant',
  'content_version',
  'build',
  'locale',
  'packs',
  'policy_versions',
  'promise_version',
  'promise_status',
  'promise_signed_at',
  'promise_sha256',
  'assigned_on',
  'due_on',
  'launched_at',
  'completed_at',
  'passed_at',
  'status',
  'score',
  'mastery_score',
  'attempts',
  'critical_open',
  'active_minutes',
  'clock_minutes',
  'valid_until',
  'overdue_days',
  'gap_reason',
  'registration',
  'receipt_agrees',
] as const;

export type RegisterColumn = (typeof COLUMNS)[number];

/** CSV-1: who was trained, when, on which content and policy versions, with what result and signature; and who is missing, and why. */
export const register: Table<RegisterColumn> = {
  name: 'register',
  title: 'Register',
  columns: COLUMNS,
  rows: (scope) => [...eachPerson(scope)],
  each: eachPerson,
};

function* eachPerson(scope: Scope): Generator<Row<RegisterColumn>> {
  for (const learner of scope.learners) yield learnerRow(scope, learner);
  for (const person of scope.missing) yield missingRow(scope, person);
}

const minutes = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms / 600) / 100);

/** The register's row of a learner in the data. */
export function learnerRow(scope: Scope, learner: Learner): Row<RegisterColumn> {
  const { register: row, person, attempt, name, id } = learner;
  const complete = traineesOf(scope).get(whoOf(learner))?.complete ?? learner.complete;
  const { team, site, assigned_on, due_on, overdue_days } = rosterCells(scope, { person, complete });
  // Every column by its name: spread into it, an object of this size is many times slower to make and to sort by.
  return {
    learner_id: id,
    learner_name: known(name),
    team,
    site,
    course_id: scope.course.id,
    variant: null, // No source tells it yet.
    content_version: known(row.content_version),
    build: known(row.build),
    locale: known(row.locale),
    packs: known(row.packs),
    policy_versions: known(row.policy_versions),
    promise_version: known(row.promise_version),
    promise_status: known(row.promise_status),
    promise_signed_at: known(row.promise_signed_at),
    promise_sha256: known(row.promise_sha256),
    assigned_on,
    due_on,
    launched_at: known(row.launched_at),
    completed_at: known(row.completed_at),
    passed_at: known(row.passed_at),
    status: row.status,
    score: row.score === '' ? null : Number(row.score),
    mastery_score: scope.course.settings.mastery,
    attempts: row.attempts,
    critical_open: row.critical_open,
    active_minutes: minutes(attempt.activeMs),
    clock_minutes: minutes(attempt.clockMs),
    valid_until: known(row.valid_until),
    overdue_days,
    gap_reason: known(gapOf(learner, scope)),
    registration: known(row.registration),
    receipt_agrees: learner.receiptAgrees,
  };
}

function missingRow(scope: Scope, person: Person): Row<RegisterColumn> {
  const empty = Object.fromEntries(COLUMNS.map((column) => [column, null])) as Row<RegisterColumn>;
  return {
    ...empty,
    ...rosterCells(scope, { person, complete: false }),
    learner_id: person.id,
    learner_name: known(person.name),
    course_id: scope.course.id,
    status: 'missing',
    gap_reason: awayFor(person, scope) ?? 'not started',
  };
}

function rosterCells(scope: Scope, trainee: Pick<Trainee, 'person' | 'complete'>) {
  const { person } = trainee;
  return {
    team: known(person?.team ?? ''),
    site: known(person?.site ?? ''),
    assigned_on: known(person?.assignedOn ?? ''),
    due_on: known(person?.dueOn ?? ''),
    overdue_days: overdueDays(scope, trainee),
  };
}

/** Why somebody is not here to be asked; null for who is. */
const awayFor = (person: Person | null, { now }: Scope): string | null =>
  isGone(person, today(now)) ? 'left' : onLeave(person) ? 'on leave' : null;

/** Why somebody is not complete; '' for who is. */
export function gapOf(
  { register: row, person, doubts, answers, first, complete, passed }: Learner,
  scope: Scope,
): string {
  if (doubts.includes('passed-without-answers')) return 'reported as passed without a graded answer';
  if (doubts.includes('completed-without-answers')) return 'reported as complete without a graded answer';
  if (complete) return '';
  const away = awayFor(person, scope);
  if (away) return away;
  if (row.status === 'failed') return 'no tries left';
  if (passed)
    return row.promise_status === 'signed'
      ? 'lesson checks open'
      : row.promise_status === 'declined'
        ? 'promise declined'
        : 'promise not signed';
  if (row.attempts > 0) return row.critical_open > 0 ? 'not passed: a critical choice is open' : 'not passed';
  if (first !== null) return 'quiz not finished';
  return checksDone(answers) >= scope.course.lessons.length ? 'quiz not started' : 'lessons not finished';
}

/** How many different lesson checks were answered. */
export const checksDone = (answers: Learner['answers']): number =>
  new Set(answers.filter(({ part }) => part === 'check').map(({ interaction }) => interaction)).size;
