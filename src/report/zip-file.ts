import { crc32 } from '../attempt/crc32.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A zip of a few files (PKWARE APPNOTE 6.3.10), each deflated by the browser: for each file a local header (4.3.7) and its
 * bytes, then the central directory (4.3.12) and its end (4.3.16). Names are UTF-8 (general purpose bit 11); at most 4 GB.
 */
export async function zipFile(files: readonly { name: string; bytes: Bytes }[]): Promise<Bytes> {
  const parts: Bytes[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const packed = await deflated(bytes);
    const title = new TextEncoder().encode(name);
    // Version needed, flags, method 8, time, day (1980-01-01), CRC-32, sizes, lengths of name and extra field.
    const sizes = u32(crc32(bytes), packed.length, bytes.length);
    const facts = [...u16(20, 0x800, 8, 0, 33), ...sizes, ...u16(title.length, 0)];
    const local = Uint8Array.from([...u32(0x04034b50), ...facts, ...title]);
    directory.push(
      Uint8Array.from([...u32(0x02014b50), ...u16(20), ...facts, ...u16(0, 0, 0), ...u32(0, at), ...title]),
    );
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = [...u32(0x06054b50), ...u16(0, 0, files.length, files.length), ...u32(length, at), ...u16(0)];
  return new Uint8Array(await new Blob([...parts, ...directory, Uint8Array.from(end)]).arrayBuffer());
}

async function deflated(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers as two and four bytes each, the lowest first. */
const u16 = (...values: number[]): number[] => values.flatMap((value) => [value & 255, (value >>> 8) & 255]);
const u32 = (...values: number[]): number[] => values.flatMap((value) => [...u16(value), ...u16(value >>> 16)]);
