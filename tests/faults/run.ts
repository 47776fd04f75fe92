import { readdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runRow, type Result } from './bench.ts';
import type { Row } from './fault.ts';
import { asDocument, asText, counts } from './print.ts';

// `npm run faults`: every row of the fault table, with figures. Words after it choose rows: `npm run faults -- A09 C`.
// Rows stand in rows/, in files named after their area: `e-saved-text.ts` holds rows of area E.

const wanted = await asked();
if (wanted === null) process.exitCode = 2;
else await run(wanted);

/** What the command line asks for; null when it makes no sense, which is said. */
async function asked(): Promise<{ rows: Row[]; json: boolean; times: number; whole: boolean } | null> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, repeat: { type: 'string' } },
    });
    const times = Number(values.repeat ?? 1);
    if (!Number.isInteger(times) || times < 1) throw new Error('--repeat takes a whole number from 1 on.');
    const whole = positionals.length === 0;
    const all = await rowsOf(whole ? null : positionals.map((word) => word.charAt(0).toLowerCase()));
    const stranger = positionals.find((word) => !all.some(({ id }) => id.startsWith(word)));
    if (stranger !== undefined)
      throw new Error(`There is no row ${stranger}; rows are named like A09, and C means all whose ids begin with C.`);
    const rows = all.filter(({ id }) => whole || positionals.some((word) => id.startsWith(word)));
    return { rows, json: values.json ?? false, times, whole };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

/** The rows of these areas, or of all, in the order of the table. */
async function rowsOf(areas: readonly string[] | null): Promise<Row[]> {
  const folder = new URL('rows/', import.meta.url);
  const files = (await readdir(folder)).filter(
    (name) => /^[a-h]-.*\.ts$/.test(name) && (areas?.includes(name.charAt(0)) ?? true),
  );
  const modules = await Promise.all(
    files.map(async (name) => (await import(new URL(name, folder).href)) as { rows?: readonly Row[] }),
  );
  return modules.flatMap(({ rows = [] }) => rows).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function run({ rows, json, times, whole }: { rows: Row[]; json: boolean; times: number; whole: boolean }) {
  const results: Result[] = [];
  for (const row of rows) {
    process.stderr.write(`${row.id} ${row.fault}…`);
    const started = performance.now();
    const result = await runRow(row, times);
    results.push(result);
    const { problems } = result;
    const took = Math.round(performance.now() - started);
    process.stderr.write(` ${problems.length === 0 ? 'green' : 'RED'}, ${took} ms\n`);
    for (const problem of problems) process.stderr.write(`    ${problem}\n`);
  }
  const lines = whole ? `\n${counts(results).join('\n')}\n` : '';
  process.stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : `${asText(results)}\n${lines}`);
  if (whole) await writeFile(new URL('../../docs/faults.md', import.meta.url), await asDocument(results));
  process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
