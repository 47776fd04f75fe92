import type { Place } from '../place.ts';
import type { Scope } from '../scope.ts';
import { itemStats, type ItemStats } from '../tables/item-stats.ts';
import { items, options } from '../tables/items.ts';
import { Words } from '../tables/texts.ts';
import { shortened } from './findings.ts';
import { TOO_FEW, tooFew, type PlotBlock, type TableBlock, type Tone, type View } from './view.ts';

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
  const slugs = new Map(stats.map(({ id, sample }) => [id, sample.slug]));
  return {
    title: 'Questions',
    lead:
      broken.length === 0
        ? `${stats.length} questions, call moments and scenes; none gives reason to doubt it so far. First attempts only.`
        : `${broken.length} of ${stats.length} questions, call moments and scenes should be looked at: ${broken
            .slice(0, 5)
            .map(({ id }) => id)
            .join(', ')}. First attempts only.`,
    figures: [],
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
            empty: TOO_FEW,
            how: 'mean score ÷ maximum, first attempts, from 20 answers on; its 95 % interval is in items.csv',
          },
          {
            key: 'discrimination_rest',
            title: 'Discrimination',
            format: 'decimal',
            empty: TOO_FEW,
            how: 'Pearson’s correlation of the item with the percent score on the rest of the form, from 30 answers on; 0.10 to 0.25 is usual for easy mastery items',
          },
          {
            key: 'passfail_gap',
            title: 'Pass-fail gap',
            format: 'decimal',
            empty: TOO_FEW,
            how: 'facility among those who passed the first attempt − among the others, from 10 in each group on; below 0.10 the item does not help the decision',
          },
          {
            key: 'median_seconds',
            title: 'Median seconds',
            format: 'decimal',
            empty: TOO_FEW,
            how: 'median of the time in use, at most 5 minutes each, from 20 answers on',
          },
          {
            key: 'rapid_share',
            title: 'Very fast',
            format: 'percent',
            empty: TOO_FEW,
            how: 'answers in under 2 seconds or 10 % of the median ÷ answers',
          },
          {
            key: 'sure_wrong_rate',
            title: 'Sure but wrong',
            format: 'percent',
            empty: TOO_FEW,
            how: 'wrong answers given as “sure” ÷ all given as “sure”, from 10 on',
          },
          {
            key: 'calibration_gap',
            title: 'Over-confident',
            format: 'decimal',
            empty: TOO_FEW,
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
          return { ...row, label: shortened(words.of(id, slugs.get(id) ?? '').stem, 110) || null, show: id };
        }),
        note: 'The most urgent first. Choose an item to see who takes which option.',
      },
      optionTable(scope, stats, chosen, words),
    ],
    focus: 'options',
    how: [],
  };
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
        empty: TOO_FEW,
        how: 'the same among those who passed the first attempt, from 10 on',
      },
      { key: 'share_fail', title: 'Others', format: 'bar', empty: TOO_FEW, how: 'the same among those who did not' },
      { key: 'asked', title: 'Asked in', empty: '–' },
    ],
    rows: options
      .rows(scope)
      .filter((row) => row.item_id === chosen)
      .map((row) => ({
        ...row,
        asked: mine.find(({ version }) => version === row.item_version)?.contents.join(' ') || null,
      })),
    note:
      n < 20
        ? `Options are counted from 20 answers on: ${tooFew(n)}.`
        : `n = ${n}: ${shares.pass} passed the first attempt, ${shares.fail} did not. An option that passers take more than others is suspect.${texts?.why ? ` Why the right one is right: ${oneLine(texts.why)}` : ''}`,
  };
}

/** Prose of the course on one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
