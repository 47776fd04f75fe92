import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { targets, type TargetName } from '../../../src/package/targets.ts';
import { writePackage } from '../../../src/package/write-package.ts';

/** What is in a zip: path to bytes. */
export type Files = Record<string, Uint8Array>;

const built = new Map<TargetName, Promise<Files>>();

/** The real zip of a target, built once per run, and unpacked. */
export function packageFiles(target: TargetName): Promise<Files> {
  const known = built.get(target) ?? build(target);
  built.set(target, known);
  return known;
}

async function build(target: TargetName): Promise<Files> {
  const directory = await mkdtemp(join(tmpdir(), 'faults-'));
  try {
    const { file } = await writePackage('keep-it-confidential', targets[target], { directory });
    return unzipSync(new Uint8Array(await readFile(file)));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
