import { fileURLToPath } from 'node:url';
import { loadModule, readFiles, type LoadedModule } from '../../src/package/load-module.ts';
import type { ModuleFiles } from '../../src/course/authoring/parse.ts';
import type { Course } from '../../src/course/course.ts';

export const moduleDir = fileURLToPath(new URL('../../modules/keep-it-confidential', import.meta.url));

let loaded: Promise<LoadedModule> | undefined;

/** The course we ship, read once per test file. */
export async function realCourse(): Promise<Course> {
  loaded ??= loadModule(moduleDir);
  return (await loaded).course;
}

/** The files of the course we ship, as text. */
export const realFiles = (): Promise<ModuleFiles> => readFiles(moduleDir);
