import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

/** What an archive may hold, so that none can fill a disk or the memory. */
export interface Limits {
  entries: number;
  unpackedBytes: number;
  /** Unpacked size for each packed byte, of entries that unpack to more than `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
}

/** Far above any course of ours, and below what a small computer can hold. */
export const LIMITS: Limits = { entries: 5_000, unpackedBytes: 500_000_000, ratio: 100, ratioFromBytes: 1_000_000 };

/** A zip that cannot or must not be unpacked. The message is one sentence that says why and what to do. */
export class ZipError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ZipError';
  }
}

/**
 * The files of a zip by their path, all in memory; folders are left out. Sizes are counted while unpacking and never
 * taken from what the zip announces, checksums are compared, and no name can lead out of the folder it is unpacked into.
 * @throws ZipError when the zip is damaged, encrypted, too large, or made to do harm
 */
export async function readZip(bytes: Uint8Array, limits: Limits = LIMITS): Promise<Map<string, Uint8Array>> {
  try {
    // Strict: a backslash is refused, and not read as a slash.
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      strictFileNames: true,
    });
    return await readEntries(zip, limits);
  } catch (cause) {
    throw cause instanceof ZipError ? cause : new ZipError(sentence(cause), { cause });
  }
}

async function readEntries(zip: ZipFile, limits: Limits): Promise<Map<string, Uint8Array>> {
  if (zip.entryCount > limits.entries)
    throw new ZipError(
      `The zip holds ${zip.entryCount} entries, and ${limits.entries} is the limit: split the course.`,
    );
  const files = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  let left = limits.unpackedBytes;
  for await (const entry of zip.eachEntry()) {
    const isFolder = entry.fileName.endsWith('/');
    const name = isFolder ? entry.fileName.slice(0, -1) : entry.fileName;
    requireSafe(entry, name);
    if (files.has(name) || (!isFolder && folders.has(name)))
      throw new ZipError(`The zip holds "${name}" twice, and programs differ in which one they take: zip it again.`);
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
      const folder = name.slice(0, at);
      if (files.has(folder))
        throw new ZipError(`"${folder}" is a file and a folder in the zip, which no disk can hold: zip it again.`);
      folders.add(folder);
    }
    if (isFolder) {
      folders.add(name);
      continue;
    }
    const { fileName } = await zip.readLocalFileHeaderPromise(entry);
    if (!fileName.equals(entry.fileNameRaw))
      throw new ZipError(`The zip names one file "${name}" in its list and otherwise in its place: do not use it.`);
    const content = await unpack(zip, entry, left, limits);
    left -= content.length;
    files.set(name, content);
  }
  return files;
}

/** yauzl has refused absolute paths, "..", drive letters and backslashes; the rest is refused here. */
function requireSafe(entry: Entry, name: string): void {
  const fileType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (fileType !== 0 && fileType !== 0o100000 && fileType !== 0o040000)
    throw new ZipError(`"${name}" in the zip is a link or a device, and no file: do not use this zip.`);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name) || name.split('/').some((part) => part === '' || part === '.'))
    throw new ZipError(
      `The name ${JSON.stringify(name)} in the zip is no plain path: rename the file and zip it again.`,
    );
  if (entry.isEncrypted())
    throw new ZipError(`"${name}" in the zip is encrypted: make the zip again without a password.`);
}

async function unpack(zip: ZipFile, entry: Entry, left: number, limits: Limits): Promise<Uint8Array> {
  const { fileName, compressedSize } = entry;
  const parts: Uint8Array[] = [];
  let size = 0;
  let checksum = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > left)
      throw new ZipError(
        `The zip unpacks to more than ${limits.unpackedBytes / 1e6} MB, which is the limit: do not use it.`,
      );
    if (size > limits.ratioFromBytes && size > limits.ratio * compressedSize)
      throw new ZipError(
        `"${fileName}" unpacks to more than ${limits.ratio} times its packed size, as in a zip made to fill a disk: do not use it.`,
      );
    checksum = crc32(part, checksum);
    parts.push(part);
  }
  if (checksum !== entry.crc32)
    throw new ZipError(`"${fileName}" in the zip is damaged (wrong checksum): download or build the zip again.`);
  return new Uint8Array(Buffer.concat(parts, size));
}

/** What yauzl found, as a sentence. */
function sentence(cause: unknown): string {
  const found = cause instanceof Error ? cause.message : String(cause);
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(found))
    return `The zip would write outside its folder (${found}): do not use it.`;
  if (/encrypt/.test(found)) return 'The zip is encrypted: make it again without a password.';
  if (/End of central directory record signature not found/.test(found))
    return 'This is no zip, or only a part of one: download or build it again.';
  return `The zip is damaged (${found}): download or build it again.`;
}
