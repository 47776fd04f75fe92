import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseFileError } from '../course/authoring/mistakes.ts';
import { jsonSchemas } from '../course/authoring/parse.ts';
import { runGates } from './gates/gates.ts';
import { LOCK, loadModule, readFiles } from './load-module.ts';
import { projectDir } from './project.ts';

/** `npm run check`: reads every module, runs the quality gates, prints their figures, and writes the id lock and the editors' schemas. */
async function main(): Promise<void> {
  const modules = join(projectDir, 'modules');
  for (const name of (await readdir(modules)).filter((n) => !n.startsWith('.'))) {
    process.stdout.write(`${name}\n`);
    if (!(await check(join(modules, name)))) process.exitCode = 1;
  }
}

async function check(dir: string): Promise<boolean> {
  await writeSchemas(dir);
  try {
    const { course, lock } = await loadModule(dir);
    if (lock.changed) await writeFile(join(dir, LOCK), lock.text);
    const gates = runGates(await readFiles(dir), course);
    for (const gate of gates) {
      process.stdout.write(`  ${gate.ok ? 'holds ' : 'BROKEN'} gate ${gate.id}: ${gate.claim} (${gate.figures})\n`);
    }
    return gates.every((g) => g.ok);
  } catch (error) {
    if (!(error instanceof CourseFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

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

await main();
