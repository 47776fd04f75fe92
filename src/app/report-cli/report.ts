import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { once } from 'node:events';
import type { Course } from '../../course/course.ts';
import { sha256 } from '../../package/checksums.ts';
import { unitIri } from '../../course/iri.ts';
import { requireFolder, UsageError, oneOf, type Io } from '../../package/cli/usage.ts';
import { loadModule } from '../../package/load-module.ts';
import { moduleDir, moduleNames, projectDir } from '../../package/project.ts';
import { auditHtml } from '../../report/audit.ts';
import { Fold } from '../../report/fold.ts';
import { decayOf, gainOf } from '../../report/learning.ts';
import { scopeOf, type Scope } from '../../report/scope.ts';
import { readLrs } from '../../report/sources/lrs.ts';
import { isSpreadsheet, SPREADSHEET, whyUnread } from '../../report/sources/unread.ts';
import { summaryOf } from '../../report/summary.ts';
import { tableChunks } from '../../report/tables/table.ts';
import { tables } from '../../report/tables/tables.ts';
import { demoRoster, demoStatements } from '../report-demo-files.ts';
import { demoCohort } from '../report-demo.ts';
import { reportPage } from '../report-page.ts';
import { Bookmark } from './bookmark.ts';
import { filesAt, readFileInto, skip, SourceError, textAt } from './sources.ts';

export interface ReportFlags {
  from?: string[];
  roster?: string;
  out?: string;
  since?: string;
  retentionDays?: string;
  module?: string;
  json?: true;
}

/** `--from`: reads, folds, and writes ten CSV files, the audit sheet and a summary. Nothing is written before all is read. */
export async function report(flags: ReportFlags & { from: string[] }, io: Io): Promise<void> {
  const started = Date.now();
  const retentionDays = daysOf(flags.retentionDays);
  const bookmark = flags.since !== undefined && !isDate(flags.since) ? await Bookmark.open(flags.since) : null;
  const out = await folder(flags.out);
  const course = await courseOf(flags.module);
  const fold = new Fold(course, started, retentionDays === undefined ? {} : { retentionDays });
  if (flags.roster !== undefined) fold.takeRoster(await rosterText(flags.roster));
  if (bookmark) {
    await bookmark.tidy(retentionDays === undefined ? Number.NEGATIVE_INFINITY : started - retentionDays * 86_400_000);
    if (existsSync(bookmark.archive)) await readPlace(fold, bookmark.archive, out, io);
  }
  for (const place of flags.from)
    if (isStore(place)) await readStore(fold, place, course, { since: flags.since, bookmark, io });
    else if (flags.since === undefined || bookmark) await readPlace(fold, place, out, io);
    else throw new UsageError(`--since with a date is for record stores; the file "${place}" is always read whole.`);
  const scope = scopeOf(fold.report());
  const files: { name: string; sha256: string }[] = [];
  for (const table of tables) {
    const name = `${table.name}.csv`;
    const path = join(out, name);
    const filled = table.name === 'outcomes' ? await filledForm(path) : null;
    if (filled) io.err(`"${name}" was filled in and is kept as it is.\n`);
    files.push({ name, sha256: filled ? sha256(filled) : await writeChunks(path, tableChunks(table, scope)) });
  }
  const inputs = [...flags.from, ...(flags.roster === undefined ? [] : [flags.roster])].map(inputName);
  const generatedAt = new Date(started).toISOString();
  await writeFile(join(out, 'audit.html'), auditHtml(scope, { generatedAt, inputs, files }));
  tell(scope, out, (Date.now() - started) / 1000, flags, io);
}

/** The form for what happened on the floor, where somebody has filled it in: they may have no other copy. */
async function filledForm(path: string): Promise<Buffer | null> {
  const bytes = existsSync(path) ? await readFile(path) : null;
  return bytes && bytes.toString().trim().includes('\n') ? bytes : null;
}

/** Writes a file piece by piece, and gives its SHA-256 (hex). */
async function writeChunks(path: string, chunks: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (const chunk of chunks) {
      hash.update(chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** What an auditor is told: the name of a file, the host of a record store. */
const inputName = (place: string): string => (isStore(place) ? new URL(place).host : basename(place));

const isStore = (place: string): boolean => /^https?:\/\//.test(place);
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,4}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new UsageError(`--retention-days takes a whole number of days from 1, not "${text}".`);
}

/** Reads a file or folder; what an earlier run wrote into `out` is nothing to tell of. */
async function readPlace(fold: Fold, place: string, out: string, io: Io): Promise<void> {
  const say = (text: string): void => io.err(`${text}\n`);
  const { files, skipped } = await filesAt(place);
  for (const name of skipped) if (resolve(place, name) !== out) skip(fold, name, say);
  for (const file of files) await readFileInto(fold, file, say);
}

async function readStore(
  fold: Fold,
  place: string,
  course: Course,
  { since, bookmark, io }: { since: string | undefined; bookmark: Bookmark | null; io: Io },
): Promise<void> {
  const [user = '', ...rest] = (process.env['LRS_KEY'] ?? '').split(':');
  const from = bookmark ? bookmark.sinceOf(place) : since && new Date(since).toISOString();
  const source = { endpoint: place, user, password: rest.join(':'), about: unitIri(course) };
  const began = Date.now();
  let read = 0;
  await readLrs(from === undefined ? source : { ...source, since: from }, {
    fetch: globalThis.fetch,
    page: async (statements) => {
      await bookmark?.keep(place, statements);
      for (const value of statements) fold.take({ kind: 'value', value });
      read += statements.length;
      io.err(`${read} statements read, ${Math.round(read / Math.max(0.1, (Date.now() - began) / 1000))} a second…\n`);
    },
  });
}

function tell(scope: Scope, out: string, seconds: number, flags: ReportFlags, io: Io): void {
  const summary = summaryOf(scope);
  const where = relative(process.cwd(), out) || '.';
  if (flags.json)
    return io.out(
      `${JSON.stringify({ ok: true, out: where, ...summary, gain: gainOf(scope), decay: decayOf(scope), read: scope.read, quality: scope.quality, seconds }, null, 2)}\n`,
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

async function rosterText(path: string): Promise<string> {
  const text = await textAt(path).catch((error: unknown) => {
    if (existsSync(path)) throw new SourceError(`"${basename(path)}" cannot be read: ${whyUnread(error)}.`);
    throw new UsageError(`There is no file "${path}": name the roster your LMS exported as CSV.`);
  });
  if (isSpreadsheet(text)) throw new SourceError(`"${basename(path)}" cannot be read: ${SPREADSHEET}.`);
  return text;
}
