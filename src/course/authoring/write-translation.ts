import { stringify } from 'yaml';
import { kindOf } from './files.ts';
import type { ModuleFiles } from './files.ts';
import { readSource } from './source.ts';
import { identityOf } from './translatable.ts';
import { ANSWERS, type TextPair } from './translation.ts';

/** The files of a translation that holds these texts, by path below its folder. A file without a translated text is left out. */
export function translationFiles(files: ModuleFiles, pairs: readonly TextPair[]): Record<string, string> {
  const written = Object.keys(files).flatMap((file): [string, string][] => {
    const own = pairs.filter((pair) => pair.file === file && pair.target !== null);
    if (own.length === 0 || kindOf(file) === undefined) return [];
    const targets = new Map(own.map(({ path, target }) => [path.join('.'), target ?? '']));
    const data = kept(readSource(file, files[file] ?? '').source.data, [], targets);
    return [[file, stringify(data, { lineWidth: 110, singleQuote: true })]];
  });
  return Object.fromEntries(written);
}

/** Of the original's data the ids, and the texts as they are translated; undefined where nothing is. */
function kept(ours: unknown, path: PropertyKey[], targets: ReadonlyMap<string, string>): unknown {
  const target = targets.get(path.join('.'));
  if (target !== undefined) return Array.isArray(ours) ? target.split(ANSWERS).map((word) => word.trim()) : target;
  if (Array.isArray(ours)) return keptList(ours, path, targets);
  if (ours === null || typeof ours !== 'object') return undefined;
  const fields = Object.entries(ours).map(([key, value]) => [key, kept(value, [...path, key], targets)]);
  const filled = fields.filter(([, value]) => value !== undefined);
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

function keptList(ours: unknown[], path: PropertyKey[], targets: ReadonlyMap<string, string>): unknown[] | undefined {
  const entries = ours.map((entry, at) => kept(entry, [...path, at], targets));
  if (entries.every((entry) => entry === undefined)) return undefined;
  const key = identityOf(ours);
  // Without an id an entry is found by its place: an empty one says that it is not translated.
  if (key === null) return entries.map((entry) => entry ?? null);
  const names = ours.map((entry) => (entry as Record<string, string>)[key] ?? '');
  return entries.flatMap((entry, at) => {
    const variants = names.filter((name) => name === names[at]).length > 1;
    return entry === undefined && !variants ? [] : [{ [key]: names[at], ...(entry as object | undefined) }];
  });
}
