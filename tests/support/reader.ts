import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ElementHandle, Frame, Locator, Page } from 'playwright';
import type { Hands } from './hands.ts';

/** What a page makes of the library, once it is in it. */
interface Reader {
  activeNode: Node | null;
  start(options: { container: Node; window: Window }): Promise<void>;
  stop(): Promise<void>;
  next(): Promise<void>;
  previous(): Promise<void>;
  act(): Promise<void>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  lastSpokenPhrase(): Promise<string>;
  spokenPhraseLog(): Promise<string[]>;
}
declare global {
  interface Window {
    reader?: Reader;
  }
}

const entry = createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/package.json');
const file = join(dirname(entry), 'lib', 'esm', 'index.browser.js');

/** The library as a plain script: the course's policy loads none from elsewhere. */
const script = readFile(file, 'utf8').then((code) =>
  code
    .replace(/export\s*\{([^}]*)\};?/g, (_, names: string) => {
      const name = /([\w$]+) as virtual\b/.exec(names)?.[1] ?? 'virtual';
      return `window.reader = ${name};`;
    })
    .replace(/\/\/# sourceMappingURL=.*$/m, ''),
);

/** A virtual screen reader in the course's frame: it reads on, item by item, and acts on what it has just read. */
export interface ScreenReader {
  hands: Hands;
  /** All it has said so far, live regions with it. */
  said(): Promise<string[]>;
  /** What it could read but not name, as sentences. */
  unclear: readonly string[];
}

/** What it must say of a control for somebody to know what it is: its role, then its name. Or it has just said what the control did. */
const CLEAR = /^(polite: |(link|button|radio|checkbox|combobox|textbox)\b.*, \S)/;

/** Starts reading at the top of the page, as a screen reader does when the course is opened. */
export async function screenReader(page: Page, frame: () => Frame): Promise<ScreenReader> {
  await frame().evaluate(`(() => {${await script}})()`);
  await frame().evaluate(() => window.reader?.start({ container: document.body, window }));
  const unclear: string[] = [];
  /** Reads on until the control is what is read. */
  const readTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    const handle = (await target.elementHandle()) as ElementHandle<HTMLElement>;
    const spoken = await frame().evaluate(async (element) => {
      const reader = window.reader as Reader;
      for (let item = 0; item < 800; item += 1) {
        if (reader.activeNode === element) return reader.lastSpokenPhrase();
        await reader.next();
      }
      return null;
    }, handle);
    if (spoken === null) throw new Error(`The screen reader never reads ${String(target)}.`);
    if (!CLEAR.test(spoken)) unclear.push(`${String(target)} is read as “${spoken}”`);
  };
  const act = async (target: Locator): Promise<void> => {
    await readTo(target);
    await frame().evaluate(() => window.reader?.act());
  };
  return {
    unclear,
    said: () => frame().evaluate(() => window.reader?.spokenPhraseLog() ?? []),
    hands: {
      press: act,
      choose: act,
      // In a list and in a text field a screen reader passes keys on to the page.
      select: async (target, label) => {
        await readTo(target);
        await target.focus();
        for (let step = 0; step < 12; step += 1) {
          const shown = await target.evaluate((el) => (el as HTMLSelectElement).selectedOptions[0]?.text.trim());
          if (shown === label) return;
          await page.keyboard.press('ArrowDown');
        }
        throw new Error(`Arrow keys do not reach “${label}”.`);
      },
      type: async (target, text) => {
        await act(target);
        await frame().evaluate((words) => window.reader?.type(words), text);
      },
    },
  };
}
