/** Share of successes, and its Wilson 95 % interval: score interval without continuity correction (Wilson 1927). Null for nobody. */
export function proportion(successes: number, n: number): { share: number; lo: number; hi: number } | null {
  if (n === 0) return null;
  return { share: successes / n, ...wilson(successes / n, n) };
}

/** 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/** (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n); `p` may be a mean of scores from 0 to 1. */
export function wilson(p: number, n: number): { lo: number; hi: number } {
  const z2 = (Z * Z) / n;
  const middle = p + z2 / 2;
  const half = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n));
  return { lo: Math.max(0, (middle - half) / (1 + z2)), hi: Math.min(1, (middle + half) / (1 + z2)) };
}

/** a ÷ b; null where there is nothing to divide by. */
export const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b);

/** A value that enough people stand behind; null below. */
export const atLeast = <T>(min: number, n: number, value: T): T | null => (n < min ? null : value);
