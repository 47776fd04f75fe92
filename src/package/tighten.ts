import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { minify, type MinifyOptions } from 'terser';
import { sha256 } from './checksums.ts';
import { projectDir } from './project.ts';

const OPTIONS: MinifyOptions = { ecma: 2020, compress: { passes: 2, pure_getters: true } };
const { version } = createRequire(import.meta.url)('terser/package.json') as { version: string };

/** Where tools keep what they can make again: `npm ci` empties it. */
const FOLDER = join(projectDir, 'node_modules', '.cache', 'keep-it-confidential');

/**
 * A bundled script made smaller by a second minifier, which finds what the bundler's own leaves: 0.3 kB of the player, gzip.
 * It takes longer than all else in a package, so what came out is kept, by script, options and version: the same again is
 * the same again.
 */
export async function tighten(script: string): Promise<string> {
  const file = join(FOLDER, `${sha256(JSON.stringify([script, OPTIONS, version]))}.js`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  // The minifier notes in the options what it has seen.
  const { code } = await minify(script, structuredClone(OPTIONS));
  if (code === undefined) throw new Error('terser gave nothing back for course.js.');
  await keep(file, code).catch(() => undefined); // A folder that may not be written to: next time it is worked out again.
  return code;
}

/** Written beside and renamed, so that a second build never reads half a file. */
async function keep(file: string, code: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const part = `${file}.${process.pid}`;
  await writeFile(part, code);
  await rename(part, file);
}
