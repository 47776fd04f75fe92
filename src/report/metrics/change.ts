import { mean } from './mean.ts';
import { atLeast } from './proportion.ts';

/** Shares right of one learner on one key point, before and after; 0 to 1. */
export interface Pair {
  before: number;
  after: number;
}

/** Means of both, and of the difference; null below the number of learners a figure needs. */
export interface Change {
  n: number;
  before: number | null;
  after: number | null;
  change: number | null;
}

/** Mean after − mean before of the same learners; `least` of them make a figure. Descriptive: it claims no cause. */
export function changeOf(pairs: readonly Pair[], least: number): Change {
  const [before, after] = [mean(pairs.map((each) => each.before)), mean(pairs.map((each) => each.after))];
  const n = pairs.length;
  const change = before === null || after === null ? null : after - before;
  return { n, before: atLeast(least, n, before), after: atLeast(least, n, after), change: atLeast(least, n, change) };
}

/** Fewer learners than these make no figure. */
export const LEAST_GAIN = 30;
export const LEAST_DECAY = 20;

/** Gain: from the first answer to the lesson check to the graded answers on the same key point (reports, section 5). */
export const gain = (pairs: readonly Pair[]): Change => changeOf(pairs, LEAST_GAIN);

/** Decay: from the result of one time round to the first answers of the next, below 0 where it was forgotten (reports, section 5). */
export const decay = (pairs: readonly Pair[]): Change => changeOf(pairs, LEAST_DECAY);

/** Days after which people came again, in which decay is looked at: up to and with. */
export const SPANS = [90, 180, 365, Number.POSITIVE_INFINITY] as const;
