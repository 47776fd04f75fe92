import { csvHead, csvLine, type Cell } from '../csv/write-csv.ts';
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
  /** The same one after the other, where there can be more of them than memory should hold at once. */
  each?(scope: Scope): Iterable<Row<C>>;
}

/** The table as a file; the first column of each is the version of its columns. */
export const tableCsv = (table: Table, scope: Scope): string => [...tableChunks(table, scope)].join('');

/** The same in pieces of some hundred lines, to be written as they come. */
export function* tableChunks(table: Table, scope: Scope): Generator<string> {
  const { columns } = table;
  let chunk = csvHead(['schema', ...columns]);
  for (const row of table.each?.(scope) ?? table.rows(scope)) {
    chunk += csvLine([SCHEMA, ...columns.map((column) => row[column] ?? null)]);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Characters. */
const CHUNK = 64_000;

/** Unknown where a text is empty. */
export const known = (text: string): string | null => (text === '' ? null : text);
