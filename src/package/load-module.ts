import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { compile } from '../course/authoring/compile.ts';
import { sha256 } from './checksums.ts';
import { joined, missingIn, untranslated } from '../course/authoring/languages.ts';
import { CourseFileError, type Mistake } from '../course/authoring/mistakes.ts';
import type { ModuleFiles } from '../course/authoring/files.ts';
import { parseModule, type ParsedModule } from '../course/authoring/parse.ts';
import { nextLock, type Lock, type Release } from '../course/authoring/release.ts';
import type { TextPair } from '../course/authoring/translation.ts';
import { lessonDrawing, type Course } from '../course/course.ts';
import { en } from '../player/locales/en.ts';
import { speaks } from '../player/locales/catalogues.ts';

/** The id lock of a module; written by `npm run package`, never by hand. */
export const LOCK = 'ids.lock.json';

/** A module read, checked and joined. */
export interface LoadedModule {
  /** The course in the language that comes first. */
  course: Course;
  /** It in every language, that one first. */
  courses: Course[];
  /** Drawings, by their path in the package. */
  assets: { path: string; bytes: Uint8Array }[];
  /** Sentences for whoever builds: nothing that stops a build, something that needs a person. */
  warnings: string[];
  /** The languages it can be packaged in, its own first. */
  languages: string[];
  /** Every text with its translation, by language. */
  texts: ReadonlyMap<string, readonly TextPair[]>;
  /** How the next package differs from the one before. */
  release: Release;
  /** The id lock as it should be once a package is written; `changed` when the file says something else. */
  lock: { text: string; changed: boolean };
}

/** What a package may have otherwise than the module's files say. */
export interface Overrides {
  /** BCP 47: the language that comes first; the module's own, or a folder in its `locales/`. */
  language?: string;
  /** Pass mark, 0 to 100. */
  mastery?: number;
  /** What SCORM 1.2 reports at the end. */
  status?: 'passed' | 'completed';
}

/**
 * Reads a module folder in all its languages, its own first and with its own settings if nothing else is asked for.
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
  const set = overridden(files, overrides);
  const own = set === files ? source : compile(parseModule(set), sha256, lock);
  const { courses, texts } = everyLanguage(set, own, languages.slice(1), lock);
  const first = overrides.language ?? source.language;
  courses.sort((a, b) => Number(b.language === first) - Number(a.language === first));
  const [course] = courses;
  if (course?.language !== first)
    throw new CourseFileError([mistake(`locales/${first}`, `there is no such folder, so no language "${first}"`)]);
  const drawn = course.lessons.filter(({ alt }) => alt !== undefined);
  const drawings = [...course.scenes.map(({ image }) => image), ...drawn.map(({ id }) => lessonDrawing(id))];
  const assets = await Promise.all(drawings.map(async (path) => ({ path, bytes: await readDrawing(dir, path) })));
  const text = lockText(lock);
  const today = new Date().toISOString().slice(0, 10);
  const warnings = [
    ...expiredPacks(parsed, course.packs, today),
    ...untranslatedTexts(texts, source.language),
    ...courses.filter(({ language }) => !speaks(language)).map(inEnglish),
  ];
  const changed = text !== before;
  return { course, courses, assets, warnings, languages, texts, release: lock.release, lock: { text, changed } };
}

/** The course in its own language and in others, in their order. */
function everyLanguage(files: ModuleFiles, own: Course, others: readonly string[], lock: Lock) {
  const texts = new Map<string, readonly TextPair[]>();
  const courses = [own];
  for (const language of others) {
    const parsed = parseModule(files, language);
    texts.set(language, parsed.texts);
    const course = compile(parsed, sha256, lock);
    const left = untranslated(parsed.texts, course, own.language);
    courses.push(left ? { ...course, untranslated: left } : course);
  }
  return { courses: joined(courses, sha256).map(withEnglishMarked), texts };
}

const inEnglish = ({ language }: Course): string =>
  `The interface has no words in ${language} and stays in English: translate src/player/locales/en.ts and name it in catalogues.ts.`;

/** The course with the interface's English words among those that are marked as such, where the interface has no others. */
function withEnglishMarked(course: Course): Course {
  const { language, texts } = course.untranslated ?? { language: 'en', texts: [] };
  if (speaks(course.language) || language !== 'en') return course;
  const whole = Object.values(en).filter((words) => !words.includes('{'));
  return { ...course, untranslated: { language, texts: [...new Set([...texts, ...whole])] } };
}

/** What each translation still leaves in the original's language, as sentences. */
function untranslatedTexts(texts: LoadedModule['texts'], own: string): string[] {
  return [...texts].flatMap(([language, pairs]) => {
    const missing = missingIn(pairs);
    const named = missing.slice(0, 5).map(({ file, path }) => `${file} ${path.join('.')}`);
    const more = missing.length > named.length ? `, and ${missing.length - named.length} more` : '';
    return missing.length === 0
      ? []
      : [`locales/${language}: ${missing.length} of ${pairs.length} texts stay in ${own}: ${named.join(', ')}${more}.`];
  });
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

/** The files of a module as other settings have them, so that every text agrees with the settings. */
function overridden(files: ModuleFiles, { mastery, status }: Overrides): ModuleFiles {
  const organisation = parseDocument(files['organisation.yaml'] ?? '');
  const other = Object.entries({ mastery, status }).filter(
    // What is so already is left as it is: the same settings give the same bytes, however they were asked for.
    ([name, value]) => value !== undefined && value !== (organisation.getIn(['course', name]) ?? 'passed'),
  );
  if (other.length === 0) return files;
  for (const [name, value] of other) organisation.setIn(['course', name], value);
  return { ...files, 'organisation.yaml': String(organisation) };
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

async function readDrawing(dir: string, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(join(dir, path)));
  } catch {
    const told = path.replace('.svg', '.yaml');
    throw new CourseFileError([mistake(path, `the drawing that the “alt” of ${told} tells of is missing`)]);
  }
}

const mistake = (file: string, message: string): Mistake => ({ file, line: 1, column: 1, path: '', message });
