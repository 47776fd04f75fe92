import type { Course } from '../course/course.ts';
import type { SealedCourse } from '../course/seal.ts';

// Stands only in a page where a translation is not complete: what is drawn in the original's language gets its `lang`
// (WCAG 3.1.2), so that a screen reader does not read English as if it were Spanish.

const known = new Map<string, NonNullable<Course['untranslated']>>();
/** Elements whose `lang` is ours, and may be taken off again. */
const marked = new WeakSet<Element>();

function mark(): void {
  const read = (globalThis as { keepItConfidential?: SealedCourse }).keepItConfidential;
  if (read?.untranslated) known.set(read.language, read.untranslated);
  const { language = '', texts = [] } = known.get(document.documentElement.lang) ?? {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: element, textContent } = walker.currentNode;
    const text = textContent?.trim();
    if (!element || !text) continue;
    if (texts.includes(text)) {
      element.lang = language;
      marked.add(element);
    } else if (marked.delete(element)) element.removeAttribute('lang');
  }
}

new MutationObserver(mark).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
