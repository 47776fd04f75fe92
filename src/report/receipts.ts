import { receiptCode } from '../attempt/receipt-code.ts';
import type { Course } from '../course/course.ts';
import { recordsOf, type ReportedAttempt } from './reported-attempt.ts';

/** A receipt as a learner saves or reads it out: the code, and which text was signed; '' for a code alone. */
export interface Receipt {
  code: string;
  sha256: string;
}

/** The receipt in a text; null for a text that is none. Its lines are in the learner's language, so only their values count. */
export function readReceipt(text: string): Receipt | null {
  const lines = text.split(/\r?\n/).map((line) => line.slice(line.lastIndexOf(': ') + 1).trim());
  const sha256 = lines.find((line) => /^[0-9a-f]{64}$/.test(line)) ?? '';
  const code = lines.findLast((line) => CODE.test(line)) ?? '';
  return sha256 === '' || code === '' || text.length > 10_000 ? null : { code, sha256 };
}

/** Letters and digits that are not mistaken for each other (attempt/receipt-code.ts). */
const CODE = /^[2-9A-HJ-NP-Z]{8}$/;

/** The codes this learner's own record gives, one for each signature; the signature's time is known to the second in every standard. */
export function codesOf({ scaled, records }: ReportedAttempt, course: Pick<Course, 'id'>): string[] {
  return recordsOf({ records }, 'signed').map(({ at, sha256 }) => receiptCode(course.id, scaled ?? 0, at, sha256));
}
