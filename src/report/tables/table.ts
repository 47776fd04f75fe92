import { csvText, type Cell } from '../csv/write-csv.ts';
import type { Scope } from '../scope.ts';

/** Version of the columns: names never change within the part before the dot. */
export const SCHEMA = '1.1';

/** One row by column; null is unknown, and never 0. */
export type Row<C extends string = string> = Record<C, Cell>;

/** One of the files a report gives, which is also what its page shows. */
export interface Table<C extends string = string> {
  /** File name without ending. */
  name: string;
  title: string;
  columns: readonly C[];
  rows(scope: Scope): Row<C>[];
}

/** The table as a file; the first column of each is the version of its columns. */
export const tableCsv = (table: Table, scope: Scope): string =>
  csvText(
    ['schema', ...table.columns],
    table.rows(scope).map((row) => [SCHEMA, ...table.columns.map((column) => row[column] ?? null)]),
  );

/** Unknown where a text is empty. */
export const known = (text: string): string | null => (text === '' ? null : text);
