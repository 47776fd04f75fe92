import { stat, readFile } from 'node:fs/promises';
import { didYouMean } from '../../course/authoring/explain.ts';

/** The words on the command line make no sense; the message says which would. */
export class UsageError extends Error {}

/** Where a command writes: results to `out`, progress and mistakes to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** A word that must be one of a few. @throws UsageError that names the nearest */
export function oneOf<T extends string>(kind: string, word: string, known: readonly T[]): T {
  const found = known.find((each) => each === word);
  if (found !== undefined) return found;
  throw new UsageError(`There is no ${kind} "${word}"${didYouMean(word, known) || '.'} Known: ${known.join(', ')}.`);
}

/** A pass mark in percent; 0 is one. @throws UsageError */
export function percentOf(text: string): number {
  const mark = text.trim() === '' ? Number.NaN : Number(text);
  if (mark >= 0 && mark <= 100) return mark;
  throw new UsageError(`--mastery takes a number from 0 to 100, not "${text}".`);
}

/** The bytes of a file named on the command line. @throws UsageError when there is none */
export async function readNamed(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UsageError(`There is no file "${path}": name a zip, such as one in dist/packages.`);
  if (!found.isFile()) throw new UsageError(`"${path}" is a folder: name the zip itself.`);
  return new Uint8Array(await readFile(path));
}

/** A folder to write into, which need not be there yet. @throws UsageError when something else is in its place */
export async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error.code);
  if (found === 'ENOENT') return;
  if (typeof found !== 'object')
    throw new UsageError(`Nothing can be written to "${path}" (${found}): name another folder with --out.`);
  if (!found.isDirectory()) throw new UsageError(`"${path}" is a file: name a folder with --out.`);
}
