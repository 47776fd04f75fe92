import { normalQuantile } from './normal.ts';
import { ratio } from './proportion.ts';

/** How well a cohort tells red flags from what is fine. Rates are null where nothing was shown. */
export interface Detection {
  hitRate: number | null;
  falseAlarmRate: number | null;
  /** Skill: z(H) − z(F), with H = (hits + ½) ÷ (signals + 1) and F likewise (Hautus 1995, log-linear). Cohorts only. */
  dPrime: number | null;
  /** Leaning: −½ (z(H) + z(F)); below 0 marks too much, above 0 misses. */
  bias: number | null;
  /** ½ (hit rate + 1 − false-alarm rate). */
  balanced: number | null;
}

/** Signal detection measures of counts (Macmillan & Creelman 2005, ch. 1). */
export function detection(of: { hits: number; signals: number; falseAlarms: number; noise: number }): Detection {
  const hitRate = ratio(of.hits, of.signals);
  const falseAlarmRate = ratio(of.falseAlarms, of.noise);
  if (hitRate === null || falseAlarmRate === null)
    return { hitRate, falseAlarmRate, dPrime: null, bias: null, balanced: null };
  const h = normalQuantile((of.hits + 0.5) / (of.signals + 1));
  const f = normalQuantile((of.falseAlarms + 0.5) / (of.noise + 1));
  return { hitRate, falseAlarmRate, dPrime: h - f, bias: -(h + f) / 2, balanced: (hitRate + 1 - falseAlarmRate) / 2 };
}
