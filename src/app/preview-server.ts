import { buildPackage, buildPlayer, packageName, type Package, type Player } from '../package/build-package.ts';
import { bundle } from '../package/bundle.ts';
import { checkPackage } from '../package/check-package.ts';
import { contentPolicy } from '../package/index-page.ts';
import { inspect } from '../package/inspect.ts';
import { PackageError } from '../package/package-error.ts';
import { loadModule } from '../package/load-module.ts';
import { moduleDir, moduleNames } from '../package/project.ts';
import { readZip } from '../package/read-zip.ts';
import { isTargetName, targetNames, targets, type Target, type TargetName } from '../package/targets.ts';
import { findPort, listenOnLoopback, portNamed } from '../preview/loopback.ts';
import { WatchedModules } from '../preview/modules.ts';
import { previewServer } from '../preview/server.ts';
import { courseScript, reportScripts } from './report-page.ts';

// `npm start`: the preview LMS with every module in every standard. One line on standard output when it is ready.

// Building takes a while: who has to choose another port is told before.
const port = await wantedPort().catch(noPort);

process.stderr.write('Building the preview…\n');
const players = new Map<TargetName, Player>();
for (const name of targetNames) players.set(name, await buildPlayer(targets[name]));

/** One module in one standard, checked as it would be before a zip is written. */
async function checkedPackage(name: string, target: Target): Promise<Package> {
  const built = await buildPackage(moduleDir(name), target, players.get(target.name));
  const zipName = packageName(built.course, target);
  const problems = await checkPackage(built.files, target, zipName);
  if (problems.length > 0) throw new PackageError(zipName, problems);
  return built;
}

const modules = new WatchedModules(async (name) => {
  const packages = new Map<string, ReadonlyMap<string, Uint8Array>>();
  let facts = { title: name, language: '', version: '' };
  for (const targetName of targetNames) {
    const { course, files } = await checkedPackage(name, targets[targetName]);
    packages.set(targetName, files);
    facts = { title: course.title, language: course.language, version: course.version };
  }
  return { ...facts, packages };
});
await modules.buildAll(moduleNames());
const stopWatching = moduleNames().map((name) => modules.watch(name, moduleDir(name)));

/** The report page is bundled when somebody first opens it. */
let reportFiles: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

const server = previewServer({
  modules,
  page: await bundle('preview'),
  readPackage: async (zip) => {
    const files = await readZip(zip);
    return { files, ...inspect(files) };
  },
  reports: {
    page: () => (reportFiles ??= reportScripts()),
    course: async (name, stores) => courseScript((await loadModule(moduleDir(name))).course, stores),
  },
  contentPolicy: (name) => contentPolicy(isTargetName(name) ? targets[name] : {}),
});
process.stdout.write(`ready http://127.0.0.1:${await listenOnLoopback(server, port).catch(noPort)}/\n`);

async function wantedPort(): Promise<number | undefined> {
  const named = portNamed(process.env['PORT']);
  await findPort(named);
  return named;
}

function noPort(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections(); // the stream of rebuilds never ends by itself
    void Promise.all(stopWatching.map((stop) => stop())).then(() => process.exit(0));
  });
}
