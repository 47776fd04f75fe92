import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchemas } from '../course/authoring/parse.ts';
import type { Gate } from './gates/gate.ts';
import { runGates } from './gates/gates.ts';
import { loadModule, readFiles, type LoadedModule } from './load-module.ts';

/**
 * Reads a module and runs the quality gates.
 * @throws CourseFileError with every mistake in its files
 */
export async function checkModule(dir: string): Promise<{ gates: Gate[]; module: LoadedModule }> {
  const module = await loadModule(dir);
  return { gates: runGates(await readFiles(dir), module), module };
}

/** A gate as one line of a build's output. */
export const gateLine = (gate: Gate): string =>
  `  ${gate.ok ? 'holds ' : 'BROKEN'} gate ${gate.id}: ${gate.claim} (${gate.figures})\n`;

/** Brings the editors' schemas of a module up to date. Written only when they differ, so that a clean checkout stays clean. */
export async function writeSchemas(dir: string): Promise<void> {
  const folder = join(dir, '.schema');
  await mkdir(folder, { recursive: true });
  for (const [kind, schema] of Object.entries(jsonSchemas())) {
    const file = join(folder, `${kind}.schema.json`);
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (!existsSync(file) || (await readFile(file, 'utf8')) !== text) await writeFile(file, text);
  }
}
