import type { ModuleFiles } from '../../course/authoring/parse.ts';
import { readSource } from '../../course/authoring/source.ts';
import { tokensIn } from '../../course/authoring/tokens.ts';
import { noneOf, type Gate } from './gate.ts';

/** Keys whose values are the same in every language: ids, keys, structure. Everything else is text. */
const FIXED = [
  'id',
  'slug',
  'type',
  'key',
  'q',
  'next',
  'kp',
  'rf',
  'label',
  'source',
  'target',
  'start',
  'stratum',
  'pin',
  'flags',
  'needs',
  'unless',
];

/**
 * Gate 8: every language has the same ids, keys and tokens as the source.
 * A language is a folder `locales/<tag>/` with files of the same names as the module's own.
 */
export function localeParity(files: ModuleFiles, tags: readonly string[]): Gate {
  const differences = tags.flatMap((tag) =>
    Object.keys(files)
      .filter((path) => path.startsWith(`locales/${tag}/`))
      .flatMap((path) => {
        const source = files[path.slice(`locales/${tag}/`.length)];
        if (source === undefined) return [`${path} translates a file that does not exist`];
        return compare(path, read(source), read(files[path] ?? ''));
      }),
  );
  return noneOf('8', 'every language has the same ids, keys and tokens', `${tags.length} translations`, differences);
}

const read = (text: string): unknown => readSource('', text).source.data;

function compare(path: string, source: unknown, translated: unknown, key = ''): string[] {
  if (Array.isArray(source) || Array.isArray(translated)) {
    const [a, b] = [source, translated];
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length)
      return [`${path}: ${key} has another number of entries`];
    return a.flatMap((entry, at) => compare(path, entry, b[at], `${key}.${at}`));
  }
  if (isGroup(source) || isGroup(translated)) {
    if (!isGroup(source) || !isGroup(translated)) return [`${path}: ${key} is not the same kind of thing`];
    const names = [...new Set([...Object.keys(source), ...Object.keys(translated)])].filter((n) => n !== '$schema');
    return names.flatMap((name) => compare(path, source[name], translated[name], key ? `${key}.${name}` : name));
  }
  const name =
    key
      .split('.')
      .filter((part) => !/^\d+$/.test(part))
      .at(-1) ?? '';
  if (typeof source !== 'string' || FIXED.includes(name))
    return source === translated ? [] : [`${path}: ${key} differs`];
  if (typeof translated !== 'string') return [`${path}: ${key} is missing`];
  const [a, b] = [tokensIn(source), tokensIn(translated)].map((list) => list.sort().join());
  return a === b ? [] : [`${path}: ${key} has other tokens`];
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
