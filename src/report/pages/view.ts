import type { Cell } from '../csv/write-csv.ts';

/** How a column's values are written. `bar`, `heat` and `mix-up` are shares from 0 to 1, drawn behind their number; of `mix-up` the one in the column that the row's `is` names should be high and all others low. */
export type Format = 'text' | 'number' | 'percent' | 'decimal' | 'bar' | 'heat' | 'mix-up' | 'day' | 'code';

export interface Column {
  key: string;
  title: string;
  format?: Format;
  /** What stands in an empty cell; “not in this data” if nothing else is said. */
  empty?: string;
}

/** A row; `link` is the learner whose record its first cell opens. */
export type ViewRow = Record<string, Cell> & { link?: number };

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
}

/** Points on two axes; each is in the table below it, too. */
export interface PlotBlock {
  kind: 'plot';
  shape: 'line' | 'scatter';
  caption: string;
  x: string;
  y: string;
  points: readonly { x: number; y: number; label: string; tone?: 'good' | 'mid' | 'bad' }[];
  /** Ends of the axes, and how their numbers are written. */
  domain: { x: readonly [number, number]; y: readonly [number, number]; format: 'percent' | 'day' };
}

export interface TextBlock {
  kind: 'text';
  heading: string;
  lines: readonly string[];
}

export type Block = TableBlock | PlotBlock | TextBlock;

/** A key figure with how many stand behind it. */
export interface Figure {
  label: string;
  value: string;
  note: string;
}

/** Everything a page shows, as data: made beside the data, drawn in the page. */
export interface View {
  title: string;
  lead: string;
  figures: readonly Figure[];
  blocks: readonly Block[];
  /** “How is this computed?”, a sentence each. */
  how: readonly string[];
}

export const NOT_HERE = 'not in this data';
export const TOO_FEW = 'too few';

export const percent = (share: number | null, empty = NOT_HERE): string =>
  share === null ? empty : `${Math.round(share * 100)} %`;
