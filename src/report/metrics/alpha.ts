import { mean } from './mean.ts';

/** Cronbach's alpha of a fixed form: k/(k−1) · (1 − Σ item variances ÷ variance of totals); rows are learners, columns items. Null without variance. */
export function alpha(scores: readonly (readonly number[])[]): number | null {
  const items = scores[0]?.length ?? 0;
  const totals = variance(scores.map((row) => row.reduce((a, b) => a + b, 0)));
  if (items < 2 || totals === null || totals === 0) return null;
  let within = 0;
  for (let item = 0; item < items; item += 1) within += variance(scores.map((row) => row[item] ?? 0)) ?? 0;
  return (items / (items - 1)) * (1 - within / totals);
}

/** Variance of a whole population (÷ n); the choice cancels out as long as it is the same above and below. */
function variance(values: readonly number[]): number | null {
  const middle = mean(values);
  return middle === null ? null : mean(values.map((value) => (value - middle) ** 2));
}
