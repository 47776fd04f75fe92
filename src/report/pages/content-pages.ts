import { atLeast, ratio } from '../metrics/proportion.ts';
import { mean } from '../metrics/mean.ts';
import { itemStats } from '../tables/item-stats.ts';
import { calls } from '../tables/calls.ts';
import { confusion, redFlags } from '../tables/red-flags.ts';
import { items, options } from '../tables/items.ts';
import { objectiveScores } from '../tables/objectives.ts';
import { Words } from '../tables/texts.ts';
import type { Scope } from '../scope.ts';
import { percent, TOO_FEW, type View, type ViewRow } from './view.ts';

/** P4: which idea does my group not get? */
export function objectivesPage(scope: Scope): View {
  const teams = [...new Set(scope.learners.flatMap(({ person }) => person?.team || []))].sort();
  const scores = scope.learners.map((learner) => ({
    team: learner.person?.team ?? '',
    list: objectiveScores(scope, learner),
  }));
  const rate = (kp: string, team: string | null, min: number): number | null => {
    const mine = scores
      .filter((s) => team === null || s.team === team)
      .flatMap(({ list }) => list.filter((o) => o.kp === kp && o.status !== 'too little evidence'));
    return atLeast(min, mine.length, ratio(mine.filter(({ status }) => status === 'mastered').length, mine.length));
  };
  const rows: ViewRow[] = scope.course.objectives.map(({ id, name, motivation }) => {
    const mine = scores.flatMap(({ list }) => list.filter(({ kp, observations }) => kp === id && observations >= 2));
    return {
      kp: `${id} ${name}`,
      motivation,
      n: mine.length,
      mean: mean(mine.map(({ earned, available }) => earned / available)),
      rate: rate(id, null, 10),
      ...Object.fromEntries(teams.map((team) => [`team ${team}`, rate(id, team, 5)])),
    };
  });
  return {
    title: 'Objectives',
    lead: 'Which key point does the group not get yet? Share of learners who mastered it, by team.',
    figures: scope.course.motivations.map(({ id, name, meaning }) => {
      const mine = scores.flatMap(({ list }) => list.filter(({ motivation }) => motivation === id));
      const earned = mine.reduce((sum, o) => sum + o.earned, 0);
      const available = mine.reduce((sum, o) => sum + o.available, 0);
      return { label: name, value: percent(ratio(earned, available)), note: meaning };
    }),
    blocks: [
      {
        kind: 'table',
        id: 'objectives',
        caption: 'Key points',
        csv: 'objectives',
        columns: [
          { key: 'kp', title: 'Key point' },
          { key: 'n', title: 'Learners', format: 'number' },
          { key: 'mean', title: 'Mean score', format: 'percent' },
          { key: 'rate', title: 'Mastered', format: 'heat', empty: TOO_FEW },
          ...teams.map((team) => ({ key: `team ${team}`, title: team, format: 'heat' as const, empty: TOO_FEW })),
        ],
        rows,
        note: 'A help signal, no verdict. Teams are shown from 5 learners on; darker and hatched is lower.',
      },
    ],
    how: [
      'Objective score: points earned ÷ points available on the key point, in the round that set the result, with what it carried over. Call moments give 2 points, questions 1, each red flag in a scene 1, split evenly over the key points they stand for.',
      'Mastered: 70 % or more with at least two observations; with fewer there is too little evidence and the learner is not counted.',
    ],
  };
}

