/** The value below which a share `p` of the values lies, between neighbours on a straight line (Hyndman & Fan 1996, type 7: R's and Excel's default). Null of nothing. */
export function quantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const [low = 0, high = low] = [sorted[below], sorted[below + 1]];
  return low + (high - low) * (place - below);
}

/** The middle value. */
export const median = (values: readonly number[]): number | null => quantile(values, 0.5);

/** Distance between the quarter points. */
export function interquartile(values: readonly number[]): number | null {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return low === null || high === null ? null : high - low;
}
