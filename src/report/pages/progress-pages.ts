import { daysBetween, today, type Scope } from '../scope.ts';
import { atRisk } from '../tables/at-risk.ts';
import { funnel } from '../tables/funnel.ts';
import type { View } from './view.ts';

/** P3: where do people stop? */
export function funnelPage(scope: Scope): View {
  return {
    title: 'Funnel',
    lead: 'How many have come how far.',
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'funnel',
        caption: 'Steps',
        csv: 'funnel',
        columns: [
          { key: 'step', title: 'Step' },
          { key: 'n', title: 'People', format: 'number' },
          { key: 'rate_prev', title: 'Of the step before', format: 'bar' },
          { key: 'rate_assigned', title: 'Of all assigned', format: 'bar' },
          { key: 'median_days_from_prev', title: 'Median days since', format: 'decimal', empty: '–' },
          { key: 'out_of_order', title: 'Out of order', format: 'number', empty: '–' },
        ],
        rows: funnel.rows(scope),
      },
    ],
    how: [
      'Steps may be done in any order: each counts people who have ever met it and all before it; “out of order” counts those who met it without one before.',
    ],
  };
}

/** P9: who needs me this week? */
export function atRiskPage(scope: Scope): View {
  const rows = atRisk.rows(scope);
  return {
    title: 'At risk',
    lead: `${rows.length} people to talk to. A to-do list, never a rating of a person.`,
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'at-risk',
        caption: 'Whom to talk to',
        csv: 'at-risk',
        long: true,
        columns: [
          { key: 'learner_id', title: 'Learner' },
          { key: 'team', title: 'Team', empty: '–' },
          { key: 'points', title: 'Points', format: 'number' },
          { key: 'reasons', title: 'Why' },
          { key: 'last_activity', title: 'Last active', format: 'day', empty: '–' },
          { key: 'suggested_topic', title: 'Talk about', empty: '–' },
        ],
        rows: rows.map((row) => {
          const at = scope.learners.findIndex(({ id }) => id === row.learner_id);
          return at < 0 ? { ...row } : { ...row, link: at };
        }),
      },
    ],
    how: [
      'Overdue 2, two or more attempts not passed 2, open critical choice 3, promise declined 3, “tell my trainer” 3, three or more key points developing 1, sure but wrong four times 1, more than 30 % very fast answers 1, no activity for 7 days 1. Listed from 3 points on.',
      'Very fast: under 2 seconds or 10 % of the item’s median. Some people read fast: ask, do not assume.',
    ],
  };
}

/** P10: whose certificate runs out? */
export function recertPage(scope: Scope): View {
  const now = today(scope.now);
  const rows = scope.learners.flatMap((learner, link) => {
    const { register } = learner;
    if (register.valid_until === '') return [];
    const policy = newerPolicies(scope, register.policy_versions);
    const days = daysBetween(now, register.valid_until);
    const bucket =
      policy !== ''
        ? 'now'
        : days < 0
          ? 'expired'
          : days <= 30
            ? 'in 30 days'
            : days <= 60
              ? 'in 60 days'
              : days <= 90
                ? 'in 90 days'
                : 'later';
    const trigger = policy === '' ? 'time' : `policy: ${policy}`;
    return [
      {
        learner_id: learner.id,
        team: learner.person?.team || null,
        valid_until: register.valid_until,
        due: bucket,
        trigger,
        link,
      },
    ];
  });
  const buckets = ['now', 'expired', 'in 30 days', 'in 60 days', 'in 90 days', 'later'];
  return {
    title: 'Re-certification',
    lead: 'Whose signature runs out, and whose policies have changed since.',
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'buckets',
        caption: 'When',
        columns: [
          { key: 'due', title: 'Due' },
          { key: 'n', title: 'Learners', format: 'number' },
          { key: 'share', title: 'Share', format: 'bar' },
        ],
        rows: buckets.map((due) => {
          const n = rows.filter((row) => row.due === due).length;
          return { due, n, share: rows.length === 0 ? null : n / rows.length };
        }),
      },
      {
        kind: 'table',
        id: 'recert',
        caption: 'Who',
        csv: 'register',
        long: true,
        columns: [
          { key: 'learner_id', title: 'Learner' },
          { key: 'team', title: 'Team', empty: '–' },
          { key: 'valid_until', title: 'Valid until', format: 'day' },
          { key: 'due', title: 'Due' },
          { key: 'trigger', title: 'Because of' },
        ],
        rows: rows.sort((a, b) => (a.valid_until < b.valid_until ? -1 : 1)),
      },
    ],
    how: [
      'A signature counts for 365 days, and no longer once a policy has a newer major version than the one it was given for.',
    ],
  };
}

/** Policies of the course that are a major version ahead of those a learner signed under. */
function newerPolicies({ course }: Scope, signed: string): string {
  const had = new Map(
    signed.split(' ').map((each): [string, string] => [each.split('@')[0] ?? '', each.split('@')[1] ?? '']),
  );
  const majorOf = (version: string): number => Number(version.split('.')[0]);
  return course.policies
    .filter(({ id, version }) => had.has(id) && majorOf(version) > majorOf(had.get(id) ?? ''))
    .map(({ id, version }) => `${id} is now ${version}`)
    .join(', ');
}
