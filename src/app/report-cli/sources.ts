import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { UsageError } from '../../package/cli/usage.ts';
import type { Fold } from '../../report/fold.ts';
import { readReceipt } from '../../report/receipts.ts';
import { openTable } from '../../report/sources/open-table.ts';
import { readStream } from '../../report/sources/read-stream.ts';

/** A source that is there and cannot be read; the message says why. */
export class SourceError extends Error {}

/** A file to read; `isGuess`: it was found in a folder, nobody named it. */
interface SourceFile {
  path: string;
  size: number;
  isGuess: boolean;
}

const READ = /\.(json|ndjson|jsonl|gz|csv|tsv|txt)$/i;

/** The files behind a path: itself, or every file of a folder that could hold what learners did, sorted. @throws UsageError when there is none */
export async function filesAt(place: string): Promise<SourceFile[]> {
  const path = resolve(place);
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new UsageError(
      `There is no file or folder "${place}": name what your record store exported, or its address.`,
    );
  if (found.isFile()) return [{ path, size: found.size, isGuess: false }];
  const names = (await readdir(path)).filter((name) => READ.test(name)).sort();
  if (names.length === 0)
    throw new UsageError(`The folder "${place}" holds nothing to read: no file ends in .json, .ndjson, .jsonl, .csv, .tsv, .txt or .gz.`); // prettier-ignore
  return Promise.all(
    names.map(async (name) => ({ path: join(path, name), size: (await stat(join(path, name))).size, isGuess: true })),
  );
}

/** Reads one file into the fold: statements, saved progress, an export of an LMS, or a receipt. @throws SourceError when it is none of them */
export async function readFileInto(fold: Fold, file: SourceFile, say: (text: string) => void): Promise<void> {
  const name = basename(file.path);
  try {
    if (await isText(file)) return readText(fold, file, say);
    let told = Date.now();
    await readStream(Readable.toWeb(createReadStream(file.path, { highWaterMark: 1 << 20 })) as ReadableStream, {
      take: (piece) => fold.take(piece, name),
      progress: ({ bytes, values }) => {
        if (Date.now() - told < 1000) return;
        told = Date.now();
        say(`${name}: ${values} statements, ${Math.floor((100 * bytes) / Math.max(1, file.size))} %…`);
      },
    });
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const why = code.startsWith('Z') || error instanceof TypeError ? 'it is no whole gzip file' : code || String(error);
    throw new SourceError(`"${name}" cannot be read: ${why}. Fetch it again; nothing was written.`);
  }
}

/** Tables and receipts are texts that begin with neither `{` nor `[`; JSON may be far too long to be read whole. */
async function isText({ path }: SourceFile): Promise<boolean> {
  const stream = createReadStream(path, { end: 65_535 });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  // What is packed is JSON; packed tables are nobody's export.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return false;
  return !/^[\s\uFEFF]*[[{]/.test(bytes.toString('utf8')) && bytes.length > 0;
}

async function readText(fold: Fold, { path, isGuess }: SourceFile, say: (text: string) => void): Promise<void> {
  const text = await readFile(path, 'utf8');
  const receipt = readReceipt(text);
  if (receipt) return fold.takeReceipt(receipt);
  const { rows, suggested, fault } = openTable(text);
  if (fault === null) return fold.takeTable(rows, suggested);
  const name = basename(path);
  const why = `"${name}" is neither JSON nor a receipt, and as an LMS's export its columns are not clear. ${fault}`;
  // A roster beside the exports, a note: nobody asked for it to be read.
  if (!isGuess) throw new SourceError(`${why} Rename its headers, or load it in the report page, which lets you say.`);
  fold.noteFile(name);
  say(`${why} It is left out.`);
}
