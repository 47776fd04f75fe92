import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { locate, type Mistake, type Source } from './mistakes.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod found into sentences with a place: what was expected, what was found, and what was probably meant. */
export function explain(source: Source, issues: readonly Issue[], vocabulary: readonly string[]): Mistake[] {
  // A misspelt key is one mistake, not two: what it should have been is then not missing as well.
  const meant = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, suggestion(key, vocabulary) ?? ''].join('.'))
      : [],
  );
  return issues
    .filter((issue) => !(valueAt(source.data, issue.path) === undefined && meant.includes(issue.path.join('.'))))
    .flatMap((issue) => mistakesOf(source, issue, vocabulary));
}

function mistakesOf(source: Source, issue: Issue, vocabulary: readonly string[]): Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...place(source, issue.path, key),
      message: `unknown key "${key}"${didYouMean(key, vocabulary)}`,
    }));
  }
  // A union reports what each branch missed; the branch that came furthest is the one the author meant.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    if (depth(deepest) > 0) {
      return deepest.flatMap((inner) =>
        mistakesOf(source, { ...inner, path: [...issue.path, ...inner.path] } as Issue, vocabulary),
      );
    }
  }
  return [{ ...place(source, issue.path), message: sentence(source, issue) }];
}

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((i) => i.path.length));

function place(source: Source, path: readonly PropertyKey[], key?: string): Omit<Mistake, 'message'> {
  return { file: source.file, ...locate(source, path, key), path: path.map(String).join('.') };
}

function sentence(source: Source, issue: Issue): string {
  const found = valueAt(source.data, issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return found === undefined
        ? `missing: expected ${typeName(issue.expected)}`
        : `expected ${typeName(issue.expected)}, found ${show(found)}${yesNo(issue.expected, found)}`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const wanted = values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`;
      return `expected ${wanted}, found ${show(found)}${typeof found === 'string' ? didYouMean(found, values) : ''}`;
    }
    case 'invalid_union':
      return issue.discriminator
        ? `expected a known ${issue.discriminator}, found ${show(found)}${didYouMean(String(found), TYPES)}`
        : `${issue.message}, found ${show(found)}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${counted(issue.origin, Number(issue.minimum))}, found ${amount(found)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${counted(issue.origin, Number(issue.maximum))}, found ${amount(found)}`;
    case 'invalid_format':
      return `${issue.message}, found ${show(found)}`;
    default:
      return issue.message;
  }
}

/** The known word that is near enough to be what was meant. */
function suggestion(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, [...known]);
  return distance(word, best) <= Math.max(2, Math.floor(word.length / 3)) ? best : undefined;
}

/** “; did you mean …?” when a known word is near enough. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = suggestion(word, known);
  return best === undefined ? '' : `; did you mean "${best}"?`;
}

/** The value at a path in plain data. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined | null)?.[key], data);
}

/** Types of question, the one place where a word decides what the rest must look like. */
const TYPES = ['choice', 'multiple', 'true-false', 'matching', 'sequencing', 'numeric', 'fill-in'];

const NAMES: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a group of keys',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  tuple: 'a list',
};
const typeName = (type: string): string => NAMES[type] ?? type;

/** YAML 1.2 reads yes and no as text, which surprises authors. */
const yesNo = (expected: string, found: unknown): string =>
  expected === 'boolean' && typeof found === 'string' && /^(yes|no|on|off)$/i.test(found)
    ? ': write true or false'
    : '';

/** A value as a sentence shows it, long texts cut. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = String(value);
  return typeof value === 'string' ? `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"` : text;
}

const counted = (origin: string, n: number): string =>
  origin === 'string'
    ? n === 1
      ? ' character'
      : ' characters'
    : origin === 'array'
      ? n === 1
        ? ' entry'
        : ' entries'
      : '';

const amount = (value: unknown): string =>
  Array.isArray(value) || typeof value === 'string' ? String(value.length) : show(value);
