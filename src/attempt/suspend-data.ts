import { fromBase64Url, toBase64Url } from '../course/base64url.ts';
import type { Course } from '../course/course.ts';
import type { Attempt } from './attempt.ts';
import { attemptLayout } from './attempt-layout.ts';
import { BitsError, bitReader, bitWriter } from './bits.ts';
import { crc32 } from './crc32.ts';
import { fit } from './fit.ts';
import { seedFor } from './shuffle.ts';

/*
 * The saved attempt, as the LMS keeps it: base64url (RFC 4648 §5, no padding) of
 *
 *   byte 0      format version, now 1
 *   bytes 1–2   course id, 16 bits of a hash: another course's data is never taken for ours
 *   bytes 3–4   length of the body in bytes
 *   body        bit-packed attempt; attempt-layout.ts lists its fields in order
 *   last 4      CRC-32 of everything before
 *
 * Ids are stored as positions in the course's id lock (Slots), which only ever grows, so a text change or a new
 * question leaves saved attempts readable. Longest possible for this course: printed by `npm run check`, at most 3,500
 * characters (SCORM 1.2 keeps 4,096). A string is accepted only if its alphabet,
 * its length and its check sum are right.
 */

export const FORMAT_VERSION = 1;
export const LONGEST = 3500;

/** What a stored string turned out to be. */
export type Restored =
  | { kind: 'attempt'; attempt: Attempt }
  /** Nothing was stored: a first launch. */
  | { kind: 'empty' }
  /** Not something this course wrote, or changed on its way. `why` is for the log. */
  | { kind: 'damaged'; why: string }
  /** Written by a later version of the course: it must not be overwritten. */
  | { kind: 'newer'; version: number };

/** The attempt as a string of letters, digits, `-` and `_`. */
export function encode(course: Course, attempt: Attempt): string {
  const writer = bitWriter();
  attemptLayout(writer, course.slots, attempt);
  return seal(course, FORMAT_VERSION, writer.bytes());
}

/** The attempt a string holds, as far as it still fits the course; never throws. */
export function decode(course: Course, text: string): Restored {
  if (text === '') return { kind: 'empty' };
  const bytes = fromBase64Url(text);
  if (!bytes || bytes.length < 9) return { kind: 'damaged', why: 'it is not the text this course writes' };
  const body = bytes.subarray(5, -4);
  const [version = 0, idHigh = 0, idLow = 0, lengthHigh = 0, lengthLow = 0] = bytes;
  const stored = bytes.subarray(-4).reduce((sum, byte) => sum * 256 + byte, 0);
  if (crc32(bytes.subarray(0, -4)) !== stored) return { kind: 'damaged', why: 'its check sum is wrong' };
  if (idHigh * 256 + idLow !== courseHash(course)) return { kind: 'damaged', why: 'it belongs to another course' };
  if (lengthHigh * 256 + lengthLow !== body.length) return { kind: 'damaged', why: 'its length is wrong' };
  if (version > FORMAT_VERSION) return { kind: 'newer', version };
  const read = READERS[version];
  if (!read) return { kind: 'damaged', why: `there is no format version ${version}` };
  try {
    return { kind: 'attempt', attempt: fit(course, read(course, body)) };
  } catch (error) {
    if (error instanceof BitsError || error instanceof RangeError) return { kind: 'damaged', why: error.message };
    throw error;
  }
}

/** One reader for each format ever published. A reader of an old format calls the upgrade to the next one. */
const READERS: Record<number, (course: Course, body: Uint8Array) => Attempt> = {
  1: (course, body) => {
    const reader = bitReader(body);
    const attempt = attemptLayout(reader, course.slots, null);
    if (!reader.done()) throw new BitsError('the saved state is longer than it says');
    return attempt;
  },
};

/** Frames a body; exported for golden files and tests of other versions. */
export function seal(course: Course, version: number, body: number[]): string {
  const id = courseHash(course);
  const framed = [version, id >> 8, id & 255, body.length >> 8, body.length & 255, ...body];
  const crc = crc32(framed);
  return toBase64Url([...framed, crc >>> 24, (crc >>> 16) & 255, (crc >>> 8) & 255, crc & 255]);
}

const courseHash = (course: Course): number => seedFor(0, course.id) & 0xffff;
