import { crc32 } from './crc32.ts';

/** Letters and digits that are not mistaken for each other when read out. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Eight letters that stand for a result: course, score, and when which promise was signed. The learner's receipt has
 * them and the trainer's report works them out from the record, so that a complaint can be settled. Anybody can work
 * them out; they prove that two records are of one result, not that it was earned.
 * `scaled` is 0 to 1, `signedAt` ms since the epoch; whole seconds and hundredths of a percent count.
 */
export function receiptCode(course: string, scaled: number, signedAt: number, sha256: string): string {
  const text = [course, Math.round(scaled * 10_000), Math.floor(signedAt / 1000), sha256].join('|');
  const bytes = [...text].map((letter) => letter.charCodeAt(0));
  const [high, low] = [crc32(bytes), crc32(bytes.toReversed())];
  return Array.from({ length: 8 }, (_, n) => LETTERS[((n < 4 ? high : low) >>> ((n % 4) * 8)) & 31]).join('');
}
