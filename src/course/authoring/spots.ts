import type { FileKind } from './files.ts';
import { locate, type Mistake, type Source } from './mistakes.ts';

/** A file of a module as read. */
export interface File {
  kind: FileKind;
  source: Source;
}

/** A place in a file's data, and a text or id that stands there. */
export interface Spot {
  source: Source;
  path: PropertyKey[];
  value: string;
}

/** Every text of a file with its path. */
export function texts(source: Source, data: unknown = source.data, path: PropertyKey[] = []): Spot[] {
  if (typeof data === 'string') return [{ source, path, value: data }];
  if (data === null || typeof data !== 'object') return [];
  return Object.entries(data).flatMap(([key, value]) =>
    texts(source, value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

/** A mistake at a spot. */
export const mistake = (spot: Spot, message: string): Mistake => ({
  file: spot.source.file,
  ...locate(spot.source, spot.path),
  path: spot.path.map(String).join('.'),
  message,
});

/** The text at a path, if there is one. */
export function one(source: Source, path: PropertyKey[], prefix = ''): Spot[] {
  const value = path.reduce<unknown>(
    (v, k) => (v as Record<PropertyKey, unknown> | null | undefined)?.[k],
    source.data,
  );
  return typeof value === 'string' ? [{ source, path, value: prefix + value }] : [];
}

/** Places in a list of the file; none when it is no list. */
export function lengthOf(source: Source, list: string): number[] {
  const entries = (source.data as Record<string, unknown> | null | undefined)?.[list];
  return Array.isArray(entries) ? [...entries.keys()] : [];
}

/** A text of each entry of a list. */
export function listOf(source: Source, list: string, key: string): Spot[] {
  return lengthOf(source, list).flatMap((n) => one(source, [list, n, key]));
}

/** The ids of a list in all files of a kind. */
export function listIn(files: readonly File[], kind: FileKind, list: string): Spot[] {
  return files.filter((f) => f.kind === kind).flatMap((f) => listOf(f.source, list, 'id'));
}
