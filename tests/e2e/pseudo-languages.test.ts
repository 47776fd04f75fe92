import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Location } from '../../src/attempt/attempt.ts';
import { axeProblems } from '../support/course-run.ts';
import { openScreen } from '../support/open-screen.ts';
import { pseudoCourse } from '../support/pseudo.ts';
import { launchBrowser } from '../support/unpacked.ts';

let browser: Browser;
let address = '';
let remove: () => Promise<void>;
beforeAll(async () => {
  const built = await pseudoCourse();
  remove = built.remove;
  address = pathToFileURL(built.index).href;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await remove?.();
});

async function open(locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 900, height: 500 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  await page.locator('course-player h1').waitFor();
  return page;
}

/** Draws a round, and gives every kind of screen there is. */
const screens = (page: Page): Promise<Location[]> =>
  page.evaluate(() => {
    const { controller } = document.querySelector('course-player') as HTMLElementTagNameMap['course-player'];
    controller.act({ kind: 'start-round', seed: 7 });
    const { calls = [], items = [], scenes = [] } = controller.attempt.round ?? {};
    const fixed =
      'home recorded glossary model-call lesson/KP02 lesson/KP08 self-check promise results receipt fix/KP02';
    return [
      ...fixed.split(' '),
      `call/${calls[0]?.call}`,
      `scene/${scenes[0]?.scene}`,
      ...items.slice(0, 4).map(({ item }) => `question/${item}`),
    ] as Location[];
  });

/** What needs sideways scrolling or is cut off at this size. */
async function clipped(page: Page, width: number, height: number): Promise<string[]> {
  await page.setViewportSize({ width, height });
  return page.evaluate((size) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`${size}: the page is ${scrollWidth} px wide`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('main *, header *, footer *')].filter((element) => {
      const { overflowX, position } = getComputedStyle(element);
      if (position === 'absolute' || element.clientWidth <= 1) return false;
      return (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 1;
    });
    // Outside the page on the side that no scroll bar reaches.
    const lost = [
      ...document.querySelectorAll<HTMLElement>('main button, main a, main p, main h1, header button'),
    ].filter((element) => {
      const { left, right, width: wideness } = element.getBoundingClientRect();
      return wideness > 1 && !element.closest('.visually-hidden, .skip') && (left < -1 || right > clientWidth + 1);
    });
    return [
      ...wide,
      ...[...cut, ...lost].map((element) => `${size}: “${element.textContent?.trim().slice(0, 40)}” is cut off`),
    ];
  }, `${width}x${height}`);
}

describe.each([
  { language: 'en-XA', dir: 'ltr' },
  { language: 'ar-XB', dir: 'rtl' },
])('in $language', ({ language, dir }) => {
  it('every kind of screen is whole from 320 px up, and axe finds nothing', { timeout: 240_000 }, async () => {
    const page = await open(language);
    expect(await page.locator('html').evaluate((html: HTMLElement) => [html.lang, html.dir])).toEqual([language, dir]);
    const problems: string[] = [];
    for (const screen of await screens(page)) {
      await openScreen(page, screen);
      const found = [
        ...(await clipped(page, 320, 640)),
        ...(await clipped(page, 900, 500)),
        ...(await axeProblems(page.mainFrame())),
      ];
      problems.push(...found.map((problem) => `${screen} ${problem}`));
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

it('[UAX 9] names and phone numbers stand apart in a right-to-left page', async () => {
  const page = await open('ar-XB');
  const help = await page.locator('footer').innerText();
  expect(help).toMatch(/\u2068.*4040.*\u2069/);
  await page.context().close();
});

it('[WCAG 3.1.2] what is not translated says which language it is in, and only that', async () => {
  const page = await open('es-MX');
  await openScreen(page, 'lesson/KP01');
  await expect.poll(() => page.locator('main .prose p').first().getAttribute('lang')).toBe('en');
  expect(await page.locator('main .story h2').getAttribute('lang')).toBe(null);
  await openScreen(page, 'lesson/KP02');
  await expect.poll(() => page.locator('main .prose p').first().getAttribute('lang')).toBe(null);
  expect(await page.locator('header button.language').first().getAttribute('lang')).toBeTruthy();
  await page.context().close();
});
