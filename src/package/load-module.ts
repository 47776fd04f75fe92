import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from '../course/authoring/compile.ts';
import { sha256 } from './checksums.ts';
import { CourseFileError, type Mistake } from '../course/authoring/mistakes.ts';
import { parseModule, type ModuleFiles, type ParsedModule } from '../course/authoring/parse.ts';
import type { Course, Slots } from '../course/course.ts';

/** The id lock of a module; written by `npm run check`, never by hand. */
export const LOCK = 'ids.lock.json';

/** A module read, checked and joined. */
export interface LoadedModule {
  course: Course;
  /** Drawings, by their path in the package. */
  assets: { path: string; bytes: Uint8Array }[];
  /** Sentences for whoever builds: nothing that stops a build, something that needs a person. */
  warnings: string[];
  /** The id lock as it should be; `changed` when the file says something else. */
  lock: { text: string; changed: boolean };
}

/**
 * Reads a module folder.
 * @throws CourseFileError with every mistake in its files, or when the folder is none
 */
export async function loadModule(dir: string): Promise<LoadedModule> {
  const files = await readFiles(dir);
  const before = existsSync(join(dir, LOCK)) ? await readFile(join(dir, LOCK), 'utf8') : '';
  const parsed = parseModule(files);
  const course = compile(parsed, sha256, before ? readLock(before) : null);
  const assets = await Promise.all(
    course.scenes.map(async ({ image }) => ({ path: image, bytes: await readDrawing(dir, image) })),
  );
  const text = `${JSON.stringify(course.slots, null, 2)}\n`;
  const warnings = expiredPacks(parsed, course.packs, new Date().toISOString().slice(0, 10));
  return { course, assets, warnings, lock: { text, changed: text !== before } };
}

/** Notes of packs in use whose day to be looked at again has passed. `today` as YYYY-MM-DD. */
export function expiredPacks({ active }: ParsedModule, packs: readonly string[], today: string): string[] {
  return active.packs
    .flatMap((file) => file.packs)
    .filter((pack) => packs.includes(pack.id) && pack.expires < today)
    .map(
      (pack) =>
        `packs.yaml: the notes of "${pack.id}" were to be looked at again by ${pack.expires}; have them confirmed and set new dates.`,
    );
}

/** The YAML files of a module by path with forward slashes. */
export async function readFiles(dir: string): Promise<ModuleFiles> {
  if (!existsSync(dir)) throw new CourseFileError([mistake(dir, 'there is no such module folder')]);
  const names = (await readdir(dir, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const yaml = names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.')).sort();
  return Object.fromEntries(
    await Promise.all(yaml.map(async (name) => [name, await readFile(join(dir, name), 'utf8')])),
  );
}

function readLock(text: string): Slots {
  try {
    return JSON.parse(text) as Slots;
  } catch {
    throw new CourseFileError([
      mistake(LOCK, 'this is not valid JSON; restore it from version control, because saved attempts depend on it'),
    ]);
  }
}

async function readDrawing(dir: string, image: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(join(dir, image)));
  } catch {
    throw new CourseFileError([mistake(image, 'the drawing of this scene is missing')]);
  }
}

const mistake = (file: string, message: string): Mistake => ({ file, line: 1, column: 1, path: '', message });
