import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UsageError } from '../../package/cli/usage.ts';

/** A file with statements: name, and its bytes when asked for. */
export interface SourceFile {
  name: string;
  size: number;
  open(): ReadableStream<Uint8Array>;
}

const READ = /\.(json|ndjson|jsonl|gz)$/i;

/** The files behind a path: itself, or every JSON, NDJSON and gzip file of a folder, sorted. @throws UsageError when there is none */
export async function filesAt(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new UsageError(`There is no file or folder "${path}": name what your record store exported, or its address.`);
  if (found.isFile()) return [sourceFile(path, found.size)];
  const names = (await readdir(path)).filter((name) => READ.test(name)).sort();
  if (names.length === 0)
    throw new UsageError(`The folder "${path}" holds no statements: no file ends in .json, .ndjson, .jsonl or .gz.`);
  return Promise.all(names.map(async (name) => sourceFile(join(path, name), (await stat(join(path, name))).size)));
}

const sourceFile = (path: string, size: number): SourceFile => ({
  name: path,
  size,
  open: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
});
