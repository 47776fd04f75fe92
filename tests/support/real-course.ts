import { fileURLToPath } from 'node:url';
import { loadModule, readFiles, type LoadedModule } from '../../src/package/load-module.ts';
import type { ModuleFiles } from '../../src/course/authoring/files.ts';
import type { Course } from '../../src/course/course.ts';

export const moduleDir = fileURLToPath(new URL('../../modules/keep-it-confidential', import.meta.url));

let loaded: Promise<LoadedModule> | undefined;

/** The module we ship, in all its languages, read once per test file. */
export function realModule(): Promise<LoadedModule> {
  loaded ??= loadModule(moduleDir);
  return loaded;
}

/** The course we ship, in its own language. */
export async function realCourse(): Promise<Course> {
  return (await realModule()).course;
}

/** The files of the course we ship, as text. */
export const realFiles = (): Promise<ModuleFiles> => readFiles(moduleDir);
