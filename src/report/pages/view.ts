import { csvText, type Cell } from '../csv/write-csv.ts';
import { SCHEMA } from '../tables/table.ts';

/** How a column's values are written. `bar`, `heat` and `mix-up` are shares from 0 to 1, drawn beside or behind their number; of `mix-up` the one in the column that the row's `is` names should be high and all others low. `list` splits at semicolons, `tag` marks good, middling and bad words, `prose` needs room. */
export type Format =
  'prose' | 'text' | 'number' | 'percent' | 'decimal' | 'bar' | 'heat' | 'mix-up' | 'day' | 'code' | 'list' | 'tag';

/** How something is meant: good, to be looked at, or bad. Never told by colour alone. */
export type Tone = 'good' | 'mid' | 'bad';

export interface Column {
  key: string;
  title: string;
  format?: Format;
  /** What stands in an empty cell; “not in this data” if nothing else is said. */
  empty?: string;
  /** Which cell of the row says how many stand behind this one, and how many it needs: an empty cell with fewer says so. */
  few?: { n: string; least: number };
  /** Which cell of the row holds what stands beside a share: its mean, how many. */
  beside?: string;
  /** How its figures are computed. */
  how?: string;
}

/** A row; `link` is the learner whose record its first cell opens, `show` the part of the page it opens. */
export type ViewRow = Record<string, Cell> & { link?: number; show?: string };

/** A table of a page. Its rows are also its plot's data: nothing is told by a drawing alone. */
export interface TableBlock {
  kind: 'table';
  id: string;
  caption: string;
  columns: readonly Column[];
  rows: readonly ViewRow[];
  /** Name of the CSV file that holds these rows. */
  csv?: string;
  note?: string;
  /** Long: it can be searched and is shown in pages. */
  long?: true;
  /** Ready-made selections of its rows, and which of them is shown. */
  choices?: { shown: string; of: readonly Choice[] };
}

/** Something of a page that can be chosen, with how much there is of it. */
export interface Choice {
  show: string;
  title: string;
  n?: number;
}

/** An axis of a plot. */
export interface Axis {
  title: string;
  /** Ends, in the unit of the points: shares from 0 to 1, or days as ms since the epoch. */
  from: number;
  to: number;
  format: 'percent' | 'day' | 'number';
}

export interface Point {
  name: string;
  x: number;
  y: number;
  /** Where a bar or a dumbbell that begins at x ends. */
  to?: number;
  /** Height of the second line at x. */
  second?: number;
  tone?: Tone;
  /** What else the list says of it. */
  say?: string;
}

/** Points on two axes. They stand in a table below it, too. */
export interface PlotBlock {
  kind: 'plot';
  shape: 'line' | 'scatter' | 'bars' | 'dumbbell' | 'labels';
  caption: string;
  /** What a point is: `Question`, `Team`. */
  of: string;
  x: Axis;
  y: Axis;
  points: readonly Point[];
  /** Lines that mean something, such as the pass mark. */
  marks?: readonly { axis: 'x' | 'y'; at: number; label: string }[];
  /** What the second, broken line is. */
  second?: string;
  /** Names of the tones, where points have them. */
  tones?: Readonly<Partial<Record<Tone, string>>>;
  note?: string;
  how?: string;
}

export interface TextBlock {
  kind: 'text';
  /** Where a choice on the page leads to it. */
  id?: string;
  heading: string;
  lines: readonly string[];
}

/** What to look at first: a few lines for each question a trainer has, with the page that tells the rest. */
export interface FindingsBlock {
  kind: 'findings';
  groups: readonly {
    heading: string;
    page: string;
    /** What the link to the page is called. */
    more: string;
    lines: readonly { text: string; note: string; link?: number; show?: string }[];
    /** Said where there is no line. */
    none: string;
  }[];
}

/** A moment of a call, or an ending, with how many came by. */
export interface FlowStop {
  id: string;
  title: string;
  n: number;
  kind: 'moment' | 'recovery' | 'good' | 'mixed' | 'harm';
}

/** How many went from one stop to another, and by how good a choice. */
export interface FlowWay {
  from: string;
  to: string;
  n: number;
  quality: string;
}

/** How people come through a call. */
export interface FlowBlock {
  kind: 'flow';
  caption: string;
  choices: { shown: string; of: readonly Choice[] };
  stops: readonly FlowStop[];
  ways: readonly FlowWay[];
  note: string;
  how: string;
}

/** A call as it went, turn by turn. */
export interface TranscriptBlock {
  kind: 'transcript';
  caption: string;
  about: string;
  turns: readonly {
    scene: string;
    speaker: string;
    said: string;
    answer: string;
    tone: Tone;
    /** How good the answer was, in a word or two. */
    verdict: string;
    /** The better answer; '' where this was the best. */
    better: string;
    then: string;
    note: string;
  }[];
  ending: string;
}

/** What happened when, on a strip and as a table. */
export interface TimelineBlock {
  kind: 'timeline';
  caption: string;
  /** `at`: ms since the epoch. */
  events: readonly { at: number; what: string; tone: Tone | 'plain' }[];
}

export type Block = TableBlock | PlotBlock | TextBlock | FindingsBlock | FlowBlock | TranscriptBlock | TimelineBlock;

/** A key figure with how many stand behind it, and how it is computed. */
export interface Figure {
  label: string;
  value: string;
  note: string;
  how: string;
  /** The page that tells more. */
  page?: string;
  tone?: Tone;
}

/** Everything a page shows, as data: made beside the data, drawn in the page. */
export interface View {
  title: string;
  lead: string;
  figures: readonly Figure[];
  blocks: readonly Block[];
  /** The block that a choice on the page changes: it gets the focus then. */
  focus?: string;
  /** What is to be known of the page as a whole, a sentence each. */
  how: readonly string[];
}

export const NOT_HERE = 'not in this data';
/** Too few, with how many there are; of none at all there is nothing to be too few of. */
export const tooFew = (n: number): string => (n === 0 ? NOT_HERE : `too few (n = ${n})`);

/** What stands in an empty cell. */
export function emptyText({ empty, few }: Column, row: ViewRow): string {
  const n = few === undefined ? null : row[few.n];
  return few !== undefined && typeof n === 'number' && n < few.least ? tooFew(n) : (empty ?? NOT_HERE);
}

/** A table of a page as a file: what it shows, under the names its columns have in the code. */
export const shownCsv = ({ columns }: Pick<TableBlock, 'columns'>, rows: readonly ViewRow[]): string =>
  csvText(
    ['schema', ...columns.map(({ key }) => key)],
    rows.map((row) => [SCHEMA, ...columns.map(({ key }) => row[key] ?? null)]),
  );

/** At most two decimals, with a minus sign that is as wide as a plus. */
export const decimalText = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−');

export const percent = (share: number | null, empty = NOT_HERE): string =>
  share === null ? empty : `${Math.round(share * 100)} %`;
