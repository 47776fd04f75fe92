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
  const known =
    texts.get(rows) ??
    rows.map((row) =>
      columns.flatMap(({ key }) => (typeof row[key] === 'string' ? row[key].toLowerCase() : [])).join('\n'),
    );
  texts.set(rows, known);
  return known;
}

function sorted(rows: readonly ViewRow[], sort: string, descending: boolean): readonly ViewRow[] {
  if (sort === '') return rows;
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[sort] ?? null, b[sort] ?? null];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x < y ? -sign : x > y ? sign : 0;
  });
}