/** P5: which question is bad, too easy, mis-keyed? */
export function itemsPage(scope: Scope): View {
  const words = new Words(scope.course);
  const rows = items
    .rows(scope)
    .map((row) => ({ ...row, label: words.of(String(row.item_id), '').stem.slice(0, 90) || null }));
  const good = itemStats(scope).filter((item) => item.facility !== null && item.gap !== null);
  return {
    title: 'Items',
    lead: 'How each question, call moment and scene works. First attempts only.',
    figures: [],
    blocks: [
      {
        kind: 'plot',
        shape: 'scatter',
        caption: 'How easy an item is, and how well it tells passers from others',
        x: 'Facility (share right)',
        y: 'Passers − others',
        points: good.map(({ id, facility, gap, verdict }) => ({
          x: facility ?? 0,
          y: gap ?? 0,
          label: `${id}: facility ${percent(facility)}, gap ${percent(gap)}, ${verdict}`,
          tone: verdict === 'ok' ? 'good' : verdict === 'review key' || verdict === 'too hard' ? 'bad' : 'mid',
        })),
        domain: {
          x: [Math.min(0.5, ...good.map((i) => tenth(i.facility ?? 1))), 1],
          y: [-0.2, 0.6],
          format: 'percent',
        },
      },
      {
        kind: 'table',
        id: 'items',
        caption: 'Items',
        csv: 'items',
        long: true,
        columns: [
          { key: 'item_id', title: 'Item' },
          { key: 'label', title: 'Question', empty: '–' },
          { key: 'item_version', title: 'Version', empty: '–' },
          { key: 'n_first', title: 'n', format: 'number' },
          { key: 'facility', title: 'Facility', format: 'bar', empty: TOO_FEW },
          { key: 'discrimination_rest', title: 'Discrimination', format: 'decimal', empty: TOO_FEW },
          { key: 'passfail_gap', title: 'Pass-fail gap', format: 'decimal', empty: TOO_FEW },
          { key: 'median_seconds', title: 'Median s', format: 'decimal', empty: TOO_FEW },
          { key: 'rapid_share', title: 'Very fast', format: 'percent', empty: TOO_FEW },
          { key: 'sure_wrong_rate', title: 'Sure but wrong', format: 'percent', empty: TOO_FEW },
          { key: 'verdict', title: 'Verdict' },
        ],
        rows,
      },
      {
        kind: 'table',
        id: 'options',
        caption: 'Who takes which option',
        csv: 'options',
        long: true,
        columns: [
          { key: 'item_id', title: 'Item' },
          { key: 'option_text', title: 'Option' },
          { key: 'is_key', title: 'Right' },
          { key: 'quality', title: 'Quality', empty: '–' },
          { key: 'n', title: 'n', format: 'number' },
          { key: 'share', title: 'All', format: 'bar' },
          { key: 'share_pass', title: 'Passers', format: 'bar', empty: TOO_FEW },
          { key: 'share_fail', title: 'Others', format: 'bar', empty: TOO_FEW },
        ],
        rows: options.rows(scope),
      },
    ],
    how: [
      'Facility: mean score ÷ maximum, from 20 answers on. Below 50 %: teach it better or mend it. Above 97 % with 50 answers: keep it only if safety hangs on it.',
      'Discrimination: Pearson’s correlation of the item with the percent score on the rest of the form, from 30 answers on. Below 0: check the key now; 0.10 to 0.25 is usual for easy mastery items.',
      'Pass-fail gap: facility among first-attempt passers − among the others, from 10 in each group on. Below 0.10 it does not help the decision.',
      'Different versions of an item never share a row.',
    ],
  };
}

/** The tenth below a share. */
const tenth = (share: number): number => Math.floor(share * 10) / 10;

/** P6: where do calls go wrong? */
export function callsPage(scope: Scope): View {
  const rows = calls.rows(scope);
  const share = (row: ViewRow, key: string): number | null => {
    const n = ['best', 'ok', 'poor', 'critical'].reduce((sum, each) => sum + Number(row[each] ?? 0), 0);
    return ratio(Number(row[key] ?? 0), n);
  };
  const node = (id: string) => scope.course.calls.flatMap((call) => call.nodes).find((each) => each.id === id);
  return {
    title: 'Call paths',
    lead: 'What people choose at each moment of each call, and how the calls end. All rounds.',
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'endings',
        caption: 'Endings',
        csv: 'calls',
        columns: [
          { key: 'call', title: 'Call' },
          { key: 'n', title: 'Played', format: 'number' },
          { key: 'good', title: 'Good', format: 'bar' },
          { key: 'mixed', title: 'Mixed', format: 'bar' },
          { key: 'harm', title: 'Harm', format: 'bar' },
        ],
        rows: rows
          .filter((row) => row.node_id === null)
          .map((row) => ({
            call: `${row.call_id} ${scope.course.calls.find(({ id }) => id === row.call_id)?.title ?? ''}`,
            n: row.n,
            good: ratio(Number(row.ending_good), Number(row.n)),
            mixed: ratio(Number(row.ending_mixed), Number(row.n)),
            harm: ratio(Number(row.ending_harm), Number(row.n)),
          })),
      },
      {
        kind: 'table',
        id: 'nodes',
        caption: 'Moments of each call, in the order of the call',
        columns: [
          { key: 'node', title: 'Moment' },
          { key: 'says', title: 'What is said', empty: '–' },
          { key: 'n', title: 'n', format: 'number' },
          { key: 'best', title: 'Best', format: 'bar' },
          { key: 'ok', title: 'Ok', format: 'percent' },
          { key: 'poor', title: 'Poor', format: 'percent' },
          { key: 'critical', title: 'Critical', format: 'bar' },
          { key: 'help', title: 'Asked for the rule', format: 'percent' },
          { key: 'seconds', title: 'Median s', format: 'decimal' },
        ],
        rows: rows
          .filter((row) => row.node_id !== null)
          .map((row) => ({
            node: row.node_id,
            says: node(String(row.node_id))?.says?.slice(0, 100) ?? null,
            n: row.n,
            best: share(row, 'best'),
            ok: share(row, 'ok'),
            poor: share(row, 'poor'),
            critical: share(row, 'critical'),
            help: row.help_used === null ? null : ratio(Number(row.help_used), Number(row.n)),
            seconds: row.median_seconds,
          })),
      },
    ],
    how: [
      'Harm: a critical choice was never put right. Good: every choice was the best one. R moments are chances to put a mistake right.',
      'SCORM does not tell critical choices from poor ones, nor who asked for the rule; where the answer belongs to this version of the course, the choice itself tells.',
    ],
  };
}

