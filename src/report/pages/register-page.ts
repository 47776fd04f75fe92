import type { Scope } from '../scope.ts';
import { register } from '../tables/register.ts';
import type { View } from './view.ts';

/** P2: who was trained, on what, with what result; who is missing, and why. */
export function registerPage(scope: Scope): View {
  const rows = register.rows(scope);
  return {
    title: 'Register',
    lead: `${rows.length} people in scope, one line for each enrolment.`,
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'register',
        caption: 'Register',
        long: true,
        csv: 'register',
        columns: [
          { key: 'learner_id', title: 'Learner', format: 'code' },
          { key: 'learner_name', title: 'Name', empty: '–' },
          { key: 'team', title: 'Team', format: 'code', empty: '–' },
          { key: 'status', title: 'Status' },
          { key: 'score', title: 'Score', format: 'decimal', empty: '–' },
          { key: 'attempts', title: 'Attempts', format: 'number', empty: '–' },
          { key: 'completed_at', title: 'Completed', format: 'day', empty: '–' },
          { key: 'promise_status', title: 'Promise', empty: '–' },
          { key: 'valid_until', title: 'Valid until', format: 'day', empty: '–' },
          { key: 'due_on', title: 'Due', format: 'day', empty: '–' },
          { key: 'overdue_days', title: 'Days overdue', format: 'number', empty: '–' },
          { key: 'gap_reason', title: 'What is missing', empty: '–' },
          { key: 'content_version', title: 'Content', empty: '–' },
          { key: 'policy_versions', title: 'Policies', format: 'code', empty: '–' },
        ],
        // Learners come first, in the report's own order: that is the record their line opens.
        rows: rows.map((row, n) => (n < scope.learners.length ? { ...row, link: n } : { ...row })),
      },
    ],
    how: [
      'Status is what the course reports; “missing” stands on the roster and not in the data.',
      'Valid until: 365 days after the signature. Days overdue: today − due date, while not complete.',
      'Somebody reported as passed without a single graded answer is not counted as passed.',
    ],
  };
}
