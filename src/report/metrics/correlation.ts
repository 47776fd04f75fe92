import { mean } from './mean.ts';

/** Variance this small is rounding of equal values. */
const NONE = 1e-18;

/**
 * Pearson's r = Σ(x−x̄)(y−ȳ) ÷ √(Σ(x−x̄)² Σ(y−ȳ)²), in two passes. Null where either has no variance, and so never NaN.
 * Used as item-rest discrimination: x is the score of an item, y the percent score on the rest of that learner's form.
 */
export function correlation(x: readonly number[], y: readonly number[]): number | null {
  const [meanX, meanY] = [mean(x), mean(y)];
  if (meanX === null || meanY === null) return null;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((value, n) => {
    const [dx, dy] = [value - meanX, (y[n] ?? 0) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx / x.length < NONE || yy / x.length < NONE ? null : xy / Math.sqrt(xx * yy);
}
