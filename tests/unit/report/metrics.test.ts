import { describe, expect, it } from 'vitest';
import { alpha } from '../../../src/report/metrics/alpha.ts';
import { callMastery, criticalRate, helpRate, recoveryRate } from '../../../src/report/metrics/calls.ts';
import { decay, gain } from '../../../src/report/metrics/change.ts';
import { calibrationGap, sureWrongRate } from '../../../src/report/metrics/confidence.ts';
import { decisionConsistency } from '../../../src/report/metrics/consistency.ts';
import { correlation } from '../../../src/report/metrics/correlation.ts';
import { detection } from '../../../src/report/metrics/detection.ts';
import { discrimination, facility, passFailGap, verdict, type ItemResponse } from '../../../src/report/metrics/item.ts';
import { localeGap } from '../../../src/report/metrics/locale-gap.ts';
import { mean } from '../../../src/report/metrics/mean.ts';
import { normalQuantile } from '../../../src/report/metrics/normal.ts';
import { atLeast, proportion, ratio, wilson } from '../../../src/report/metrics/proportion.ts';
import { interquartile, median, quantile } from '../../../src/report/metrics/quantile.ts';

/** Eight learners, five items; four right is a pass. */
const learners = ['11111', '11110', '11101', '11011', '10110', '10010', '01001', '10000'].map((row) =>
  [...row].map(Number),
);
const total = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
const responses = (item: number): ItemResponse[] =>
  learners.map((row) => {
    const score = row[item] ?? 0;
    return { score, rest: (total(row) - score) / 4, passed: total(row) >= 4 };
  });
const items = [0, 1, 2, 3, 4];

describe('item statistics of the known cohort', () => {
  it('gives facility', () => {
    expect(items.map((item) => facility(responses(item)))).toEqual([0.875, 0.625, 0.5, 0.625, 0.5]);
  });

  it('gives item-rest discrimination', () => {
    const values = items.map((item) => discrimination(responses(item)) ?? Number.NaN);
    [0.0788, 0.3873, 0.378, 0.1155, 0.1125].forEach((value, n) => expect(values[n]).toBeCloseTo(value, 4));
  });

  it('takes no discrimination from a rest that is no number', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, null].map((rest) => ({ score: 1, rest, passed: true }));
    expect(discrimination([...responses(0), ...odd])).toBeCloseTo(0.0788, 4);
  });

  it('gives the gap between those who passed and those who did not', () => {
    expect(items.map((item) => passFailGap(responses(item)).gap)).toEqual([0.25, 0.75, 0.5, 0.25, 0.5]);
    expect(passFailGap(responses(0))).toMatchObject({ passers: 4, failers: 4 });
  });

  it('gives alpha', () => expect(alpha(learners)).toBeCloseTo(0.4126, 4));

  it('gives the Wilson interval of 7 in 8', () => {
    const { lo, hi } = wilson(7 / 8, 8);
    expect(lo).toBeCloseTo(0.5291, 4);
    expect(hi).toBeCloseTo(0.9776, 4);
  });
});

describe('decisions, confidence, calls and change', () => {
  it('agree on odd and even halves for five of the eight known learners', () => {
    const forms = learners.map((row) => row.map((earned) => ({ earned, available: 1 })));
    expect(decisionConsistency(forms, 0.8)).toEqual({ share: 0.625, n: 8 });
    expect(decisionConsistency([[{ earned: 1, available: 1 }], []], 0.8)).toEqual({ share: null, n: 0 });
  });

  it('tell how sure people are, and how right', () => {
    const rated = [
      { sure: true, score: 1 },
      { sure: true, score: 0.5 },
      { sure: true, score: 0 },
      { sure: false, score: 1 },
    ];
    expect(sureWrongRate(rated)).toEqual({ rate: 2 / 3, n: 3 });
    expect(calibrationGap(rated)).toBe(0.75 - 0.5);
    expect([sureWrongRate([]), calibrationGap([])]).toEqual([{ rate: null, n: 0 }, null]);
  });

  it('tell how calls go', () => {
    const end = (score: number, criticals = 0, recovered = 0) => ({ score, criticals, recovered });
    const calls = [end(1), end(1), end(1), end(0.75), end(0.74), end(0.8, 1, 1), end(0.8, 1, 0), end(0.8, 2, 1), end(0.1, 1, 1), end(0.5, 1, 0)]; // prettier-ignore
    expect([callMastery(calls), criticalRate(calls), recoveryRate(calls)]).toEqual([0.5, 0.5, 0.4]);
    expect([callMastery(calls.slice(1)), criticalRate(calls.slice(1)), recoveryRate(calls.slice(0, 9))]).toEqual([null, null, null]); // prettier-ignore
    const offered = [true, true, false, false, false, false, false, false, false, false].map((helped) => ({ helped }));
    expect([helpRate(offered), helpRate(offered.slice(1)), helpRate([])]).toEqual([0.2, null, null]);
  });

  it('tell of change only with enough people', () => {
    const pair = { before: 0.5, after: 0.75 };
    expect(gain(Array(30).fill(pair))).toEqual({ n: 30, before: 0.5, after: 0.75, change: 0.25 }); // prettier-ignore
    expect(gain(Array(29).fill(pair))).toEqual({ n: 29, before: null, after: null, change: null }); // prettier-ignore
    expect(decay(Array(20).fill({ before: 0.75, after: 0.5 })).change).toBe(-0.25); // prettier-ignore
    expect(decay([])).toEqual({ n: 0, before: null, after: null, change: null });
  });

  it('compare languages with 50 answers each', () => {
    const answers = (locale: string, n: number, right: number) =>
      Array.from({ length: n }, (_, at) => ({ locale, score: at < right ? 1 : 0 }));
    expect(localeGap([...answers('en', 50, 40), ...answers('es', 100, 60)])).toBeCloseTo(0.2, 12);
    expect(localeGap([...answers('en', 50, 40), ...answers('es', 49, 10), ...answers('', 90, 0)])).toBeNull();
  });
});

