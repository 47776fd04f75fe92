import type { en } from './locales/en.ts';
import type { Figures } from './locales/figures.ts';

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Entry = keyof typeof en;

/** A text of the interface, without its plural ending. */
export type TextKey =
  (Entry extends infer K ? (K extends `${infer Base}_${PluralForm}` ? Base : K) : never) | keyof Figures;

/** All interface texts of one language; plural forms English does not have (`_few`, `_many`) may be added. */
export type Catalogue = Record<Entry, string> & Record<string, string>;

/** Travels with the course text, one language at a time; set before anything is drawn. */
let texts: Record<string, string> = {};
let rules = new Intl.PluralRules('en');
let tag = 'en';
/** Go round what is put into a text. */
let [before, after] = ['', ''];

/**
 * Makes `t` speak another language from the next drawing on. `language` is a BCP 47 tag, `catalogue` its texts and its
 * figures. In one that is written from
 * right to left, names and numbers are kept apart from the words round them, as <bdi> does (UAX 9).
 */
export function useCatalogue(language: string, catalogue: Catalogue & Figures, direction?: 'rtl'): void {
  [before, after] = direction ? ['\u2068', '\u2069'] : ['', ''];
  texts = catalogue;
  tag = language;
  rules = new Intl.PluralRules(language);
}

/**
 * The text for `key` with `{name}` places filled; `count` also picks the plural form.
 * A key that the catalogue misses comes back as itself, so that a gap shows and nothing breaks.
 */
export function t(key: TextKey, params?: Record<string, string | number>): string {
  if (!params) return texts[key] ?? key;
  const { count } = params;
  const plural =
    typeof count === 'number' ? (texts[`${key}_${rules.select(count)}`] ?? texts[`${key}_other`]) : undefined;
  return (plural ?? texts[key] ?? key).replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    return value === undefined ? place : before + (typeof value === 'number' ? figure(value) : value) + after;
  });
}

/** A whole number in the language's digits. Nothing the interface counts goes into the thousands. */
const figure = (value: number): string =>
  String(value).replace(/\d/g, (digit) => texts['figure.digits']?.[Number(digit)] ?? digit);

/** Words joined as the language joins them: “a, b and c”. */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat(tag, { type: 'conjunction' }).format(words);
}

/** 0 to 1 as a whole percentage, rounded down so that 79.9 never reads as a pass at 80. */
export function percent(scaled: number): string {
  return t('figure.percent').replace('{}', figure(Math.floor(scaled * 100 + 1e-9)));
}
