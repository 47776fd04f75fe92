import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, ending in a slash, wherever the command is started from. */
export const projectDir = fileURLToPath(new URL('../../', import.meta.url));

/** Where finished packages go. */
export const packagesDir = join(projectDir, 'dist', 'packages');

/** The folder of a module. */
export function moduleDir(name: string): string {
  return join(projectDir, 'modules', name);
}

/** Names of all modules, sorted: the folders in `modules/` that hold a course.yaml. */
export function moduleNames(): string[] {
  const modules = join(projectDir, 'modules');
  return readdirSync(modules)
    .filter((name) => existsSync(join(modules, name, 'course.yaml')))
    .sort();
}
