import { wilson } from '../metrics/proportion.ts';
import { percent, tooFew, type Figure } from './view.ts';

/** A rate with its interval and how many stand behind it, or why there is none. */
export function rateFigure(share: number | null, n: number): Pick<Figure, 'value' | 'note'> {
  if (share === null) return { value: tooFew(n), note: n === 0 ? 'n = 0' : '' };
  const { lo, hi } = wilson(share, n);
  return { value: percent(share), note: `n = ${n}; 95 % interval ${percent(lo)} to ${percent(hi)}` };
}
