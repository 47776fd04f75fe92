import type { Place } from '../place.ts';
import { consistencyOf } from '../learning.ts';
import { calibrationGap, LEAST_RATED, LEAST_SURE, sureWrongRate } from '../metrics/confidence.ts';
import { atLeast } from '../metrics/proportion.ts';
import { ratedAnswers, type Scope } from '../scope.ts';
import { itemStats, type ItemStats } from '../tables/item-stats.ts';
import { items, options } from '../tables/items.ts';
import { Words } from '../tables/texts.ts';
import { shortened } from './findings.ts';
import { rateFigure } from './rate-figure.ts';
import { decimalText, tooFew, type Figure, type PlotBlock, type TableBlock, type Tone, type View } from './view.ts';

/** What to do about an item, the most urgent first; the words stand in `items.csv`, too. */
const TONES: Record<ItemStats['verdict'], Tone> = {
  'review key': 'bad',
  'too hard': 'bad',
  'weak option': 'mid',
  'too easy': 'mid',
  ok: 'good',
  'too few': 'mid',
};
const ORDER = Object.keys(TONES);

/** P5: which question is bad, too easy, mis-keyed? */
export function itemsPage(scope: Scope, { show }: Pick<Place, 'show'>): View {
  const stats = itemStats(scope);
  const broken = stats.filter(({ verdict }) => TONES[verdict] === 'bad');
  const rows = [...items.rows(scope)].sort(
    (a, b) => ORDER.indexOf(String(a.verdict)) - ORDER.indexOf(String(b.verdict)),
  );
  const chosen = stats.find(({ id }) => id === show)?.id ?? String(rows[0]?.item_id ?? '');
  const words = new Words(scope.course);
  const statsOf = new Map(stats.map((item) => [`${item.id} ${item.version}`, item]));
  return {
    title: 'Questions',
    lead:
      broken.length === 0
        ? `${stats.length} questions, call moments and scenes; none gives reason to doubt it so far. First attempts only.`
        : `${broken.length} of ${stats.length} questions, call moments and scenes should be looked at: ${broken
            .slice(0, 5)
            .map(({ id }) => id)
            .join(', ')}. First attempts only.`,
    figures: figuresOf(scope),
    blocks: [
      scatter(stats),
      {
        kind: 'table',
        id: 'items',
        caption: 'Questions, call moments and scenes',
        csv: 'items',
        long: true,
        columns: [
          { key: 'item_id', title: 'Item', format: 'code' },
          { key: 'label', format: 'prose', title: 'Question', empty: '–' },
          {
            key: 'verdict',
            title: 'Verdict',
            format: 'tag',
            how: 'review key: discrimination below 0; too hard: facility below 50 %; too easy: above 97 % with 50 answers; weak option, from 50 answers on: a wrong option that fewer than 5 % take, or that ten took and passers more than others; scenes and matching have no such verdict',
          },
          { key: 'n_first', title: 'n', format: 'number', how: 'first-attempt answers' },
          {
            key: 'facility',
            title: 'Facility',
            format: 'bar',
            few: { n: 'n_first', least: 20 },
            how: 'mean score ÷ maximum, first attempts, from 20 answers on; its 95 % interval is in items.csv',
          },
          {
            key: 'discrimination_rest',
            title: 'Discrimination',
            format: 'decimal',
            few: { n: 'n_first', least: 30 },
            empty: '–',
            how: 'Pearson’s correlation of the item with the percent score on the rest of the form, from 30 answers on; 0.10 to 0.25 is usual for easy mastery items',
          },
          {
            key: 'passfail_gap',
            title: 'Pass-fail gap',
            format: 'decimal',
            few: { n: 'smaller', least: 10 },
            how: 'facility among those who passed the first attempt − among the others, from 10 in each group on; below 0.10 the item does not help the decision',
          },
          {
            key: 'median_seconds',
            title: 'Median seconds',
            format: 'decimal',
            few: { n: 'timed', least: 20 },
            how: 'median of the time in use, at most 5 minutes each, from 20 answers on',
          },
          {
            key: 'rapid_share',
            title: 'Very fast',
            format: 'percent',
            few: { n: 'timed', least: 20 },
            how: 'answers in under 2 seconds or 10 % of the median ÷ answers',
          },
          {
            key: 'sure_wrong_rate',
            title: 'Sure but wrong',
            format: 'percent',
            few: { n: 'sure', least: 10 },
            how: 'wrong answers given as “sure” ÷ all given as “sure”, from 10 on',
          },
          {
            key: 'calibration_gap',
            title: 'Over-confident',
            format: 'decimal',
            few: { n: 'rated', least: 20 },
            how: 'share “sure” − share right among answers with a confidence, from 20 on; above 0 people think they know',
          },
          {
            key: 'locale_gap',
            title: 'Languages apart',
            format: 'percent',
            empty: '–',
            how: 'facility in the easiest − in the hardest language, from 50 answers in each on; above 10 % check the translation',
          },
          {
            key: 'content_versions',
            title: 'Asked in',
            empty: '–',
            how: 'versions of the course that ask it with the same options and the same right answer; asked otherwise it has a row of its own',
          },
        ],
        rows: rows.map((row) => {
          const id = String(row.item_id);
          const item = statsOf.get(`${id} ${row.item_version ?? ''}`);
          return {
            ...row,
            label: shortened(words.of(id, item?.sample.slug ?? '').stem, 110) || null,
            show: id,
            // How many stand behind the figures that not every answer has.
            smaller: Math.min(item?.passers ?? 0, item?.failers ?? 0),
            timed: item?.timed ?? 0,
            sure: item?.sure ?? 0,
            rated: item?.rated ?? 0,
          };
        }),
        note: 'The most urgent first. Choose an item to see who takes which option.',
      },
      optionTable(scope, stats, chosen, words),
    ],
    focus: 'options',
    how: [],
  };
}

