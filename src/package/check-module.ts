import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchemas } from '../course/authoring/parse.ts';
import type { Gate } from './gates/gate.ts';
import { runGates } from './gates/gates.ts';
import { loadModule, readFiles } from './load-module.ts';

/**
 * Reads a module, runs the quality gates, and brings the editors' schemas up to date.
 * @throws CourseFileError with every mistake in its files
 */
export async function checkModule(dir: string): Promise<Gate[]> {
  await writeSchemas(dir);
  const { course, warnings } = await loadModule(dir);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  return runGates(await readFiles(dir), course);
}

/** A gate as one line of a build's output. */
export const gateLine = (gate: Gate): string =>
  `  ${gate.ok ? 'holds ' : 'BROKEN'} gate ${gate.id}: ${gate.claim} (${gate.figures})\n`;

/** Written only when they differ, so that a check leaves a clean checkout clean. */
async function writeSchemas(dir: string): Promise<void> {
  const folder = join(dir, '.schema');
  await mkdir(folder, { recursive: true });
  for (const [kind, schema] of Object.entries(jsonSchemas())) {
    const file = join(folder, `${kind}.schema.json`);
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) await writeFile(file, text);
  }
}
