import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../src/package/targets.ts';
import { writePackage } from '../../src/package/write-package.ts';

/** Names the folder in which one run of the tests keeps its packages. */
const FOLDER = 'KEEP_IT_CONFIDENTIAL_TEST_PACKAGES';

/** Makes that folder; gives what removes it. Called once in a run, before its first test. */
export default function packagesOfThisRun(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'packages-of-a-run-'));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/**
 * The zip of the shipped course for a target, as `npm run package` writes it. It is built from this source when it is
 * asked for first, and once in a run of the tests: building takes longer than many a test. Nobody may change it.
 */
export async function packaged(target: Target): Promise<string> {
  if (process.env[FOLDER] === undefined) process.once('exit', packagesOfThisRun());
  const place = join(process.env[FOLDER] ?? '', `${target.name} ${(target.endpoint ?? '').replace(/\W/g, '-')}`);
  const found = async (): Promise<string | undefined> =>
    (await readdir(place).catch(() => [])).find((name) => name.endsWith('.zip'));
  if ((await found()) === undefined) {
    const directory = await mkdtemp(`${place}-`);
    await writePackage('keep-it-confidential', target, { directory });
    // Another test may have been faster: its package is the same.
    await rename(directory, place).catch(() => rmSync(directory, { recursive: true }));
  }
  return join(place, (await found()) ?? '');
}
