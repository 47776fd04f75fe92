import type { Scope } from '../scope.ts';
import { funnel } from '../tables/funnel.ts';
import type { View } from './view.ts';

/** P3: where do people stop? */
export function funnelPage(scope: Scope): View {
  const rows = funnel.rows(scope);
  const steepest = rows
    .filter(({ rate_prev, step_no }) => typeof rate_prev === 'number' && Number(step_no) > 1 && rate_prev < 1)
    .sort((a, b) => Number(a.rate_prev) - Number(b.rate_prev))[0];
  const before = rows.find(({ step_no }) => step_no === Number(steepest?.step_no) - 1);
  const lost = Number(before?.n ?? 0) - Number(steepest?.n ?? 0);
  return {
    title: 'Funnel',
    lead: steepest
      ? `Most people stop before “${String(steepest.step)}”: ${lost} of the ${String(before?.n)} who came to “${String(before?.step)}”.`
      : 'Nobody has stopped on the way so far.',
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'funnel',
        caption: 'Steps',
        csv: 'funnel',
        columns: [
          { key: 'step', title: 'Step' },
          {
            key: 'n',
            title: 'People',
            format: 'number',
            how: 'people who have ever met the step and all before it: steps may be done in any order',
          },
          {
            key: 'rate_prev',
            title: 'Of the step before',
            format: 'bar',
            empty: '–',
            how: 'people ÷ people of the step before',
          },
          {
            key: 'rate_assigned',
            title: 'Of all assigned',
            format: 'bar',
            empty: scope.hasRoster ? '–' : 'no roster',
            how: 'people ÷ people on the roster',
          },
          {
            key: 'median_days_from_prev',
            title: 'Median days since',
            format: 'decimal',
            empty: '–',
            how: 'median of the days between this step and the one before',
          },
          {
            key: 'out_of_order',
            title: 'Out of order',
            format: 'number',
            empty: '–',
            how: 'people who met the step without one before it',
          },
        ],
        rows,
      },
    ],
    how: [],
  };
}
