import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { once } from 'node:events';
import type { Course } from '../../course/course.ts';
import { requireFolder, UsageError, oneOf, type Io } from '../../package/cli/usage.ts';
import { sha256 } from '../../package/checksums.ts';
import { loadModule } from '../../package/load-module.ts';
import { moduleDir, moduleNames, projectDir } from '../../package/project.ts';
import { auditHtml } from '../../report/audit.ts';
import { Fold } from '../../report/fold.ts';
import { scopeOf, type Scope } from '../../report/scope.ts';
import { readLrs } from '../../report/sources/lrs.ts';
import { readStream } from '../../report/sources/read-stream.ts';
import { summaryOf } from '../../report/summary.ts';
import { tableCsv } from '../../report/tables/table.ts';
import { tables } from '../../report/tables/tables.ts';
import { demoRoster, demoStatements } from '../report-demo-files.ts';
import { demoCohort } from '../report-demo.ts';
import { reportPage } from '../report-page.ts';
import { filesAt } from './sources.ts';

export interface ReportFlags {
  from?: string;
  roster?: string;
  out?: string;
  since?: string;
  module?: string;
  json?: true;
}

/** `--from`: reads, folds, and writes ten CSV files, the audit sheet and a summary. */
export async function report(flags: ReportFlags & { from?: string }, io: Io): Promise<void> {
  const started = Date.now();
  const { from = '' } = flags;
  if (flags.since !== undefined && Number.isNaN(Date.parse(flags.since)))
    throw new UsageError(`--since takes a date such as 2026-01-31, not "${flags.since}".`);
  const out = await folder(flags.out);
  const course = await courseOf(flags.module);
  const fold = new Fold(course, started);
  if (flags.roster !== undefined) fold.takeRoster(await readText(flags.roster));
  await readInto(fold, flags, io);
  const scope = scopeOf(fold.report());
  const files: { name: string; sha256: string }[] = [];
  for (const table of tables) {
    const text = tableCsv(table, scope);
    await writeFile(join(out, `${table.name}.csv`), text);
    files.push({ name: `${table.name}.csv`, sha256: sha256(text) });
  }
  const inputs = [basename(from), ...(flags.roster === undefined ? [] : [basename(flags.roster)])];
  const generatedAt = new Date(started).toISOString();
  await writeFile(join(out, 'audit.html'), auditHtml(scope, { generatedAt, inputs, files }));
  tell(scope, out, (Date.now() - started) / 1000, flags, io);
}

async function readInto(fold: Fold, { from = '', since }: ReportFlags, io: Io): Promise<void> {
  if (/^https?:\/\//.test(from)) {
    const [user = '', ...rest] = (process.env['LRS_KEY'] ?? '').split(':');
    let read = 0;
    await readLrs(
      {
        endpoint: from,
        user,
        password: rest.join(':'),
        ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
      },
      {
        fetch: globalThis.fetch,
        page: (statements) => {
          for (const value of statements) fold.take({ kind: 'value', value });
          io.err(`${(read += statements.length)} statements read…\n`);
        },
      },
    );
    return;
  }
  if (since !== undefined) throw new UsageError('--since is for record stores; a file is always read whole.');
  for (const file of await filesAt(resolve(from))) {
    let told = 0;
    await readStream(file.open(), {
      take: (piece) => fold.take(piece),
      progress: ({ bytes, values }) => {
        if (Date.now() - told < 1000) return;
        told = Date.now();
        io.err(
          `${basename(file.name)}: ${values} statements, ${Math.floor((100 * bytes) / Math.max(1, file.size))} %…\n`,
        );
      },
    });
  }
}

function tell(scope: Scope, out: string, seconds: number, flags: ReportFlags, io: Io): void {
  const summary = summaryOf(scope);
  const where = relative(process.cwd(), out) || '.';
  if (flags.json)
    return io.out(
      `${JSON.stringify({ ok: true, out: where, ...summary, read: scope.read, quality: scope.quality, seconds }, null, 2)}\n`,
    );
  const percent = (share: number | null): string =>
    share === null ? 'not in this data' : `${Math.round(share * 100)} %`;
  io.out(
    [
      `statements or rows read:  ${scope.read}`,
      ...scope.quality.map(
        ({ what, count, fate }) => `  ${count} × ${what.toLowerCase()}${fate === 'out' ? ' (left out)' : ''}`,
      ),
      `learners in the data:     ${summary.learners}`,
      `assigned:                 ${summary.assigned ?? 'not in this data: no roster'}`,
      `complete:                 ${summary.complete} (${percent(summary.completionRate)})`,
      `passed at first attempt:  ${percent(summary.firstPassRate)}`,
      `to talk to:               ${summary.atRisk} (at-risk.csv)`,
      `written to ${where}: ${tables.length} CSV files and audit.html, in ${seconds.toFixed(1)} s. They hold personal data.`,
      '',
    ].join('\n'),
  );
}

/** Without `--from`: the report page itself. */
export async function writePage(flags: ReportFlags, io: Io): Promise<void> {
  const out = await folder(flags.out);
  io.err('Building the report page…\n');
  const page = await reportPage(await courseOf(flags.module));
  for (const [name, bytes] of page) await writeFile(join(out, name), bytes);
  io.out(
    `Open ${join(relative(process.cwd(), out) || '.', 'report.html')} in a browser: it needs no server, and nothing is uploaded.\n`,
  );
}

/** `demo`: an invented cohort's statements and roster. */
export async function writeDemo(flags: { out?: string; learners: string; module?: string }, io: Io): Promise<void> {
  const size = Number(flags.learners);
  if (!Number.isInteger(size) || size < 1)
    throw new UsageError(`--learners takes a whole number from 1, not "${flags.learners}".`);
  const out = await folder(flags.out);
  const course = await courseOf(flags.module);
  const now = Date.now();
  const cohort = demoCohort(course, size, 1, now);
  const stream = createWriteStream(join(out, 'demo.ndjson'));
  let lines = 0;
  for (const statement of demoStatements(course, cohort)) {
    lines += 1;
    if (!stream.write(`${JSON.stringify(statement)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  await writeFile(join(out, 'demo-roster.csv'), demoRoster(cohort, now));
  const where = relative(process.cwd(), out) || '.';
  io.out(
    `${lines} statements of ${size} invented learners are in ${join(where, 'demo.ndjson')}, their roster in ${join(where, 'demo-roster.csv')}.\n`,
  );
}

async function courseOf(name: string | undefined): Promise<Course> {
  const names = moduleNames();
  const chosen = name === undefined ? (names[0] ?? '') : oneOf('module', name, names);
  return (await loadModule(moduleDir(chosen))).course;
}

async function folder(out: string | undefined): Promise<string> {
  const path = out === undefined ? join(projectDir, 'dist', 'report') : resolve(out);
  await requireFolder(path);
  await mkdir(path, { recursive: true });
  return path;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`There is no file "${path}": name the roster your LMS exported as CSV.`);
  }
}
