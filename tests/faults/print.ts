import { format } from 'prettier';
import { total, type Result } from './bench.ts';
import { NOT_HERE, REPORT_ROWS, table } from './priorities.ts';

const HEAD = [
  'Row',
  'Fault',
  'Priority',
  'Runs',
  'Taken',
  'Stored',
  'Lost',
  'Twice',
  'False “Saved”',
  'Personal data',
  'Recovered after',
  'Longest unsaved',
  'Message',
  'Result',
];

const seconds = (ms: number | null): string =>
  ms === null || ms === 0 ? '' : ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 6000) / 10} min`;

function cells({ row, runs, problems }: Result): string[] {
  const { taken, stored, lost, duplicated, falseSaved, recoverMs, unsavedMs, message, personal } = total(runs);
  return [
    row.id,
    row.fault,
    String(row.priority),
    String(runs.length),
    ...[taken, stored, lost, duplicated, falseSaved, personal].map(String),
    seconds(recoverMs),
    seconds(unsavedMs),
    message,
    problems.length === 0 ? 'green' : 'RED',
  ];
}

function sums(results: readonly Result[]): string[] {
  const all = total(results.flatMap(({ runs }) => runs));
  const red = results.filter(({ problems }) => problems.length > 0).length;
  return [
    'All',
    `${results.length} rows`,
    '',
    String(results.reduce((sum, { runs }) => sum + runs.length, 0)),
    ...[all.taken, all.stored, all.lost, all.duplicated, all.falseSaved, all.personal].map(String),
    seconds(all.recoverMs),
    seconds(all.unsavedMs),
    '',
    red === 0 ? 'green' : `${red} RED`,
  ];
}

/** The figures for a terminal: one line for each row, long words cut. */
export function asText(results: readonly Result[]): string {
  const lines = [HEAD, ...results.map(cells), sums(results)].map((line) =>
    line.map((cell, n) => (n === 1 || n === 12 ? cut(cell, 36) : cell)),
  );
  const widths = HEAD.map((_, n) => Math.max(...lines.map((line) => line[n]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** How many rows of the fault table are green, by priority, in a sentence each. */
export function counts(results: readonly Result[]): string[] {
  return ([1, 2, 3] as const).map((priority) => {
    const due = table.filter((each) => each.priority === priority && !REPORT_ROWS.includes(each.id));
    const green = due.filter(({ id }) => {
      const own = results.filter(({ row }) => row.id === id);
      return own.length > 0 && own.every(({ problems }) => problems.length === 0);
    });
    return `Priority ${priority}: ${green.length} of ${due.length} rows green.`;
  });
}

/** `docs/faults.md`: what a full run came to. */
export async function asDocument(results: readonly Result[]): Promise<string> {
  const ran = new Set(results.map(({ row }) => row.id));
  const missing = table.filter(({ id }) => !ran.has(id));
  const line = (list: readonly string[]): string =>
    `| ${list.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const text = `# What was broken, and what became of the answers

Written by \`npm run faults\`; do not edit. \`npm run faults -- A09 C\` runs the rows whose ids begin with these words and
writes nothing, \`--repeat 5\` runs each five times, \`--json\` prints every single run. A row goes through several runs: ways
of injecting the fault, in every standard it can happen in. Times are those of the course's own clock.

“Taken” is how many answers the course had taken, “stored” how many of them the LMS or the record store really had in
the end, read from there and not from the course. “False ‘Saved’” counts the moments at which the course said “Saved”
while an answer was not acknowledged. “Longest unsaved” is the longest an answer waited while the fault went on. A row
without answers is a table of inputs held against what must come out.

${counts(results).join('\n')} F02 and F05 are left out of these: they belong to the trainer's report.

${[HEAD, HEAD.map(() => '---'), ...results.map(cells), sums(results)].map(line).join('\n')}

## Notes

${results.flatMap(({ row, runs }) => (row.note ? [`- ${row.id}: ${row.note}`] : []).concat(extra(row.id, runs))).join('\n')}

## Rows of the table that are not here

${missing.map(({ id, priority }) => `- ${id} (priority ${priority}): ${NOT_HERE[id] ?? 'not covered yet'}.`).join('\n')}
`;
  return format(text, { parser: 'markdown', printWidth: 120, singleQuote: true });
}

/** Figures a row has beside the common ones. */
const extra = (id: string, runs: Result['runs']): string[] =>
  runs.flatMap(({ variant, figure }) => (figure === undefined ? [] : [`- ${id}, ${variant}: ${figure}`]));
