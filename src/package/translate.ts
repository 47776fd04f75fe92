import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModuleFiles } from '../course/authoring/files.ts';
import { parseModule } from '../course/authoring/parse.ts';
import { marksOf } from '../course/authoring/translatable.ts';
import type { TextPair } from '../course/authoring/translation.ts';
import { translationFiles } from '../course/authoring/write-translation.ts';
import { csvText, safeCell } from '../report/csv/write-csv.ts';
import { parseCsv } from '../report/csv/parse-csv.ts';
import { readFiles } from './load-module.ts';
import { PackageError } from './package-error.ts';

const COLUMNS = ['file', 'path', 'source', 'target', 'note', 'do not translate'] as const;

/** Every text of a module with its translation, as a table for translators. The language may be new. */
export async function exportTexts(dir: string, language: string): Promise<{ csv: string; texts: TextPair[] }> {
  const { texts } = parseModule(await readFiles(dir), language);
  const rows = texts.map(({ file, path, source, target }) => [
    file,
    path.join('.'),
    source,
    target ?? '',
    noteOf(path, source),
    marksOf(source).join(' '),
  ]);
  return { csv: csvText(COLUMNS, rows), texts };
}

/**
 * Writes the translation that a table holds into `locales/<language>/` of a module, once all of it has been checked.
 * A row without a translation leaves that text in the original's language.
 * @throws PackageError when the table is not one of this module's
 * @throws CourseFileError with every mistake in the translation
 */
export async function importTexts(dir: string, language: string, csv: string): Promise<TextPair[]> {
  const files = await readFiles(dir);
  const pairs = readPairs(csv, parseModule(files, language).texts);
  const folder = `locales/${language}/`;
  const written = translationFiles(files, pairs);
  const originals = Object.entries(files).filter(([path]) => !path.startsWith(folder));
  const translated = Object.entries(written).map(([path, text]): [string, string] => [`${folder}${path}`, text]);
  const { texts } = parseModule(Object.fromEntries([...originals, ...translated]) satisfies ModuleFiles, language);
  for (const [path, text] of translated) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return texts;
}

function readPairs(csv: string, known: readonly TextPair[]): TextPair[] {
  const [head = [], ...rows] = parseCsv(csv);
  const column = (name: (typeof COLUMNS)[number]): number => head.map((each) => each.trim()).indexOf(name);
  const [file, path, source, target] = [column('file'), column('path'), column('source'), column('target')];
  if (Math.min(file, path, source, target) < 0)
    throw new PackageError('The table', [
      `its first row must hold ${COLUMNS.slice(0, 4).join(', ')}; it holds ${head.join(', ')}.`,
    ]);
  const problems: string[] = [];
  const given = new Map<string, string>();
  rows.forEach((row, at) => {
    const place = `${row[file]} ${row[path]}`;
    const pair = known.find((each) => `${each.file} ${each.path.join('.')}` === place);
    if (!pair) problems.push(`row ${at + 2}: the course has no text at ${place}.`);
    else if (plain(row[source]) !== tidy(pair.source))
      problems.push(`row ${at + 2}: the text at ${place} is another one by now: export the table again.`);
    else given.set(place, plain(row[target]));
  });
  if (problems.length > 0) throw new PackageError('The table', problems);
  return known.map((pair) => ({ ...pair, target: given.get(`${pair.file} ${pair.path.join('.')}`) || null }));
}

/** Line ends as they are in our files; spreadsheets write others. */
const tidy = (text: string): string => text.replaceAll('\r', '').trim();

/** A cell's text without the apostrophe that keeps spreadsheets from running it. */
function plain(cell = ''): string {
  const inner = cell.slice(1);
  return tidy(cell.startsWith("'") && safeCell(inner) === cell ? inner : cell);
}

/** What a translator has to know of a text. */
function noteOf(path: readonly PropertyKey[], source: string): string {
  const name = String(path.findLast((part) => typeof part === 'string') ?? '');
  const notes = [
    name === 'accept' ? 'answers that count, with | between them: as people of this language would type them' : '',
    name === 'alt' ? 'what a drawing shows, for someone who cannot see it: nothing in the drawing is in words' : '',
    ['stem', 'text', 'says', 'targetText', 'sourceText'].includes(name)
      ? 'tested: same meaning, same length as its neighbours'
      : '',
    `about ${Math.ceil((source.length * 1.35) / 5) * 5} characters at most`,
  ];
  return notes.filter((note) => note !== '').join('; ');
}
