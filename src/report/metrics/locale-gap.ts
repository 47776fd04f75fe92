import { mean } from './mean.ts';

/** Fewer answers in a language than this make no comparison. */
const LEAST = 50;

/** Highest − lowest facility of an item among languages with 50 answers each; null below two of those. Above 0.10: check the translation (reports, section 8). */
export function localeGap(answers: readonly { locale: string; score: number }[]): number | null {
  const locales = [...new Set(answers.map(({ locale }) => locale))].filter((locale) => locale !== '');
  const facilities = locales.flatMap((locale) => {
    const scores = answers.filter((each) => each.locale === locale).map(({ score }) => score);
    return scores.length < LEAST ? [] : (mean(scores) ?? []);
  });
  return facilities.length < 2 ? null : Math.max(...facilities) - Math.min(...facilities);
}
