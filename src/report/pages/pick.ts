import type { ViewRow } from './view.ts';

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

/** Searches, sorts and cuts. Unknown cells come last in either direction. */
export function pick(rows: readonly ViewRow[], { search, sort, descending, from, count }: RowQuery): Picked {
  const words = search.trim().toLowerCase();
  const found =
    words === ''
      ? [...rows]
      : rows.filter((row) =>
          Object.values(row).some((cell) => typeof cell === 'string' && cell.toLowerCase().includes(words)),
        );
  if (sort !== '') {
    const sign = descending ? -1 : 1;
    found.sort((a, b) => {
      const [x, y] = [a[sort] ?? null, b[sort] ?? null];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      return x < y ? -sign : x > y ? sign : 0;
    });
  }
  return { rows: found.slice(from, from + count), total: found.length };
}
