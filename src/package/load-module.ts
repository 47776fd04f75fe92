import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { compile } from '../course/authoring/compile.ts';
import { sha256 } from './checksums.ts';
import { CourseFileError, type Mistake } from '../course/authoring/mistakes.ts';
import { parseModule, type ModuleFiles, type ParsedModule } from '../course/authoring/parse.ts';
import { nextLock, type Lock, type Release } from '../course/authoring/release.ts';
import type { Course } from '../course/course.ts';

/** The id lock of a module; written by `npm run package`, never by hand. */
export const LOCK = 'ids.lock.json';

/** A module read, checked and joined. */
export interface LoadedModule {
  course: Course;
  /** Drawings, by their path in the package. */
  assets: { path: string; bytes: Uint8Array }[];
  /** Sentences for whoever builds: nothing that stops a build, something that needs a person. */
  warnings: string[];
  /** The languages it can be packaged in, its own first. */
  languages: string[];
  /** How the next package differs from the one before. */
  release: Release;
  /** The id lock as it should be once a package is written; `changed` when the file says something else. */
  lock: { text: string; changed: boolean };
}

/** What a package may have otherwise than the module's files say. */
export interface Overrides {
  /** BCP 47; the module's own, or a folder in its `locales/`. */
  language?: string;
  /** Pass mark, 0 to 100. */
  mastery?: number;
  /** What SCORM 1.2 reports at the end. */
  status?: 'passed' | 'completed';
}

/**
 * Reads a module folder, in its own language and with its own settings if nothing else is asked for.
 * @throws CourseFileError with every mistake in its files, also a published id that is gone or used for something else;
 * or when the folder is none
 */
export async function loadModule(dir: string, overrides: Overrides = {}): Promise<LoadedModule> {
  const files = await readFiles(dir);
  const before = existsSync(join(dir, LOCK)) ? await readFile(join(dir, LOCK), 'utf8') : '';
  const locked = before ? readLock(before) : null;
  const parsed = parseModule(files);
  const source = compile(parsed, sha256, locked);
  const { lock, mistakes } = nextLock(parsed, source, files, locked);
  if (mistakes.length > 0) throw new CourseFileError(mistakes);
  const languages = [source.language, ...translations(files)];
  const course =
    Object.keys(overrides).length > 0 ? compile(parseModule(overridden(files, overrides)), sha256, lock) : source;
  if (overrides.language !== undefined && course.language !== overrides.language)
    throw new CourseFileError([
      mistake(`locales/${overrides.language}/course.yaml`, `this file must say \`language: ${overrides.language}\``),
    ]);
  const assets = await Promise.all(
    course.scenes.map(async ({ image }) => ({ path: image, bytes: await readDrawing(dir, image) })),
  );
  const text = lockText(lock);
  const warnings = expiredPacks(parsed, course.packs, new Date().toISOString().slice(0, 10));
  return { course, assets, warnings, languages, release: lock.release, lock: { text, changed: text !== before } };
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

/** Language tags of the translations of a module: the folders in `locales/`. */
export const translations = (files: ModuleFiles): string[] =>
  [...new Set(Object.keys(files).flatMap((path) => /^locales\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();

/** The files of a module as a translation and other settings have them, so that every text agrees with the settings. */
function overridden(files: ModuleFiles, { language, mastery, status }: Overrides): ModuleFiles {
  const folder = `locales/${language}/`;
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder));
  const all = { ...files, ...Object.fromEntries(own.map(([path, text]) => [path.slice(folder.length), text])) };
  const organisation = parseDocument(all['organisation.yaml'] ?? '');
  for (const [name, value] of Object.entries({ mastery, status }))
    // What is so already is left as it is: the same settings give the same bytes, however they were asked for.
    if (value !== undefined && value !== (organisation.getIn(['course', name]) ?? 'passed'))
      organisation.setIn(['course', name], value);
  return { ...all, 'organisation.yaml': String(organisation) };
}

/** One line for each entry, so that a release can be read as a difference. */
function lockText(lock: Lock): string {
  const lines = (group: object, indent: string): string =>
    Object.entries(group)
      .map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const { release, options, rules, shapes, ...lists } = lock;
  const groups = Object.entries({ options, rules, shapes }).map(
    ([name, group]) => `  ${JSON.stringify(name)}: {\n${lines(group, '    ')}\n  }`,
  );
  return `{\n${[lines({ release, ...lists }, '  '), ...groups].join(',\n')}\n}\n`;
}

function readLock(text: string): Lock {
  try {
    const lock = JSON.parse(text) as Partial<Lock>;
    if (lock.release && lock.shapes && lock.rules && lock.options) return lock as Lock;
  } catch {
    // Told below, like a lock with a part missing.
  }
  throw new CourseFileError([
    mistake(LOCK, 'this is no whole id lock; restore it from version control, because saved attempts depend on it'),
  ]);
}

async function readDrawing(dir: string, image: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(join(dir, image)));
  } catch {
    throw new CourseFileError([mistake(image, 'the drawing of this scene is missing')]);
  }
}

const mistake = (file: string, message: string): Mistake => ({ file, line: 1, column: 1, path: '', message });
