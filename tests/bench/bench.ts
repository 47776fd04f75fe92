/** One bench: a file of this folder, whose default export it is. `name` is the word that chooses it. */
export interface Bench {
  name: string;
  /** Measures, and gives one table or more. What cannot be measured here is a note in words, never a silence. */
  run(say: (text: string) => void): Promise<BenchTable[]>;
}

export interface BenchTable {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** What holds or not, and what could not be measured. */
  notes: readonly string[];
}

/** A table as text, for a terminal and for a document alike. */
export function asMarkdown({ title, columns, rows, notes }: BenchTable): string {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const table = [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
  return [`## ${title}`, '', ...table, '', ...notes.map((note) => `- ${note}`), ...(notes.length > 0 ? [''] : [])].join('\n'); // prettier-ignore
}
