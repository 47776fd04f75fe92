import type { NamedFile, Sorted } from './desk.ts';
import { Quality } from './quality.ts';
import { readReceipt } from './receipts.ts';
import { decodeText } from './sources/decode-text.ts';
import { openTable } from './sources/open-table.ts';
import { readRoster, RosterError } from './sources/roster.ts';
import { isSpreadsheet, SPREADSHEET, whyUnread } from './sources/unread.ts';

/** Exports and rosters are read whole; longer ones no page could hold. */
const LONGEST_TABLE = 200_000_000;
const SAMPLE_ROWS = 3;

/** Tells what files are, one after the other: their texts together may be more than a page can hold. One that cannot be read keeps nobody from the others. */
export async function sortFiles(files: readonly NamedFile[]): Promise<Sorted[]> {
  const sorted: Sorted[] = [];
  for (const file of files)
    sorted.push(
      await sortFile(file).catch((error: unknown): Sorted => ({
        kind: 'unknown',
        name: file.name,
        why: whyUnread(error),
      })),
    );
  return sorted;
}

/** Tells what a file is by what stands in it: names of files lie. */
export async function sortFile({ name, file }: NamedFile): Promise<Sorted> {
  const start = (await startOf(file)).replace(/^[\uFEFF\s]+/, '');
  if (start === '') return { kind: 'unknown', name, why: 'it is empty' };
  if (/^[[{]/.test(start)) return { kind: 'statements', name };
  if (isSpreadsheet(start)) return { kind: 'unknown', name, why: SPREADSHEET };
  if (file.size > LONGEST_TABLE)
    return { kind: 'unknown', name, why: 'it is longer than 200 MB: export fewer learners' };
  const text = await textOf(file);
  if (readReceipt(text)) return { kind: 'receipt', name };
  const { header, rows, suggested, fault } = openTable(text);
  if (header.length < 2 || rows.length === 0)
    return { kind: 'unknown', name, why: 'it holds neither statements nor a table with a header' };
  if (fault !== null && isRoster(text)) return { kind: 'roster', name };
  const table = { header, sample: rows.slice(0, SAMPLE_ROWS), rows: rows.length, suggested };
  return { kind: 'table', name, table };
}

/** The whole text of a file, unpacked where it is gzipped. */
export const textOf = async (file: Blob): Promise<string> =>
  decodeText(new Uint8Array(await new Response(await unpacked(file)).arrayBuffer()));

/** Its first characters. */
async function startOf(file: Blob): Promise<string> {
  const reader = (await unpacked(file)).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value?.slice(0, 200));
}

/** What gzip holds (RFC 1952: it begins with 1f 8b), or the file itself. */
async function unpacked(file: Blob): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
}

function isRoster(text: string): boolean {
  try {
    return readRoster(text, new Quality()).people.size > 0;
  } catch (error) {
    if (error instanceof RosterError) return false;
    throw error;
  }
}
