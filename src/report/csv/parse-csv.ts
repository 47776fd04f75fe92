/**
 * Rows of a CSV text (RFC 4180) as lists of cells: comma, semicolon or tab, whichever the first line has most of. A
 * quotation mark that closes nowhere, or inside a cell, is text; `stray` is told the row, from 1, that has it.
 */
export function parseCsv(text: string, stray?: (row: number) => void): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const mark = separatorOf(body.slice(0, body.search(/[\r\n]|$/)));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let opened = 0;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((each) => each.trim() !== '')) rows.push(row);
    row = [];
  };
  /** Nothing but blanks stands between a place and the end of its cell. */
  const isCellEnd = (from: number): boolean => {
    let at = from;
    while (body[at] === ' ') at += 1;
    return at >= body.length || body[at] === mark || body[at] === '\n' || body[at] === '\r';
  };
  for (let at = 0; at < body.length || quoted; at += 1) {
    const sign = body[at] ?? '';
    if (quoted) {
      if (sign === '"' && body[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"' && isCellEnd(at + 1)) quoted = false;
      else if (sign !== '"' && at < body.length) cell += sign;
      else {
        stray?.(rows.length + 1);
        [at, cell, quoted] = [opened, '"', false];
      }
    } else if (sign === '"' && cell === '') [opened, quoted] = [at, true];
    else if (sign === mark) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

function separatorOf(line: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}
