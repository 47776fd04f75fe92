import { Command, CommanderError } from 'commander';
import { CourseFileError } from '../../course/authoring/mistakes.ts';
import { UsageError, type Io } from '../../package/cli/usage.ts';
import { moduleNames } from '../../package/project.ts';
import { RosterError } from '../../report/sources/roster.ts';
import { LrsReadError } from '../../report/sources/lrs.ts';
import { SourceError } from './sources.ts';
import { report, writeDemo, writePage, type ReportFlags } from './report.ts';

const HELP = `
Exit codes:
  0  done
  1  the data, the roster or the record store cannot be read
  2  a wrong word on the command line
  3  a fault in this program

Results go to standard output, progress and mistakes to standard error. The files hold personal data: delete them when
they have done their work. The key of a record store is read from the environment variable LRS_KEY (name:password of a
key that may only read), never from the command line, where others could see it.

Examples:
  npm run report                                              the report page, to open in a browser
  npm run report -- --from statements.ndjson --out audit      ten CSV files, audit.html and a summary
  npm run report -- --from https://lrs.example/xapi --since 2026-01-01 --out audit
  npm run report -- --from https://lrs.example/xapi --since acme.json --out audit   the first time all, later what is new
  npm run report -- demo --out demo                           an invented cohort to try it with
`;

/** Runs the command with the words after `npm run report --`, and gives its exit code: 0, 1, 2 or 3. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  try {
    await commands(io).parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    // Help that was asked for is no mistake.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const exitCode = codeOf(error);
    const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
    if (words.includes('--json')) io.out(`${JSON.stringify({ ok: false, exitCode, message }, null, 2)}\n`);
    if (exitCode === 3) io.err('This is a fault in the program, not in your data. Please report it:\n');
    if (!(error instanceof CommanderError))
      io.err(`${exitCode === 3 && error instanceof Error ? (error.stack ?? message) : message}\n`);
    return exitCode;
  }
}

/** Words about data where none is named: whoever gave them would take the empty page for the report on it. @throws UsageError */
function onlyForThePage(flags: ReportFlags): ReportFlags {
  const { roster, since, retentionDays, json } = flags;
  const idle = Object.entries({ roster, since, 'retention-days': retentionDays, json }).find(([, given]) => given);
  if (idle) throw new UsageError(`--${idle[0]} needs --from, which names what is to be read.`);
  return flags;
}

function codeOf(error: unknown): 1 | 2 | 3 {
  if (error instanceof UsageError || error instanceof CommanderError) return 2;
  return [RosterError, LrsReadError, SourceError, CourseFileError].some((kind) => error instanceof kind) ? 1 : 3;
}

function commands(io: Io): Command {
  const program = new Command('npm run report --')
    .description('Makes reports of what learners did. Without arguments: the report page, which needs no server.')
    .option(
      '--from <file|folder|lrs-url>',
      'statements (JSON, NDJSON, gzipped or not), an LMS’s export, receipts, or a record store; may be given more than once',
      (place: string, before?: string[]) => [...(before ?? []), place],
    )
    .option('--roster <csv>', 'who should be there: id, name, team, site, assigned_on, due_on, leave')
    .option('--out <folder>', 'where to write (default: dist/report)')
    .option(
      '--since <date|file>',
      'only what a record store has stored since then; or a bookmark: pick up where the last run stopped',
    )
    .option('--retention-days <number>', 'leave out, and count, what is older')
    .option('--module <name>', `the course: ${moduleNames().join(', ')}`)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', HELP)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .action((flags: ReportFlags) =>
      flags.from === undefined ? writePage(onlyForThePage(flags), io) : report({ ...flags, from: flags.from }, io),
    );
  program
    .command('demo')
    .description('Plays an invented cohort through the real course and writes its statements and roster.')
    .option('--out <folder>', 'where to write (default: dist/report)')
    .option('--learners <number>', 'how many', '200')
    .option('--module <name>', 'the course')
    .action((flags: { out?: string; learners: string; module?: string }) => writeDemo(flags, io));
  return program;
}