describe('signal detection', () => {
  it('gives the known figures', () => {
    const found = detection({ hits: 26, signals: 30, falseAlarms: 6, noise: 40 });
    expect(found.dPrime).toBeCloseTo(2.0579, 4);
    expect(found.bias).toBeCloseTo(-0.0285, 4);
    expect(found.balanced).toBeCloseTo(0.8583, 4);
    expect((26 + 0.5) / 31).toBeCloseTo(0.8548, 4);
    expect(found.hitRate).toBeCloseTo(26 / 30, 12);
  });

  it('inverts the normal distribution, by the area under its curve', () => {
    for (const p of [1e-6, 0.001, 0.02, 0.2, 0.5, 0.61, 0.9, 0.975, 0.9999])
      expect(areaBelow(normalQuantile(p))).toBeCloseTo(p, 11);
  });
});

describe('where there is nothing to say', () => {
  it('says null for equal values, never NaN or 0', () => {
    expect(correlation([1, 1, 1], [0.2, 0.5, 0.9])).toBeNull();
    expect(correlation([0.1, 0.1, 0.1], [0.3, 0.3, 0.3])).toBeNull();
    expect(alpha([[1, 1], [1, 1]])).toBeNull(); // prettier-ignore
  });

  it('says null for nobody, and divides by nothing', () => {
    expect([mean([]), median([]), interquartile([]), proportion(0, 0), ratio(0, 0), correlation([], [])]).toEqual(
      Array(6).fill(null),
    );
    expect(facility([])).toBeNull();
    expect(passFailGap([])).toEqual({ gap: null, passers: 0, failers: 0 });
    expect(detection({ hits: 0, signals: 0, falseAlarms: 0, noise: 0 })).toEqual({
      hitRate: null,
      falseAlarmRate: null,
      dPrime: null,
      bias: null,
      balanced: null,
    });
  });

  it('says null below the number of people a figure needs', () => {
    expect(atLeast(20, 19, 0.5)).toBeNull();
    expect(atLeast(20, 20, 0.5)).toBe(0.5);
  });
});

describe('quantiles', () => {
  it('lie on a straight line between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([3, 1, 2])).toBe(2);
    expect(interquartile([1, 2, 3, 4])).toBe(1.5);
  });
});

describe('an item’s verdict', () => {
  it.each([
    [{ n: 19, facility: 0.2, discrimination: -1, weakOption: true }, 'too few'],
    [{ n: 29, facility: 0.8, discrimination: -0.2, weakOption: false }, 'ok'],
    [{ n: 30, facility: 0.3, discrimination: -0.2, weakOption: true }, 'review key'],
    [{ n: 30, facility: 0.49, discrimination: 0.1, weakOption: true }, 'too hard'],
    [{ n: 49, facility: 0.99, discrimination: 0.1, weakOption: false }, 'ok'],
    [{ n: 50, facility: 0.98, discrimination: 0.1, weakOption: true }, 'too easy'],
    [{ n: 50, facility: 0.9, discrimination: 0.1, weakOption: true }, 'weak option'],
  ] as const)('%o is %s', (of, expected) => expect(verdict(of)).toBe(expected));
});

/** Φ(z) by Simpson's rule from 0, in 20,000 steps: another way to the same number. */
function areaBelow(z: number): number {
  const steps = 20_000;
  const width = z / steps;
  const density = (x: number): number => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(z);
  for (let n = 1; n < steps; n += 1) sum += (n % 2 === 1 ? 4 : 2) * density(n * width);
  return 0.5 + (sum * width) / 3;
}