/** P7: which red flags are seen, missed, taken for another? */
export function redFlagsPage(scope: Scope): View {
  const counts = confusion(scope, scope.learners);
  const { signals, noise, right } = counts.totals();
  const { hitRate, falseAlarmRate, dPrime, bias, balanced } = counts.detection();
  const enough = signals >= 30 && noise >= 40;
  const decimal = (value: number | null): string => (value === null || !enough ? TOO_FEW : value.toFixed(2));
  const labels = [...scope.course.redFlags.map(({ id }) => id as string), 'none'];
  const names = new Map(scope.course.redFlags.map((flag) => [flag.id as string, flag.name]));
  const matrix = redFlags.rows(scope).filter((row) => row.scope === 'all');
  return {
    title: 'Red flags',
    lead: 'What people marked in the scenes, against what it was. First attempts only.',
    figures: [
      {
        label: 'Hit rate',
        value: percent(atLeast(30, signals, hitRate), TOO_FEW),
        note: `flags marked as any flag; n = ${signals}`,
      },
      {
        label: 'Right label',
        value: percent(atLeast(30, signals, ratio(right, signals)), TOO_FEW),
        note: `flags marked as the right one; n = ${signals}`,
      },
      {
        label: 'False alarms',
        value: percent(atLeast(40, noise, falseAlarmRate), TOO_FEW),
        note: `fine things marked; n = ${noise}`,
      },
      {
        label: 'Balanced accuracy',
        value: percent(enough ? balanced : null, TOO_FEW),
        note: '½ (hit rate + 1 − false alarms)',
      },
      { label: 'd′ (skill)', value: decimal(dPrime), note: 'higher is better' },
      { label: 'c (leaning)', value: decimal(bias), note: 'below 0 marks too much, above 0 misses' },
    ],
    blocks: [
      {
        kind: 'table',
        id: 'matrix',
        caption: 'What it was (rows) and what it was marked as (columns)',
        csv: 'red-flags',
        columns: [
          { key: 'truth', title: 'It was' },
          { key: 'n', title: 'Shown', format: 'number' },
          ...labels.map((id) => ({
            key: id,
            title: id === 'none' ? 'Fine' : id,
            format: 'mix-up' as const,
            empty: TOO_FEW,
          })),
        ],
        rows: labels.map((truth) => {
          const n = counts.shown(truth);
          const of = (given: string): number | null => atLeast(10, n, ratio(counts.of(truth, given), n));
          return {
            is: truth,
            truth: truth === 'none' ? 'Fine' : `${truth} ${names.get(truth)}`,
            n,
            ...Object.fromEntries(labels.map((given) => [given, of(given)])),
          };
        }),
        note: `${matrix.length === 0 ? 0 : counts.unanswered} places were left without a mark; they are in no cell. Row percent, from 10 on.`,
      },
    ],
    how: [
      'd′ = z(H) − z(F) and c = −½ (z(H) + z(F)), with H = (hits + ½) ÷ (flags + 1) and F = (false alarms + ½) ÷ (fine things + 1). Groups only, from 30 flags and 40 fine things on.',
      'RF3 taken for RF5 and the other way round: teach “slip or skipped safeguard” again. RF4 taken for RF2: teach that looking is misuse already.',
    ],
  };
}