/** Figures of all answers together: context for the table. */
function figuresOf(scope: Scope): Figure[] {
  const rated = ratedAnswers(scope);
  const sure = sureWrongRate(rated);
  const gap = atLeast(LEAST_RATED, rated.length, calibrationGap(rated));
  const { share, n } = consistencyOf(scope);
  return [
    {
      label: 'Sure but wrong',
      ...rateFigure(atLeast(LEAST_SURE, sure.n, sure.rate), sure.n),
      how: 'Wrong or not fully right answers given as “sure” ÷ all given as “sure”; from 10 on. The most useful list for coaching.',
    },
    {
      label: 'Over-confident',
      value: gap === null ? tooFew(rated.length) : decimalText(gap),
      note: `n = ${rated.length} answers with a confidence`,
      how: 'Share “sure” − share right among answers with a confidence, from 20 on; above 0 people think they know.',
    },
    {
      label: 'Decision consistency',
      ...rateFigure(share, n),
      how: 'Learners whose odd and even answers of the first attempt lead to the same decision at the pass mark ÷ learners with a result; from 50 on. Halves are shorter than the whole: a lower bound, and context, not a target.',
    },
  ];
}

function scatter(stats: readonly ItemStats[]): PlotBlock {
  const shown = stats.filter(({ facility, gap }) => facility !== null && gap !== null);
  const lowest = Math.min(0.5, ...shown.map(({ facility }) => Math.floor((facility ?? 1) * 10) / 10));
  const gaps = shown.map(({ gap }) => gap ?? 0);
  return {
    kind: 'plot',
    shape: 'scatter',
    caption: 'How easy an item is, and how well it tells passers from others',
    of: 'Item',
    x: { title: 'Facility: share of the points', from: lowest, to: 1, format: 'percent' },
    y: { title: 'Pass-fail gap', from: Math.min(-0.1, ...gaps), to: Math.max(0.4, ...gaps), format: 'percent' },
    points: shown.map(({ id, facility, gap, verdict, n }) => ({
      name: id,
      x: facility ?? 0,
      y: gap ?? 0,
      tone: TONES[verdict],
      say: `${verdict}, n = ${n}`,
    })),
    marks: [
      { axis: 'x', at: 0.5, label: 'too hard' },
      { axis: 'x', at: 0.97, label: 'too easy' },
      { axis: 'y', at: 0.1, label: 'helps the decision' },
    ],
    tones: { good: 'ok', mid: 'too easy or weak option', bad: 'review key or too hard' },
    note: `${shown.length} of ${stats.length} items have 20 answers, and 10 from passers and others each.`,
  };
}

function optionTable(scope: Scope, stats: readonly ItemStats[], chosen: string, words: Words): TableBlock {
  const mine = stats.filter(({ id }) => id === chosen);
  const texts = mine[0] && words.of(chosen, mine[0].sample.slug);
  const shares = mine.reduce((all, { passers, failers }) => ({ pass: all.pass + passers, fail: all.fail + failers }), {
    pass: 0,
    fail: 0,
  });
  const n = mine.reduce((sum, each) => sum + each.n, 0);
  return {
    kind: 'table',
    id: 'options',
    caption:
      chosen === ''
        ? 'Who takes which option'
        : `Who takes which option: ${chosen} ${shortened(texts?.stem ?? '', 140)}`,
    csv: 'options',
    columns: [
      { key: 'option_text', title: 'Option' },
      { key: 'is_key', title: 'Right' },
      { key: 'quality', title: 'Quality', empty: '–' },
      {
        key: 'n',
        title: 'n',
        format: 'number',
        how: 'first-attempt answers that chose the option, from 20 answers on',
      },
      { key: 'share', title: 'All', format: 'bar', how: 'chose the option ÷ answered' },
      {
        key: 'share_pass',
        title: 'Passers',
        format: 'bar',
        few: { n: 'passers', least: 10 },
        how: 'the same among those who passed the first attempt, from 10 on',
      },
      {
        key: 'share_fail',
        title: 'Others',
        format: 'bar',
        few: { n: 'failers', least: 10 },
        how: 'the same among those who did not',
      },
      { key: 'asked', title: 'Asked in', empty: '–' },
    ],
    rows: options
      .rows(scope)
      .filter((row) => row.item_id === chosen)
      .map((row) => {
        const item = mine.find(({ version }) => version === row.item_version);
        const { passers = 0, failers = 0 } = item ?? {};
        return { ...row, asked: item?.contents.join(' ') || null, passers, failers };
      }),
    note:
      n < 20
        ? `Options are counted from 20 answers on: ${tooFew(n)}.`
        : `n = ${n}: ${shares.pass} passed the first attempt, ${shares.fail} did not. An option that passers take more than others is suspect.${texts?.why ? ` Why the right one is right: ${oneLine(texts.why)}` : ''}`,
  };
}

/** Prose of the course on one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
