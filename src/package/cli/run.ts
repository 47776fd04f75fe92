import { Command, CommanderError, Option } from 'commander';
import { CourseFileError } from '../../course/authoring/mistakes.ts';
import { PackageError } from '../package-error.ts';
import { presetNames } from '../presets.ts';
import { moduleNames } from '../project.ts';
import { ZipError } from '../read-zip.ts';
import { targetNames } from '../targets.ts';
import { build, type BuildFlags } from './build.ts';
import type { Choices } from './plan.ts';
import { inspectZip, verifyZip } from './look.ts';
import { exportTable, importTable, type TranslateFlags } from './translate.ts';
import { UsageError, type Io } from './usage.ts';

const HELP = `
Exit codes:
  0  done; for inspect and verify: nothing is wrong
  1  mistakes in the course, the package or the zip
  2  a wrong word on the command line
  3  a fault in this program

Results go to standard output, progress and mistakes to standard error. Through npm, add --silent for clean JSON:
  npm run --silent package -- --json

Examples:
  npm run package                                     every module in every standard
  npm run package -- keep-it-confidential cmi5 web    one module in two standards
  npm run package -- --lms moodle                     what Moodle takes best, and why
  npm run package -- inspect other.zip                what somebody else's package is
  npm run package -- translate export keep-it-confidential --lang fr --out fr.csv
`;

/** Runs the command with the words after `npm run package --`, and gives its exit code: 0, 1, 2 or 3. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = commands(io, (ok) => (code = ok ? 0 : 1));
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    // Help that was asked for is no mistake.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return told(error, words.includes('--json'), io);
  }
}

/** Says what went wrong: one JSON document where JSON was asked for, sentences otherwise. */
function told(error: unknown, json: boolean, io: Io): number {
  const exitCode = codeOf(error);
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error);
  if (json) io.out(`${JSON.stringify({ ok: false, exitCode, message, ...detailsOf(error) }, null, 2)}\n`);
  if (exitCode === 3) io.err(`This is a fault in the program, not in your course. Please report it:\n`);
  // Commander has written its own sentence already.
  if (!(error instanceof CommanderError))
    io.err(`${exitCode === 3 && error instanceof Error ? (error.stack ?? message) : message}\n`);
  return exitCode;
}

/** Each mistake by itself, for programs. */
function detailsOf(error: unknown): object {
  if (error instanceof PackageError) return { problems: error.problems };
  return error instanceof CourseFileError ? { mistakes: error.mistakes } : {};
}

function codeOf(error: unknown): 1 | 2 | 3 {
  if (error instanceof UsageError || error instanceof CommanderError) return 2;
  return error instanceof PackageError || error instanceof CourseFileError || error instanceof ZipError ? 1 : 3;
}

function commands(io: Io, done: (ok: boolean) => void): Command {
  const program = new Command('npm run package --')
    .description('Builds, checks and writes upload-ready packages. Without arguments: every module in every standard.')
    .argument('[module]', `a folder in modules/: ${moduleNames().join(', ')}`)
    .argument('[targets...]', `standards: ${targetNames.join(', ')}`)
    .addOption(new Option('--lms <name>', `choose for one LMS: ${presetNames.join(', ')}`))
    .option('--out <folder>', 'where to write (default: dist/packages)')
    .option('--mastery <0-100>', "the course's pass mark in percent, instead of the one in organisation.yaml")
    .option('--endpoint <url>', 'web only: a record store that the answers are sent to as well')
    .option('--lang <tag>', 'the language that comes first, such as es; all others stay in the package')
    .option('--json', 'one JSON document on standard output')
    .option('--dry-run', 'check everything, write nothing')
    .option('--quiet', 'no progress on standard error')
    .addHelpText('after', HELP)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .action((module: string | undefined, targets: string[], flags: Choices & BuildFlags) =>
      build({ ...flags, module, targets }, flags, io),
    );
  const zipCommand = (name: string, description: string, look: typeof inspectZip) =>
    program
      .command(`${name} <zip>`)
      .description(description)
      .option('--json', 'one JSON document on standard output')
      .action(async (path: string, { json }: { json?: true }) => done(await look(path, json === true, io)));
  zipCommand('inspect', 'say what any package is and what is wrong with it', inspectZip);
  zipCommand('verify', 'prove that a zip was built from the sources here', verifyZip);
  const translate = program.command('translate').description('give texts to translators and take them back, as CSV');
  const language = () => new Option('--lang <tag>', 'language of the translation, such as es').makeOptionMandatory();
  translate
    .command('export <module>')
    .description('every text with its translation so far, and what must not be translated')
    .addOption(language())
    .option('--out <file>', 'where to write (default: standard output)')
    .action((module: string, flags: TranslateFlags) => exportTable(module, flags, io));
  translate
    .command('import <module> <file>')
    .description('check a translated file and write it into the module')
    .addOption(language())
    .action((module: string, file: string, flags: TranslateFlags) => importTable(module, file, flags, io));
  return program;
}
