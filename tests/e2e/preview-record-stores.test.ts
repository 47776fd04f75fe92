import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { launchBrowser } from '../support/unpacked.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = [
  'SCORM 1.2',
  'SCORM 2004 3rd Edition',
  'SCORM 2004 4th Edition',
  'cmi5',
  'Tin Can (xAPI)',
  'Web pages, no LMS',
];

describe('the preview LMS in every standard', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    preview = await startPreview('0');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    await page.goto(preview.address);
  });
  afterAll(async () => {
    await browser?.close();
    preview?.process.kill('SIGTERM');
  });

  const course = () => page.frameLocator('iframe[name=course]');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const setting = (name: string) => page.getByLabel(name, { exact: true });
  const choose = (standard: string) => setting('Standard').selectOption({ label: standard });
  const courseOpen = () => course().locator('course-player h1').waitFor();
  const saved = () => course().getByRole('banner').getByText('Saved', { exact: true }).waitFor();
  /** Verbs on record, oldest first, once one of them is `until`. */
  const verbs = async (until: string): Promise<string[]> => {
    const table = page.getByRole('table', { name: 'What is on record for this registration' });
    await table.getByRole('cell', { name: until, exact: true }).first().waitFor();
    return (await table.locator('tbody tr td:nth-child(2)').allTextContents()).toReversed();
  };
  const requests = () =>
    page.getByRole('table', { name: 'What the course asked the record store' }).locator('tbody tr').allInnerTexts();
  const sessions = () =>
    page.getByRole('table', { name: 'Sessions' }).locator('tbody td:nth-child(3)').allTextContents();

  test('offers all six by one choice, and axe finds nothing in any, light or dark, closed or open', async () => {
    expect(await setting('Standard').locator('option').allTextContents()).toEqual(standards);
    for (const standard of standards) {
      await choose(standard);
      await page.getByRole('button', { name: 'Launch', exact: true }).waitFor();
      for (const state of ['closed', 'open']) {
        if (state === 'open') {
          await press('Launch');
          await courseOpen();
        }
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.evaluate(axe);
          const found = await page.evaluate(
            `axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(({ violations }) => violations.map(({ id }) => id))`,
          );
          expect({ standard, state, colorScheme, found }).toEqual({ standard, state, colorScheme, found: [] });
        }
      }
      await press('Exit');
      if (await page.getByRole('button', { name: 'Reset' }).isVisible()) await press('Reset');
    }
  });

  test('[house] at 1280 by 800 the whole frame of 900 by 500 is in view', async () => {
    await choose('cmi5');
    await press('Launch');
    await courseOpen();
    const box = await page.locator('iframe').boundingBox();
    expect(box).toMatchObject({ width: 902, height: 502 });
    expect((box?.x ?? 0) + 902).toBeLessThan(1280);
    expect((box?.y ?? 0) + 502).toBeLessThan(800);
    await press('Exit');
    await press('Reset');
  });

  test('[cmi5 §10, §11] a launch shows the course’s requests as they come, and what is on record', async () => {
    await choose('cmi5');
    await setting('Languages').fill('en-GB,en');
    await setting('Audio').selectOption('Off');
    await press('Launch');
    await course().getByRole('main').getByRole('link', { name: 'Start' }).click();
    await course()
      .getByRole('heading', { level: 1, name: /^Lesson 1/ })
      .waitFor();
    await saved();
    expect((await verbs('experienced')).slice(0, 3)).toEqual(['launched', 'initialized', 'experienced']);
    const asked = await requests();
    expect(asked[0]).toMatch(/POST\s+fetch\s+200/);
    expect(asked[1]).toMatch(/GET\s+activities\/state\s+LMS\.LaunchData\s+200/);
    expect(asked[2]).toMatch(/GET\s+agents\/profile\s+cmi5LearnerPreferences\s+200/);
    expect(await sessions()).toEqual(['initialized']);
    const launchData = page.locator('registration-view details').filter({ hasText: 'LMS.LaunchData' });
    await launchData.locator('summary').click();
    await launchData.getByText('"moveOn": "CompletedAndPassed"').waitFor();
    // What only screen readers hear scrolls with its table: a long record must not stretch the page.
    const unseen = page.locator('statement-table .unseen').first();
    expect(await unseen.evaluate((span) => (span as HTMLElement).offsetParent?.className)).toBe('scroll');
    const experienced = page.locator('statement-table tr').filter({ hasText: 'experienced' }).first();
    await experienced.locator('summary').click();
    await experienced.getByText('"homePage"').waitFor();
  });

  test('[cmi5 §9.3.6] launched again while it is open, the old session is abandoned', async () => {
    await press('Launch again');
    await courseOpen();
    expect(await verbs('abandoned')).toContain('abandoned');
    await expect.poll(sessions).toEqual(['abandoned', 'initialized']);
  });

  test('[cmi5 §10.2.6] its end leads back to the LMS page, and the session is terminated', async () => {
    await saved();
    await course().getByRole('button', { name: 'Save and exit' }).click();
    await page.getByText('The course has ended and sent the learner back to the LMS.').waitFor();
    expect((await verbs('terminated')).at(-1)).toBe('terminated');
    expect(await page.locator('iframe').count()).toBe(0);
  });

  test.each(['Review mode', 'Browse mode'])('[cmi5 §10.2.2] %s says initialized and terminated only', async (mode) => {
    const before = (await verbs('initialized')).length;
    await press(mode);
    await course().getByText('Nothing is being recorded').first().waitFor();
    await course().getByRole('button', { name: 'Save and exit' }).click();
    await page.getByText('The course has ended and sent').waitFor();
    await expect
      .poll(async () => (await verbs('initialized')).slice(before))
      .toEqual(['launched', 'initialized', 'terminated']);
  });

  test('a new registration begins with nothing, and reset forgets them all', async () => {
    await setting('Mastery score').fill('0');
    await press('New registration');
    await courseOpen();
    await saved();
    await press('Exit');
    const rows = page.getByRole('table', { name: /^Registrations/ }).locator('tbody tr');
    expect(await rows.count()).toBe(2);
    await page.getByText('"masteryScore": 0').waitFor({ state: 'attached' });
    await press('Reset');
    await page.getByText('No registrations yet').waitFor();
  });

  test('a choice that cannot be is told in a sentence, and nothing is launched', async () => {
    await setting('Languages').fill('not a language!');
    await press('Launch');
    await page.getByRole('alert').filter({ hasText: 'Languages: expected language tags, as in es-MX,en' }).waitFor();
    await setting('Languages').fill('');
    expect(await page.locator('iframe').count()).toBe(0);
  });

  test('[xAPI] a Tin Can launch speaks to the same page', async () => {
    await choose('Tin Can (xAPI)');
    await press('Launch');
    await courseOpen();
    await saved();
    expect(await verbs('initialized')).toEqual(['initialized']);
    await course().getByRole('button', { name: 'Save and exit' }).click();
    await course().getByRole('heading', { name: 'You can close this window now' }).waitFor();
    expect(await verbs('terminated')).toContain('terminated');
    await expect.poll(sessions).toEqual(['terminated']);
    await press('Exit');
  });

  test('[keyboard] the focus goes into the course, and back to the list when it is left', async () => {
    await page.getByRole('button', { name: 'Launch', exact: true }).focus();
    await page.keyboard.press('Enter');
    await courseOpen();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
    await page.getByRole('button', { name: 'Exit', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Reset' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('attempts');
  });

  test('as web pages it plays, and keeps itself in the tab', async () => {
    await choose('Web pages, no LMS');
    await press('Launch');
    await course().getByText('Nothing is sent to a learning system.').waitFor();
    await press('Exit');
  });

  test('[security] a page elsewhere cannot launch, store or forget', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${preview.address}api/attempts?learner=x&module=x&target=x`, { method: 'DELETE', headers });
    expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await ask({ origin: preview.address.slice(0, -1) })).status).toBe(200);
  });

  test('a standard without a record store is told so', async () => {
    const response = await fetch(`${preview.address}lrs/keep-it-confidential/scorm12/statements`);
    expect(response.status).toBe(404);
  });
});
