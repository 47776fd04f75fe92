import type { FillIn } from '../course.ts';
import type { Rules } from './rules.ts';

/** Longest text a learner can type, in characters: the saved attempt has room for it. */
export const LONGEST_FILL_IN = 60;

/** Text as it is compared: trimmed, single spaces, no case, no accents (blueprint 12). */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().replace(/\s+/g, ' ').toLowerCase();
}

export const fillIn: Rules<FillIn> = {
  accepts: (_i, response) => {
    const [text = ''] = response;
    return response.length === 1 && text.trim() !== '' && text.length <= LONGEST_FILL_IN;
  },
  score: (i, response) => (i.key.some((accepted) => fold(accepted) === fold(response[0] ?? '')) ? 1 : 0),
  // Sorted: each language has its own answers first, and a record says the same in all.
  pattern: (i) => [...i.key].sort(),
  choices: () => [],
};
