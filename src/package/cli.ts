import { relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import { didYouMean } from '../course/authoring/explain.ts';
import { CourseFileError } from '../course/authoring/mistakes.ts';
import { buildPlayer } from './build-package.ts';
import { checkModule, gateLine } from './check-module.ts';
import { requireGates } from './gates/gates.ts';
import { PackageError } from './package-error.ts';
import { moduleDir, moduleNames } from './project.ts';
import { table } from './table.ts';
import { isTargetName, targetNames, targets, type TargetName } from './targets.ts';
import { writePackage, type Written } from './write-package.ts';

/** The words after the command make no sense; the message says which would. */
class UsageError extends Error {}

const program = new Command('npm run package --')
  .description(
    'Builds, checks and writes upload-ready packages into dist/packages. Without arguments: every module in every standard.',
  )
  .argument('[module]', `a folder in modules/: ${moduleNames().join(', ')}`)
  .argument('[target]', `a standard: ${targetNames.join(', ')}`)
  .exitOverride();

process.exitCode = await main();

/** Exit code: 0 written, 1 mistakes in the course or the package, 2 a wrong word on the command line. */
async function main(): Promise<number> {
  try {
    program.parse();
    const [moduleName, targetName] = program.args;
    const written = await writeAll(chosenModules(moduleName), chosenTargets(targetName));
    process.stdout.write(`${summary(written)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said why
    if (error instanceof UsageError || error instanceof PackageError || error instanceof CourseFileError) {
      process.stderr.write(`${error.message}\n`);
      return error instanceof UsageError ? 2 : 1;
    }
    throw error;
  }
}

function chosenModules(word: string | undefined): string[] {
  const names = moduleNames();
  if (word === undefined) return names;
  if (names.includes(word)) return [word];
  throw new UsageError(unknown('module', word, names));
}

function chosenTargets(word: string | undefined): TargetName[] {
  if (word === undefined) return targetNames;
  if (isTargetName(word)) return [word];
  throw new UsageError(unknown('target', word, targetNames));
}

function unknown(kind: string, word: string, names: readonly string[]): string {
  return `There is no ${kind} "${word}"${didYouMean(word, names) || '.'} Known: ${names.join(', ')}.`;
}

async function writeAll(modules: readonly string[], names: readonly TargetName[]): Promise<Written[]> {
  const written: Written[] = [];
  for (const moduleName of modules) {
    process.stderr.write(`Checking ${moduleName} against its quality gates…\n`);
    const gates = await checkModule(moduleDir(moduleName));
    for (const gate of gates) process.stderr.write(gateLine(gate));
    requireGates(gates);
  }
  for (const name of names) {
    process.stderr.write(`Bundling the player for ${targets[name].standard}…\n`);
    const player = await buildPlayer(targets[name]);
    for (const moduleName of modules) {
      process.stderr.write(`Packaging ${moduleName} for ${targets[name].standard}…\n`);
      written.push(await writePackage(moduleName, targets[name], { player }));
    }
  }
  return written;
}

function summary(written: readonly Written[]): string {
  return table([
    ['file', 'bytes', 'SHA-256', 'standard', 'identifier', 'version', 'language'],
    ...written.map((each) => [
      relative(process.cwd(), each.file),
      String(each.bytes),
      each.sha256,
      each.standard,
      each.identifier,
      each.version,
      each.language,
    ]),
  ]);
}
