import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { buildPlayer } from '../build-package.ts';
import { checkModule, gateLine, writeSchemas } from '../check-module.ts';
import { requireGates } from '../gates/gates.ts';
import { releaseSentence } from '../hand-over.ts';
import { LOCK, loadModule, type LoadedModule } from '../load-module.ts';
import { guideOf } from '../presets.ts';
import { moduleDir, moduleNames, packagesDir } from '../project.ts';
import { table } from '../table.ts';
import { writePackage, type Written } from '../write-package.ts';
import { planBuild, reasons, requireLanguage, type BuildWords, type Plan } from './plan.ts';
import { requireFolder, type Io } from './usage.ts';

export interface BuildFlags {
  out?: string;
  json?: true;
  dryRun?: true;
  quiet?: true;
}

/**
 * `npm run package`: checks and writes what was asked for, then tells it as a table or as JSON. Once a module's zips are
 * written, its ids are published: its id lock is brought up to date.
 */
export async function build(words: BuildWords, flags: BuildFlags, io: Io): Promise<void> {
  const started = Date.now();
  const say = (text: string) => (flags.quiet ? undefined : io.err(text));
  const plan = planBuild(words, moduleNames());
  const directory = flags.out === undefined ? packagesDir : resolve(flags.out);
  await requireFolder(directory);
  const { language } = plan.overrides;
  if (language !== undefined)
    for (const name of plan.modules) requireLanguage(name, language, (await loadModule(moduleDir(name))).languages);
  const modules = new Map<string, LoadedModule>();
  for (const name of plan.modules) modules.set(name, await checked(name, flags, io, say));
  const written: Written[] = [];
  for (const name of plan.targets) {
    const target = plan.target(name);
    say(`Bundling the player for ${target.standard}…\n`);
    const player = await buildPlayer(target);
    for (const module of plan.modules) {
      say(`Packaging ${module} for ${target.standard}…\n`);
      const { preset, overrides } = plan;
      const options = { player, directory, dryRun: flags.dryRun === true, ...(preset ? { preset } : {}), ...overrides };
      written.push(await writePackage(module, target, options));
    }
  }
  for (const [name, { lock }] of modules)
    if (lock.changed && !flags.dryRun) await writeFile(join(moduleDir(name), LOCK), lock.text);
  tell(plan, modules, written, flags, (Date.now() - started) / 1000, io, say);
}

async function checked(name: string, flags: BuildFlags, io: Io, say: (text: string) => void): Promise<LoadedModule> {
  say(`Checking ${name} against its quality gates…\n`);
  if (!flags.dryRun) await writeSchemas(moduleDir(name));
  const { gates, module } = await checkModule(moduleDir(name));
  for (const gate of gates) say(gateLine(gate));
  for (const warning of module.warnings) io.err(`warning: ${warning}\n`);
  requireGates(gates);
  return module;
}

function tell(
  plan: Plan,
  modules: ReadonlyMap<string, LoadedModule>,
  written: readonly Written[],
  flags: BuildFlags,
  seconds: number,
  io: Io,
  say: (text: string) => void,
): void {
  const [module] = [...modules.values()];
  const chosen = module ? reasons(plan, module) : [];
  const guide = guideOf(plan.preset);
  const dryRun = flags.dryRun === true;
  say(`${written.length} packages in ${seconds.toFixed(1)} s.\n`);
  if (flags.json) {
    const preset = plan.preset?.name ?? null;
    const packages = written.map((each) => ({ ...each, ...(dryRun ? { handOver: null, itemKey: null } : {}) }));
    io.out(`${JSON.stringify({ ok: true, dryRun, preset, chosen, guide, packages, seconds }, null, 2)}\n`);
    return;
  }
  const releases = [...modules].map(([name, { release }]) => `${name} ${release.version}: ${releaseSentence(release)}`);
  const next = dryRun
    ? 'Nothing was written: this was a dry run, and all checks passed.'
    : `Next: upload as in ${guide}; hand on the sheet (…-handover.html) beside each zip.`;
  io.out(`${[...chosen, '', summary(written), '', ...releases, next].join('\n')}\n`);
}

function summary(written: readonly Written[]): string {
  return table([
    ['file', 'bytes', 'SHA-256', 'standard', 'identifier', 'version', 'languages', 'mastery'],
    ...written.map((each) => [
      relative(process.cwd(), each.file),
      String(each.bytes),
      each.sha256,
      each.standard,
      each.identifier,
      each.version,
      each.languages.join(', '),
      `${each.mastery} %`,
    ]),
  ]);
}
