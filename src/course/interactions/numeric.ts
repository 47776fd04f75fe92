import type { Numeric } from '../course.ts';
import type { Rules } from './rules.ts';

/** The number a learner typed; a comma counts as the decimal point. NaN for anything else. */
export function readNumber(text: string): number {
  const tidy = text.trim().replace(',', '.');
  return /^[-+]?\d{1,9}(\.\d{0,4})?$/.test(tidy) ? Number(tidy) : Number.NaN;
}

export const numeric: Rules<Numeric> = {
  accepts: (_i, response) => response.length === 1 && !Number.isNaN(readNumber(response[0] ?? '')),
  score: (i, response) => (readNumber(response[0] ?? '') === i.key ? 1 : 0),
  pattern: (i) => [String(i.key)],
  choices: () => [],
};
