/** What the browser and the device do by themselves. */
const BY_ITSELF = 'normal system';

const KEY = 'keep-it-confidential:display';

/** Where a choice stays on this device: in the tab only where there is no LMS, because nothing may outlive it there. */
const store = (): Storage =>
  document.documentElement.dataset['standard'] === 'web' ? window.sessionStorage : window.localStorage;

/** Text size and contrast, as words of the style sheet: `<html data-display="large more">`. They say nothing of the person. */
export const display = (): string => document.documentElement.dataset['display'] ?? BY_ITSELF;

/** Gives the page the look that was chosen before. */
export function lookAsChosen(): void {
  try {
    const words = store().getItem(KEY);
    if (words) document.documentElement.dataset['display'] = words;
  } catch {
    // A page that may keep nothing looks as the device has it.
  }
}

/** Gives the page another look, and keeps it where the browser lets us. */
export function choose(words: string): void {
  document.documentElement.dataset['display'] = words;
  try {
    if (words === BY_ITSELF) store().removeItem(KEY);
    else store().setItem(KEY, words);
  } catch {
    // It holds until the page is left.
  }
}
