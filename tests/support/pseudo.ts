import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parseModule } from '../../src/course/authoring/parse.ts';
import { translationFiles } from '../../src/course/authoring/write-translation.ts';
import { buildPackage } from '../../src/package/build-package.ts';
import { readFiles } from '../../src/package/load-module.ts';
import { targets } from '../../src/package/targets.ts';
import { moduleDir } from './real-course.ts';

/** What no translation touches: tokens, places to fill in, link targets, markup. */
const FIXED = /(\{\{[^}]*\}\}|\{\w+\}|\]\([^)]*\)|[*[\]]|^- |\n- |https?:\S+)/;

const outside = (text: string, change: (words: string) => string): string =>
  text
    .split(FIXED)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join('');

const ACCENTS: Record<string, string> = { a: 'á', e: 'ë', i: 'î', o: 'ö', u: 'ü', n: 'ñ', A: 'Å', E: 'É', O: 'Ø' };

/** Longer by a third and more, with accents: a long language whose words can still be read. */
export const expanded = (text: string): string =>
  outside(text, (words) =>
    words.replace(/[A-Za-z]+/g, (word) =>
      [...word].map((letter, at) => (ACCENTS[letter] ?? letter) + (at % 5 < 2 ? 'ë' : '')).join(''),
    ),
  );

/** The same words from right to left, whole words turned round. */
export const mirrored = (text: string): string =>
  outside(text, (words) => words.replace(/[^\s\d]+/g, (word) => `\u202e${word}\u202c`));

/**
 * The course for the web, unpacked, in pseudo-languages as well: en-XA is longer, ar-XB is written from right to left with the
 * interface in Arabic; and in a Spanish that lacks its first lesson.
 */
export async function pseudoCourse(): Promise<{ index: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pseudo-'));
  const dir = join(folder, 'module');
  await cp(moduleDir, dir, { recursive: true });
  for (const [language, change] of Object.entries({ 'en-XA': expanded, 'ar-XB': mirrored })) {
    const files = await readFiles(dir);
    const texts = parseModule(files, language).texts.map((pair) => ({
      ...pair,
      target: pair.path.at(-1) === 'accept' ? null : change(pair.source),
    }));
    await write(join(dir, 'locales', language), translationFiles(files, texts));
  }
  await rm(join(dir, 'locales/es/lessons/KP01.yaml'));
  const { files } = await buildPackage(dir, targets.web);
  await write(folder, Object.fromEntries(files));
  const content = join(folder, 'content.en-XA.js');
  const english: { keepItConfidentialWords?: Record<string, string> } = {};
  runInNewContext(await readFile(join(folder, 'content.en.js'), 'utf8'), { globalThis: english });
  const named = Object.entries(english.keepItConfidentialWords ?? {});
  const words = JSON.stringify(Object.fromEntries(named.map(([key, text]) => [key, expanded(text)])));
  await writeFile(content, `${await readFile(content, 'utf8')}globalThis.keepItConfidentialWords = ${words};\n`);
  return { index: join(folder, 'index.html'), remove: () => rm(folder, { recursive: true, force: true }) };
}

async function write(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
