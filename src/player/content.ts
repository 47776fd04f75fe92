import type { Course } from '../course/course.ts';
import { unseal, type SealedCourse } from '../course/seal.ts';
import { contentScript } from './languages.ts';
import type { Figures } from './locales/figures.ts';
import { useCatalogue, type Catalogue } from './translate.ts';

declare global {
  // All are set by content.<language>.js.
  var keepItConfidential: SealedCourse | undefined;
  var keepItConfidentialWords: Catalogue & Figures;
  var keepItConfidentialBuild: string | undefined;
}

/** What course.js and content.<language>.js of one package have in common; the builder writes it in place of this. */
const BUILD = '__BUILD__';

/** The language in force: who changes nothing has the whole page styled anew all the same. */
let spoken = '';
const loaded = new Map<string, [course: Course, words: Catalogue & Figures]>();

/**
 * The course in a language of the package, fetched when it is wanted first.
 * @throws Error when its file does not arrive, or is one of another package
 */
export async function loadCourse(language: string): Promise<Course> {
  if (!loaded.has(language) && globalThis.keepItConfidential?.language !== language) {
    const script = contentScript(language);
    await new Promise((arrived, failed) => {
      script.addEventListener('load', arrived);
      script.addEventListener('error', () => failed(new Error(`${script.src} did not arrive.`)));
    });
  }
  // After an update a cache may still give one file of the package before: its words stand under other names.
  if (globalThis.keepItConfidentialBuild !== BUILD) throw new Error(`content.${language}.js is of another package.`);
  // Here already, or asked for twice: what is unsealed once is not sealed any more.
  const known = loaded.get(language);
  if (known) return known[0];
  const course = unseal(globalThis.keepItConfidential as SealedCourse);
  loaded.set(language, [course, globalThis.keepItConfidentialWords]);
  return course;
}

/** Makes the page and its words speak the language of a course. */
export function speakAs({ language, direction }: Course): void {
  if (language === spoken) return;
  const [, words] = loaded.get(language) ?? [];
  if (words) useCatalogue(language, words, direction);
  spoken = language;
  document.documentElement.lang = language;
  document.documentElement.dir = direction ?? 'ltr';
}
