import type { Catalogue } from '../translate.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { figures, type Figures } from './figures.ts';

/** Interface texts by language. The builder puts the one a course is written in beside the course text. */
const catalogues: Record<string, Catalogue> = { ar, en, es };

/** Whether the interface speaks a language. */
export const speaks = (language: string): boolean =>
  language in catalogues || (language.split('-')[0] ?? '') in catalogues;

/** The interface in a language (BCP 47; `es-MX` finds `es`), in English where there is no translation. */
export function catalogueFor(language: string): Catalogue {
  return catalogues[language] ?? catalogues[language.split('-')[0] ?? ''] ?? en;
}

/** All that the interface needs in a language: its texts, and how it writes numbers and days. */
export const interfaceIn = (language: string): Catalogue & Figures => ({
  ...catalogueFor(language),
  ...figures(language),
});
