import { isGone } from '../leave.ts';
import { daysBetween, today, type Scope } from '../scope.ts';
import { latestSigned, traineesOf } from '../trainees.ts';
import { places } from './people.ts';
import type { PlotBlock, View, ViewRow } from './view.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const BUCKETS = ['at once', 'expired', 'in 30 days', 'in 60 days', 'in 90 days', 'later'] as const;

/** P10: whose certificate runs out? */
export function recertPage(scope: Scope): View {
  const now = today(scope.now);
  const at = places(scope);
  // Who has signed again is due again after that.
  const rows = [...traineesOf(scope).values()].flatMap((trainee) => {
    const signed = latestSigned(trainee);
    if (!signed || isGone(trainee.person, now)) return [];
    const { id, name, person, register } = signed;
    const policy = newerPolicies(scope, register.policy_versions);
    const days = daysBetween(now, register.valid_until);
    return [
      {
        learner_id: id,
        name: name || null,
        team: person?.team || null,
        valid_until: register.valid_until,
        due: policy === '' ? bucketOf(days) : 'at once',
        trigger: policy === '' ? 'time' : `policy: ${policy}`,
        link: at.get(trainee.id) ?? 0,
      },
    ];
  });
  const order = (due: string): number => BUCKETS.indexOf(due as (typeof BUCKETS)[number]);
  rows.sort(
    (a, b) =>
      Number(b.due === 'at once') - Number(a.due === 'at once') ||
      order(a.due) - order(b.due) ||
      compare(a.valid_until, b.valid_until),
  );
  const soon = rows.filter(({ due }) => due !== 'later').length;
  return {
    title: 'Re-certification',
    lead: `${soon} of ${rows.length} signatures run out within 90 days, have run out, or stand under a policy that has changed since.`,
    figures: [],
    blocks: [
      buckets(rows),
      weeks(
        scope,
        rows.map(({ valid_until }) => valid_until),
      ),
      {
        kind: 'table',
        id: 'recert',
        caption: 'Who',
        csv: 'register',
        long: true,
        columns: [
          { key: 'learner_id', title: 'Learner', format: 'code' },
          { key: 'name', title: 'Name', empty: '–' },
          { key: 'team', title: 'Team', format: 'code', empty: '–' },
          { key: 'valid_until', title: 'Valid until', format: 'day', how: '365 days after the signature' },
          {
            key: 'due',
            title: 'Due again',
            how: 'at once when a policy has a newer major version than the one signed for',
          },
          { key: 'trigger', title: 'Because of' },
        ],
        rows,
      },
    ],
    how: [],
  };
}

function bucketOf(days: number): (typeof BUCKETS)[number] {
  if (days < 0) return 'expired';
  if (days <= 30) return 'in 30 days';
  if (days <= 60) return 'in 60 days';
  return days <= 90 ? 'in 90 days' : 'later';
}

function buckets(rows: readonly ViewRow[]): View['blocks'][number] {
  return {
    kind: 'table',
    id: 'buckets',
    caption: 'When',
    columns: [
      { key: 'due', title: 'Due again' },
      { key: 'n', title: 'Learners', format: 'number' },
      { key: 'share', title: 'Share', format: 'bar', how: 'learners ÷ all who have signed' },
    ],
    rows: BUCKETS.map((due) => {
      const n = rows.filter((row) => row['due'] === due).length;
      return { due, n, share: rows.length === 0 ? null : n / rows.length };
    }),
  };
}

/** How many signatures run out in each week. */
function weeks(scope: Scope, ends: readonly string[]): PlotBlock {
  const counts = new Map<number, number>();
  for (const end of ends) {
    // Weeks begin on Monday; 1970-01-01 was a Thursday.
    const week = Math.floor((Date.parse(end) - 4 * DAY) / WEEK) * WEEK + 4 * DAY;
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  const points = [...counts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([week, n]) => ({
      name: `week of ${new Date(week).toISOString().slice(0, 10)}`,
      x: week,
      to: week + WEEK,
      y: n,
    }));
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.to ?? 1];
  return {
    kind: 'plot',
    shape: 'bars',
    caption: 'Signatures that run out, week by week',
    of: 'Week',
    x: { title: 'Week', from: Math.min(from, points.length > 0 ? scope.now : from), to, format: 'day' },
    y: { title: 'Learners', from: 0, to: Math.max(1, ...points.map(({ y }) => y)), format: 'number' },
    points,
    marks: [{ axis: 'x', at: scope.now, label: 'today' }],
    note: `n = ${ends.length} signatures.`,
    how: 'Signatures whose 365 days end in that week; weeks begin on Monday.',
  };
}

/** Policies of the course that are a major version ahead of those a learner signed under; '' for none. */
export function newerPolicies({ course }: Scope, signed: string): string {
  const had = new Map(
    signed.split(' ').map((each): [string, string] => [each.split('@')[0] ?? '', each.split('@')[1] ?? '']),
  );
  const majorOf = (version: string): number => Number(version.split('.')[0]);
  return course.policies
    .filter(({ id, version }) => had.has(id) && majorOf(version) > majorOf(had.get(id) ?? ''))
    .map(({ id, version }) => `${id} is now ${version}`)
    .join(', ');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
