import { correlation } from './correlation.ts';
import { mean } from './mean.ts';

/** One learner's first response to one item, in the first attempt. */
export interface ItemResponse {
  /** 0 to 1. */
  score: number;
  /** Share of all other graded points of that learner's form, 0 to 1; null where there are none. */
  rest: number | null;
  /** Whether the first attempt was passed; null while it is not over. */
  passed: boolean | null;
}

/** Facility index p: mean score ÷ maximum, of first attempts (Crocker & Algina 1986, ch. 14). */
export const facility = (responses: readonly ItemResponse[]): number | null =>
  mean(responses.map(({ score }) => score));

/** Item-rest discrimination r: forms are random draws, so the rest counts in percent. */
export function discrimination(responses: readonly ItemResponse[]): number | null {
  const both = responses.filter((each): each is ItemResponse & { rest: number } => Number.isFinite(each.rest));
  return correlation(
    both.map(({ score }) => score),
    both.map(({ rest }) => rest),
  );
}

/** B = p among those who passed − p among those who did not (Brennan 1972): what the item does for the decision. */
export function passFailGap(responses: readonly ItemResponse[]): {
  gap: number | null;
  passers: number;
  failers: number;
} {
  const of = (passed: boolean): number[] => responses.filter((r) => r.passed === passed).map(({ score }) => score);
  const [passers, failers] = [of(true), of(false)];
  const [up, down] = [mean(passers), mean(failers)];
  return { gap: up === null || down === null ? null : up - down, passers: passers.length, failers: failers.length };
}

export type Verdict = 'ok' | 'review key' | 'too easy' | 'too hard' | 'weak option' | 'too few';

/** What a course owner should do about an item, the gravest first (reports, section 5). */
export function verdict(of: {
  n: number;
  facility: number | null;
  discrimination: number | null;
  /** An option nearly nobody takes, or that passers take more than failers do. */
  weakOption: boolean;
}): Verdict {
  if (of.n < 20 || of.facility === null) return 'too few';
  if (of.n >= 30 && of.discrimination !== null && of.discrimination < 0) return 'review key';
  if (of.facility < 0.5) return 'too hard';
  if (of.n >= 50 && of.facility > 0.97) return 'too easy';
  return of.weakOption ? 'weak option' : 'ok';
}
