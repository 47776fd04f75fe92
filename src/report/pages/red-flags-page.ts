import type { Place } from '../place.ts';
import { atLeast, ratio } from '../metrics/proportion.ts';
import type { Scope } from '../scope.ts';
import { confusion, type Confusion } from '../tables/red-flags.ts';
import { segmentTable } from './segments.ts';
import { percent, tooFew, type Figure, type PlotBlock, type TableBlock, type View } from './view.ts';

/** Fewer flags and fine things than these make no rate (reports, section 5). */
const LEAST_FLAGS = 30;
const LEAST_FINE = 40;
/** Fewer marks than this make no row of the matrix. */
const LEAST_ROW = 10;

/** P7: which red flags are seen, missed, taken for another? */
export function redFlagsPage(scope: Scope, { show }: Pick<Place, 'show'>): View {
  const counts = confusion(scope, scope.learners);
  return {
    title: 'Red flags',
    lead: mixUp(scope, counts),
    figures: figuresOf(counts),
    blocks: [matrix(scope, counts), segmentTable(scope, show), teams(scope)],
    focus: 'segments',
    how: [
      'First attempts only. RF3 taken for RF5 and the other way round: teach “slip or skipped safeguard” again. RF4 taken for RF2: teach that looking is misuse already.',
    ],
  };
}

/** The pair that is mixed up most, in a sentence. */
function mixUp({ course }: Scope, counts: Confusion): string {
  const ids = [...course.redFlags.map(({ id }) => id as string), 'none'];
  const name = (id: string): string =>
    id === 'none' ? 'fine' : `${id} ${course.redFlags.find((f) => f.id === id)?.name ?? ''}`;
  const pairs = ids.flatMap((truth) =>
    ids.flatMap((given) => {
      const n = counts.shown(truth);
      const share = atLeast(LEAST_ROW, n, ratio(counts.of(truth, given), n));
      return truth === given || share === null ? [] : [{ truth, given, share }];
    }),
  );
  const worst = pairs.sort((a, b) => b.share - a.share)[0];
  return worst && worst.share > 0
    ? `Mixed up most: ${name(worst.truth)} was marked as ${name(worst.given)} in ${percent(worst.share)} of the cases. First attempts only.`
    : 'What people marked in the scenes, against what it was. First attempts only.';
}

function figuresOf(counts: Confusion): Figure[] {
  const { signals, noise, right, hits, falseAlarms } = counts.totals();
  const { hitRate, falseAlarmRate, dPrime, bias, balanced } = counts.detection();
  const enough = signals >= LEAST_FLAGS && noise >= LEAST_FINE;
  const scarce = signals < LEAST_FLAGS ? signals : noise;
  const rate = (least: number, n: number, share: number | null): string => (n < least ? tooFew(n) : percent(share));
  const decimal = (value: number | null): string =>
    value === null || !enough ? tooFew(scarce) : value.toFixed(2).replace('-', '−');
  const both = `n = ${signals} flags, ${noise} fine things`;
  return [
    {
      label: 'Hit rate',
      value: rate(LEAST_FLAGS, signals, hitRate),
      note: `${hits} of ${signals} flags seen`,
      how: 'Flags marked as any flag ÷ flags shown; from 30 on.',
    },
    {
      label: 'Right label',
      value: rate(LEAST_FLAGS, signals, ratio(right, signals)),
      note: `${right} of ${signals} flags`,
      how: 'Flags marked as the right one ÷ flags shown; from 30 on.',
    },
    {
      label: 'False alarms',
      value: rate(LEAST_FINE, noise, falseAlarmRate),
      note: `${falseAlarms} of ${noise} fine things`,
      how: 'Fine things marked as a flag ÷ fine things shown; from 40 on. High: suspicious of ordinary customers.',
    },
    {
      label: 'Balanced accuracy',
      value: enough ? percent(balanced) : tooFew(scarce),
      note: both,
      how: '½ (hit rate + 1 − false-alarm rate): 50 % is chance.',
    },
    {
      label: 'd′ (skill)',
      value: decimal(dPrime),
      note: `${both}; higher is better`,
      how: 'z(H) − z(F), with H = (hits + ½) ÷ (flags + 1) and F = (false alarms + ½) ÷ (fine things + 1). Groups only.',
    },
    {
      label: 'c (leaning)',
      value: decimal(bias),
      note: 'below 0 marks too much, above 0 misses',
      how: '−½ (z(H) + z(F)), with H and F as for d′.',
    },
  ];
}

function matrix(scope: Scope, counts: Confusion): TableBlock {
  const labels = [...scope.course.redFlags.map(({ id }) => id as string), 'none'];
  const names = new Map(scope.course.redFlags.map((flag) => [flag.id as string, flag.name]));
  return {
    kind: 'table',
    id: 'matrix',
    caption: 'What it was (rows) and what it was marked as (columns)',
    csv: 'red-flags',
    columns: [
      { key: 'truth', title: 'It was' },
      { key: 'n', title: 'Shown', format: 'number', how: 'marks of things with this label' },
      ...labels.map((id) => ({
        key: id,
        title: id === 'none' ? 'Fine' : id,
        format: 'mix-up' as const,
        few: { n: 'n', least: LEAST_ROW },
        ...(id === labels[0]
          ? { how: 'and the other labels: marks with this label ÷ marks of the row, from 10 on' }
          : {}),
      })),
    ],
    rows: labels.map((truth) => {
      const n = counts.shown(truth);
      const of = (given: string): number | null => atLeast(LEAST_ROW, n, ratio(counts.of(truth, given), n));
      return {
        is: truth,
        truth: truth === 'none' ? 'Fine' : `${truth} ${names.get(truth)}`,
        n,
        ...Object.fromEntries(labels.map((given) => [given, of(given)])),
      };
    }),
    note: `Framed: right. Tinted: mixed up in 5 % of the cases or more; hatched: in 15 % or more. ${counts.unanswered} places were left without a mark; they are in no cell.`,
  };
}

/** Hits against false alarms, a dot for each team with enough marks. */
function teams(scope: Scope): PlotBlock {
  const names = [...new Set(scope.learners.flatMap(({ person }) => person?.team || []))].sort();
  const points = names.flatMap((name) => {
    const { signals, noise, hits, falseAlarms } = confusion(
      scope,
      scope.learners.filter(({ person }) => person?.team === name),
    ).totals();
    if (signals < LEAST_FLAGS || noise < LEAST_FINE) return [];
    return [{ name, x: falseAlarms / noise, y: hits / signals, say: `${signals} flags, ${noise} fine things` }];
  });
  return {
    kind: 'plot',
    shape: 'labels',
    caption: 'Hits against false alarms, by team',
    of: 'Team',
    x: { title: 'False alarms', ...around(points.map(({ x }) => x)), format: 'percent' },
    y: { title: 'Hit rate', ...around(points.map(({ y }) => y)), format: 'percent' },
    points,
    note: `${points.length} of ${names.length} teams have been shown 30 flags and 40 fine things. Top left is best: sees much, suspects little.`,
  };
}

/** Ends of an axis that holds some shares with room around them. */
const around = (shares: readonly number[]): { from: number; to: number } => ({
  from: Math.max(0, Math.floor(20 * Math.min(1, ...shares) - 1) / 20),
  to: Math.min(1, Math.ceil(20 * Math.max(0, ...shares) + 1) / 20),
});
