import { parseArgs } from 'node:util';
import { broken, type Row, type Run } from './fault.ts';
import { rows as calls } from './rows/a-scorm-calls.ts';
import { rows as status } from './rows/a-scorm-status.ts';
import { rows as network } from './rows/c-network.ts';

// `npm run faults`: every row of the fault table, with figures. Words after it choose rows: `npm run faults -- A09 C`.

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const all: Row[] = [...calls, ...status, ...network].sort((a, b) => (a.id < b.id ? -1 : 1));
const chosen = all.filter(({ id }) => positionals.length === 0 || positionals.some((word) => id.startsWith(word)));

const results: { row: Row; runs: Run[]; problems: string[] }[] = [];
for (const row of chosen) {
  process.stderr.write(`${row.id} ${row.fault}…`);
  const started = performance.now();
  let runs: Run[] = [];
  let problems: string[] = [];
  try {
    runs = await row.run();
    problems = runs.flatMap((run) =>
      [...run.problems, ...broken(run, row.mayLose)].map((problem) => `${run.variant}: ${problem}`),
    );
  } catch (error) {
    problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
  results.push({ row, runs, problems: [...new Set(problems)] });
  process.stderr.write(` ${problems.length === 0 ? 'green' : 'RED'}, ${Math.round(performance.now() - started)} ms\n`);
  for (const problem of new Set(problems)) process.stderr.write(`    ${problem}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
