import type { TableBlock, ViewRow } from './view.ts';

/** Which rows of a long table are wanted. `sort` is a column, '' for the table's own order. */
export interface RowQuery {
  search: string;
  sort: string;
  descending: boolean;
  from: number;
  count: number;
}

/** Some rows of a table, and how many there are in all that match. */
export interface Picked {
  rows: readonly ViewRow[];
  total: number;
}

type Table = Pick<TableBlock, 'rows' | 'columns'>;

/** Searches what a table shows, sorts and cuts. Unknown cells come last in either direction. */
export function pick(table: Table, { search, sort, descending, from, count }: RowQuery): Picked {
  const key = JSON.stringify([search.trim().toLowerCase(), sort, descending]);
  const known = last.get(table.rows);
  const found = known?.key === key ? known.found : sorted(searched(table, search), sort, descending);
  last.set(table.rows, { key, found });
  return { rows: found.slice(from, from + count), total: found.length };
}

/** What was found last: turning a page must not search and sort again. */
const last = new WeakMap<readonly ViewRow[], { key: string; found: readonly ViewRow[] }>();

function searched(table: Table, search: string): readonly ViewRow[] {
  const words = search.trim().toLowerCase();
  if (words === '') return table.rows;
  const texts = textsOf(table);
  return table.rows.filter((_, at) => texts[at]?.includes(words));
}

const texts = new WeakMap<readonly ViewRow[], string[]>();

/** What each row says, in small letters; made at the first search. */
function textsOf({ rows, columns }: Table): string[] {
  const known = texts.get(rows) ?? rows.map((row) => textOf(row, columns));
  texts.set(rows, known);
  return known;
}

function textOf(row: ViewRow, columns: Table['columns']): string {
  let text = '';
  for (const { key } of columns) {
    const cell = row[key];
    if (typeof cell === 'string') text += `${cell}\n`;
  }
  return text.toLowerCase();
}

function sorted(rows: readonly ViewRow[], sort: string, descending: boolean): readonly ViewRow[] {
  if (sort === '') return rows;
  const sign = descending ? -1 : 1;
  // Each cell is looked up once, not with each comparison, of which a long table takes a hundred thousand.
  const known: { row: ViewRow; cell: NonNullable<ViewRow[string]> }[] = [];
  const unknown: ViewRow[] = [];
  for (const row of rows) {
    const cell = row[sort] ?? null;
    if (cell === null) unknown.push(row);
    else known.push({ row, cell });
  }
  known.sort((a, b) => (a.cell < b.cell ? -sign : a.cell > b.cell ? sign : 0));
  return [...known.map(({ row }) => row), ...unknown];
}
