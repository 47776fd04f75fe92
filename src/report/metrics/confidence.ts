import { ratio } from './proportion.ts';

/** An answer with “Sure” or “Not sure”. */
export interface Rated {
  sure: boolean;
  /** 0 to 1. */
  score: number;
}

/** Fewer answers given as sure, and fewer with a rating, make no figure. */
export const LEAST_SURE = 10;
export const LEAST_RATED = 20;

/** Sure-but-wrong rate: sure and not fully right ÷ sure. Null where nobody was sure. */
export function sureWrongRate(rated: readonly Rated[]): { rate: number | null; n: number } {
  const sure = rated.filter((each) => each.sure);
  return { rate: ratio(sure.filter(({ score }) => score < 1).length, sure.length), n: sure.length };
}

/** Calibration gap: share sure − share right among rated answers; above 0 is over-confident (Lichtenstein & Fischhoff 1977). Null of none. */
export function calibrationGap(rated: readonly Rated[]): number | null {
  const sure = ratio(rated.filter((each) => each.sure).length, rated.length);
  const right = ratio(rated.filter(({ score }) => score === 1).length, rated.length);
  return sure === null || right === null ? null : sure - right;
}
