import { atLeast, ratio } from './proportion.ts';

/** How one call ended for one learner. */
export interface CallEnd {
  /** 0 to 1. */
  score: number;
  /** Harmful choices, and how many of them were put right. */
  criticals: number;
  recovered: number;
}

/** A call is mastered from this score on, with no harmful choice left open (reports, section 5). */
const MASTERED = 0.75;

export const isMastered = ({ score, criticals, recovered }: CallEnd): boolean =>
  score >= MASTERED && criticals <= recovered;

/** Share of calls that were mastered; from 10 calls on. */
export const callMastery = (calls: readonly CallEnd[]): number | null =>
  atLeast(10, calls.length, ratio(calls.filter(isMastered).length, calls.length));

/** Calls with a harmful choice ÷ calls; from 10 on. */
export const criticalRate = (calls: readonly CallEnd[]): number | null =>
  atLeast(10, calls.length, ratio(calls.filter(({ criticals }) => criticals > 0).length, calls.length));

/** Calls with every harmful choice put right ÷ calls with one; from 5 on. The good news: people speak up. */
export function recoveryRate(calls: readonly CallEnd[]): number | null {
  const harmed = calls.filter(({ criticals }) => criticals > 0);
  const mended = harmed.filter(({ criticals, recovered }) => recovered >= criticals);
  return atLeast(5, harmed.length, ratio(mended.length, harmed.length));
}

/** Moments at which the rule was asked for ÷ moments at which it was offered; from 10 on. */
export const helpRate = (offered: readonly { helped: boolean }[]): number | null =>
  atLeast(10, offered.length, ratio(offered.filter(({ helped }) => helped).length, offered.length));
