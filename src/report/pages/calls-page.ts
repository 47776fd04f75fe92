import type { Place } from '../place.ts';
import { offeredHelp } from '../help-offered.ts';
import { callMastery, criticalRate, helpRate, recoveryRate } from '../metrics/calls.ts';
import { atLeast, ratio } from '../metrics/proportion.ts';
import { plainText } from '../../course/text.ts';
import type { Scope } from '../scope.ts';
import { callEnds, calls } from '../tables/calls.ts';
import { callFlow } from './call-flow.ts';
import { shortened } from './findings.ts';
import { rateFigure } from './rate-figure.ts';
import { percent, type Figure, type TableBlock, type View, type ViewRow } from './view.ts';

/** P6: where do calls go wrong? */
export function callsPage(scope: Scope, { show }: Pick<Place, 'show'>): View {
  const rows = calls.rows(scope);
  const ends = endings(scope, rows);
  const worst = [...ends].sort((a, b) => Number(b['harm'] ?? 0) - Number(a['harm'] ?? 0))[0];
  const call =
    scope.course.calls.find(({ id }) => id === show)?.id ?? String(worst?.show ?? scope.course.calls[0]?.id ?? '');
  return {
    title: 'Call paths',
    lead:
      worst && Number(worst['harm'] ?? 0) > 0
        ? `Most often ends in harm: ${String(worst['call'])}, ${percent(Number(worst['harm']))} of ${String(worst['n'])}. ${attempts(scope)}`
        : `What people choose at each moment of each call, and how the calls end. ${attempts(scope)}`,
    figures: figuresOf(scope),
    blocks: [
      {
        kind: 'table',
        id: 'endings',
        caption: 'How the calls end',
        csv: 'calls',
        columns: [
          { key: 'call', title: 'Call' },
          { key: 'n', title: 'Played', format: 'number', how: 'calls that were played to the end' },
          {
            key: 'good',
            title: 'Good',
            format: 'bar',
            few: { n: 'n', least: LEAST },
            how: 'every choice was the best one; shares from 10 calls on',
          },
          {
            key: 'mixed',
            title: 'Mixed',
            format: 'bar',
            few: { n: 'n', least: LEAST },
            how: 'not every choice was the best one, and no harm was left',
          },
          {
            key: 'harm',
            title: 'Harm',
            format: 'bar',
            few: { n: 'n', least: LEAST },
            how: 'a critical choice was never put right',
          },
        ],
        rows: ends,
        note: 'Choose a call to see the ways people take through it.',
      },
      callFlow(scope, call),
      moments(scope, rows, call),
    ],
    focus: 'flow',
    how: [
      'R moments are chances to put a mistake right.',
      'SCORM does not tell critical choices from poor ones, nor who asked for the rule; where the answer belongs to this version of the course, the choice itself tells.',
    ],
  };
}

/** Fewer than this make no share (reports, section 5). */
const LEAST = 10;

/** All calls together. */
function figuresOf(scope: Scope): Figure[] {
  const ends = callEnds(scope);
  const harmed = ends.filter(({ criticals }) => criticals > 0).length;
  const offered = scope.learners.flatMap((learner) => offeredHelp(scope, learner));
  return [
    {
      label: 'Calls mastered',
      ...rateFigure(callMastery(ends), ends.length),
      how: 'Calls with a score of 75 % or more and no critical choice left open ÷ calls played to the end; from 10 on.',
    },
    {
      label: 'Calls with a critical choice',
      ...rateFigure(criticalRate(ends), ends.length),
      how: 'Calls with at least one critical choice ÷ calls played to the end; from 10 on.',
    },
    {
      label: 'Mistakes put right',
      ...rateFigure(recoveryRate(ends), harmed),
      how: 'Calls whose critical choices were all put right ÷ calls with at least one; from 5 on. A good number: people speak up.',
    },
    {
      label: 'Asked for the rule',
      ...rateFigure(helpRate(offered), offered.length),
      how: 'Moments at which the rule was asked for ÷ moments at which it was offered, in first attempts; from 10 on.',
    },
  ];
}

const attempts = ({ filters }: Scope): string => (filters.attempt === 'first' ? 'First attempts.' : 'All attempts.');

function endings(scope: Scope, rows: readonly ViewRow[]): ViewRow[] {
  return rows
    .filter((row) => row['node_id'] === null)
    .map((row) => {
      const share = (key: string): number | null =>
        atLeast(LEAST, Number(row['n']), ratio(Number(row[key]), Number(row['n'])));
      const id = String(row['call_id']);
      return {
        call: `${id} ${scope.course.calls.find((each) => each.id === id)?.title ?? ''}`,
        show: id,
        n: row['n'] ?? null,
        good: share('ending_good'),
        mixed: share('ending_mixed'),
        harm: share('ending_harm'),
      };
    });
}

function moments(scope: Scope, rows: readonly ViewRow[], call: string): TableBlock {
  const nodes = new Map(scope.course.calls.flatMap((each) => each.nodes).map((node) => [node.id, node]));
  return {
    kind: 'table',
    id: 'nodes',
    caption: `Moments of ${call}`,
    csv: 'calls',
    columns: [
      { key: 'node', title: 'Moment', format: 'code' },
      { key: 'says', format: 'prose', title: 'What happens', empty: '–' },
      { key: 'n', title: 'n', format: 'number', how: 'answers at this moment' },
      {
        key: 'best',
        title: 'Best',
        format: 'bar',
        few: { n: 'judged', least: LEAST },
        how: 'answers of this quality ÷ answers whose quality is known; from 10 on',
      },
      { key: 'ok', title: 'Ok', format: 'percent', few: { n: 'judged', least: LEAST } },
      { key: 'poor', title: 'Poor', format: 'percent', few: { n: 'judged', least: LEAST } },
      {
        key: 'critical',
        title: 'Critical',
        format: 'bar',
        few: { n: 'judged', least: LEAST },
        how: 'choices that harm a customer if nobody puts them right',
      },
      {
        key: 'help',
        title: 'Asked for the rule',
        format: 'percent',
        few: { n: 'offered', least: LEAST },
        how: 'asked for the rule before answering ÷ times it was offered, in first attempts: all through the first call and at the first moment of the second; from 10 on',
      },
      {
        key: 'seconds',
        title: 'Median seconds',
        format: 'decimal',
        how: 'median of the time in use, at most 5 minutes each',
      },
    ],
    rows: rows
      .filter((row) => row['node_id'] !== null && row['call_id'] === call)
      .map((row) => {
        const n = ['best', 'ok', 'poor', 'critical'].reduce((sum, each) => sum + Number(row[each] ?? 0), 0);
        const share = (key: string): number | null => atLeast(LEAST, n, ratio(Number(row[key] ?? 0), n));
        const node = nodes.get(String(row['node_id']));
        return {
          node: row['node_id'] ?? null,
          says: shortened(node ? plainText(node.says ?? node.scene ?? '') : '', 110) || null,
          n: row['n'] ?? null,
          best: share('best'),
          ok: share('ok'),
          poor: share('poor'),
          critical: share('critical'),
          help: row['help_rate'] ?? null,
          offered: row['help_offered'] ?? null,
          judged: n,
          seconds: row['median_seconds'] ?? null,
        };
      }),
  };
}
