import { createReadStream } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { UsageError } from '../../package/cli/usage.ts';
import type { Fold } from '../../report/fold.ts';
import { readReceipt } from '../../report/receipts.ts';
import { decodeText } from '../../report/sources/decode-text.ts';
import { openTable } from '../../report/sources/open-table.ts';
import { readStream } from '../../report/sources/read-stream.ts';
import { isSpreadsheet, SPREADSHEET, whyUnread } from '../../report/sources/unread.ts';

/** A source that is there and cannot be read; the message says why. */
export class SourceError extends Error {}

/** A file to read; `isGuess`: it was found in a folder, nobody named it. */
interface SourceFile {
  path: string;
  size: number;
  isGuess: boolean;
}

const READ = /\.(json|ndjson|jsonl|gz|csv|tsv|txt)$/i;

/** The files behind a path: itself, or every file of a folder that could hold what learners did, sorted; `skipped` are the folder's others, by name, folders with a slash behind it. @throws UsageError when there is none */
export async function filesAt(place: string): Promise<{ files: SourceFile[]; skipped: string[] }> {
  const path = resolve(place);
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new UsageError(
      `There is no file or folder "${place}": name what your record store exported, or its address.`,
    );
  if (found.isFile()) return { files: [{ path, size: found.size, isGuess: false }], skipped: [] };
  const files: SourceFile[] = [];
  const skipped: string[] = [];
  for (const name of (await readdir(path)).sort()) {
    // What a system keeps beside files, such as .DS_Store, nobody put there to be read.
    if (name.startsWith('.')) continue;
    const at = join(path, name);
    // A link is what it leads to, and one that leads nowhere is told like any other file that cannot be read.
    const is = await stat(at).catch(() => null);
    if (is?.isFile() && READ.test(name)) files.push({ path: at, size: is.size, isGuess: true });
    else skipped.push(is?.isDirectory() ? `${name}/` : name);
  }
  if (files.length === 0)
    throw new UsageError(`The folder "${place}" holds nothing to read: no file ends in .json, .ndjson, .jsonl, .csv, .tsv, .txt or .gz.`); // prettier-ignore
  return { files, skipped };
}

/** Counts a file of a folder that is not read, and says why; of a folder in it nobody knows how many there would be. */
export function skip(fold: Fold, name: string, say: (text: string) => void): void {
  if (name.endsWith('/')) return say(`"${name}" is left out: it is a folder of its own. Name it with --from as well.`);
  fold.noteFile(name);
  if (READ.test(name)) return say(`"${name}" is left out: it leads to no file.`);
  const why = /\.(xlsx?|ods|zip)$/i.test(name) ? SPREADSHEET : 'no statements, export or receipt ends like that';
  say(`"${name}" is left out: ${why}.`);
}

/** The whole text of a file, unpacked where it is gzipped. */
export async function textAt(path: string): Promise<string> {
  const bytes = await readFile(path);
  return decodeText(isGzip(bytes) ? gunzipSync(bytes) : bytes);
}

/** Reads one file into the fold: statements, saved progress, an export of an LMS, or a receipt. @throws SourceError when it is none of them */
export async function readFileInto(fold: Fold, file: SourceFile, say: (text: string) => void): Promise<void> {
  const name = basename(file.path);
  try {
    if (await isText(file)) return await readText(fold, file, say);
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
    throw new SourceError(`"${name}" cannot be read: ${whyUnread(error)}. Fetch it again; nothing was written.`);
  }
}

/** Tables and receipts are texts that begin with neither `{` nor `[`; JSON may be far too long to be read whole. */
async function isText({ path }: SourceFile): Promise<boolean> {
  const start = await startOf(path);
  return start.length > 0 && !/^[\s\uFEFF]*[[{]/.test(start.toString('utf8'));
}

/** The first bytes of a file, unpacked as far as they go where it is gzipped. */
async function startOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: 65_535 })) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return isGzip(bytes) ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
}

/** RFC 1952: it begins with 1f 8b. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function readText(fold: Fold, { path, isGuess }: SourceFile, say: (text: string) => void): Promise<void> {
  const text = await textAt(path);
  if (isSpreadsheet(text) && !isGuess) throw new SourceError(`"${basename(path)}" cannot be read: ${SPREADSHEET}.`);
  const receipt = readReceipt(text);
  if (receipt) return fold.takeReceipt(receipt);
  const name = basename(path);
  const table = openTable(text);
  const { suggested, fault } = table;
  if (fault === null) return fold.takeTable(table, suggested, name);
  const why = `"${name}" is neither JSON nor a receipt, and as an LMS's export its columns are not clear. ${fault}`;
  // A roster beside the exports, a note: nobody asked for it to be read.
  if (!isGuess) throw new SourceError(`${why} Rename its headers, or load it in the report page, which lets you say.`);
  fold.noteFile(name);
  say(`${why} It is left out.`);
}
