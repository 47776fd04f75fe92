import { today, type Scope } from '../scope.ts';
import type { Place } from '../place.ts';
import { register } from '../tables/register.ts';
import { traineesOf } from '../trainees.ts';
import { newerPolicies } from './recert-page.ts';
import type { View, ViewRow } from './view.ts';

/** Views of the register that people come back to; the address names the one that is shown. */
const SAVED: readonly { show: string; title: string; holds(row: ViewRow, scope: Scope): boolean }[] = [
  { show: '', title: 'Everybody', holds: () => true },
  { show: 'missing', title: 'Not begun', holds: (row) => row['status'] === 'missing' },
  {
    show: 'open',
    title: 'Begun, not complete',
    holds: (row) => row['status'] !== 'missing' && row['gap_reason'] !== null,
  },
  { show: 'overdue', title: 'Overdue', holds: (row) => Number(row['overdue_days'] ?? 0) > 0 },
  {
    show: 'old-policy',
    title: 'Signed on an old policy',
    holds: (row, scope) =>
      row['promise_status'] === 'signed' && newerPolicies(scope, String(row['policy_versions'] ?? '')) !== '',
  },
  {
    show: 'expired',
    title: 'Signature run out',
    holds: (row, scope) => row['valid_until'] !== null && String(row['valid_until']) < today(scope.now),
  },
];

/** P2: who was trained, on what, with what result; who is missing, and why. */
export function registerPage(scope: Scope, { show }: Pick<Place, 'show'>): View {
  // Learners come first, in the order of the scope; who has not begun has no record to open.
  const all = register.rows(scope).map((row, n): ViewRow => {
    const link = scope.places[n];
    return link === undefined ? { ...row } : { ...row, link };
  });
  const saved = SAVED.find((each) => each.show === show) ?? SAVED[0];
  const rows = all.filter((row) => saved?.holds(row, scope));
  return {
    title: 'Register',
    lead: `${traineesOf(scope).size} people in scope, one line for each enrolment. A name opens the person’s record.`,
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'register',
        caption: saved?.title ?? '',
        long: true,
        csv: 'register',
        choices: {
          shown: saved?.show ?? '',
          of: SAVED.map((each) => ({
            show: each.show,
            title: each.title,
            n: all.filter((row) => each.holds(row, scope)).length,
          })),
        },
        columns: [
          { key: 'learner_id', title: 'Learner', format: 'code' },
          { key: 'learner_name', title: 'Name', format: 'code', empty: '–' },
          { key: 'team', title: 'Team', format: 'code', empty: '–' },
          {
            key: 'status',
            title: 'Status',
            format: 'tag',
            how: 'what the course reports; “missing” stands on the roster and not in the data. Somebody reported as passed or complete without a single graded answer is not counted as such',
          },
          {
            key: 'gap_reason',
            title: 'What is missing',
            format: 'code',
            empty: '–',
            how: 'the first thing that keeps the person from being complete',
          },
          {
            key: 'score',
            title: 'Score',
            format: 'decimal',
            empty: '–',
            how: '0 to 100, of the attempt that sets the result',
          },
          {
            key: 'attempts',
            title: 'Attempts',
            format: 'number',
            empty: '–',
            how: 'graded attempts that were answered to the end',
          },
          { key: 'due_on', title: 'Due', format: 'day', empty: '–' },
          {
            key: 'overdue_days',
            title: 'Days overdue',
            format: 'number',
            empty: '–',
            how: 'today − due date, while not complete',
          },
          { key: 'completed_at', title: 'Completed', format: 'day', empty: '–' },
          { key: 'promise_status', title: 'Promise', empty: '–' },
          { key: 'promise_signed_at', title: 'Signed', format: 'day', empty: '–' },
          { key: 'valid_until', title: 'Valid until', format: 'day', empty: '–', how: '365 days after the signature' },
          { key: 'content_version', title: 'Content', empty: '–' },
          { key: 'policy_versions', title: 'Policies', format: 'code', empty: '–' },
          { key: 'promise_version', title: 'Promise version', empty: '–' },
        ],
        rows,
      },
    ],
    focus: 'register',
    how: [],
  };
}
