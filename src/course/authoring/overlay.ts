import { didYouMean } from './explain.ts';
import { kindOf } from './files.ts';
import { locate, type Mistake } from './mistakes.ts';
import type { ModuleFiles } from './files.ts';
import { readSource } from './source.ts';
import type { File } from './spots.ts';
import { translated, type TextPair } from './translation.ts';

/** The files of a module in one of its other languages. */
export interface Overlaid {
  files: File[];
  mistakes: Mistake[];
  /** Every text that can be translated. */
  texts: TextPair[];
  /** The same mistake where its text stands: in the translation, if it came from there. */
  placed(mistake: Mistake): Mistake;
}

/** Lays `locales/<language>/` over the files of a module, file by file. */
export function overlay(originals: readonly File[], files: ModuleFiles, language: string): Overlaid {
  const folder = `locales/${language}/`;
  const names = originals.map(({ source }) => source.file);
  const given = Object.keys(files).filter((path) => path.startsWith(folder));
  const strays = given.filter((path) => !names.includes(path.slice(folder.length)));
  const read = originals.map((original) => {
    const file = `${folder}${original.source.file}`;
    const theirs = files[file] === undefined ? null : readSource(file, files[file]);
    return { original, theirs, result: translated(original, theirs?.source ?? null, language) };
  });
  return {
    files: read.map(({ original: { kind, source }, result: { data } }) => ({ kind, source: { ...source, data } })),
    mistakes: [
      ...strays.map((path) => stray(path, folder, names)),
      ...read.flatMap(({ theirs, result }) => [...(theirs?.mistakes ?? []), ...result.mistakes]),
    ],
    texts: read.flatMap(({ result }) => result.texts),
    placed: (mistake) => {
      const found = read.find(({ original }) => original.source.file === mistake.file);
      const source = found?.theirs?.source;
      const own = found && nearest(found.result.origins, mistake.path);
      return source && own ? { ...mistake, file: source.file, ...locate(source, own) } : mistake;
    },
  };
}

const stray = (path: string, folder: string, names: readonly string[]): Mistake => ({
  file: path,
  line: 1,
  column: 1,
  path: '',
  message:
    kindOf(path.slice(folder.length)) === undefined
      ? 'this is no course file, so there is nothing to translate'
      : `this translates a file that the course does not have${didYouMean(path.slice(folder.length), names)}`,
});

/** The translated text that a mistake at a path, or somewhere inside it, is about. */
function nearest(origins: ReadonlyMap<string, PropertyKey[]>, path: string): PropertyKey[] | undefined {
  const parts = path.split('.');
  return parts
    .map((_, at) => origins.get(parts.slice(0, parts.length - at).join('.')))
    .find((own) => own !== undefined);
}
