/** A cell: numbers stay numbers, null is unknown. */
export type Cell = string | number | boolean | null;

/**
 * What a spreadsheet would take for a formula or a command: one of its signs, also full-width, behind any white space,
 * zero-width signs or control characters. Measured: neither csv-stringify nor papaparse knows all of them.
 */
// eslint-disable-next-line no-control-regex -- control characters hide a formula sign, so they are what is looked for
const FORMULA = /^[\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;

/** A cell's text that no spreadsheet runs: texts that look like a formula begin with an apostrophe; numbers are written as numbers. */
export function safeCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(Math.round(cell * 1e6) / 1e6) : '';
  if (typeof cell === 'boolean') return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** One line of a CSV file, every field quoted (RFC 4180). */
export function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (const cell of cells) {
    const text = safeCell(cell);
    line += `${line === '' ? '' : ','}"${text.includes('"') ? text.replaceAll('"', '""') : text}"`;
  }
  return `${line}\r\n`;
}

/** How a CSV file begins: UTF-8 with a byte order mark, so that spreadsheets read its letters; a header row. */
export const csvHead = (columns: readonly string[]): string => `\uFEFF${csvLine(columns)}`;

/** A CSV file: its head, and one line for each row. */
export function csvText(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [csvHead(columns)];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join('');
}
