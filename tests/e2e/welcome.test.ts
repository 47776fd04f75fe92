import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { targets } from '../../src/package/targets.ts';
import { browserArgs } from '../../src/setup/browser.mjs';
import { packaged } from '../support/packaged.ts';
import { plainHost, type PlainHost } from '../support/plain-host.ts';
import { realCourse } from '../support/real-course.ts';

let host: PlainHost;
let browser: Browser;

beforeAll(async () => {
  host = await plainHost(await packaged(targets.web));
  browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: browserArgs,
  });
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

test('before any script the welcome can be read, and every lesson has a link', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 900, height: 500 } });
  const page = await context.newPage();
  await page.goto(host.courseAddress);
  const course = await realCourse();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(course.welcome.heading);
  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual(['KP01', ...course.lessons.map(({ id }) => id)].map((id) => `#lesson/${id}`));
  expect(await page.locator('noscript').count()).toBe(1);
  await context.close();
});

test('a link of it that is followed while the script is on its way is followed once it is there', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  let go = (): void => undefined;
  const clicked = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/course.js', async (route) => {
    await clicked;
    await route.continue();
  });
  await page.goto(host.courseAddress, { waitUntil: 'commit' });
  await page.getByRole('link', { name: /^Lesson 3/ }).click();
  expect(await page.locator('course-player').count()).toBe(0);
  go();
  await page.locator('course-player h1').filter({ hasText: 'Lesson 3' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await context.close();
});

test('the focus stays at the link it had reached when the course takes the place of the welcome', async () => {
  const context = await browser.newContext({ locale: 'es' });
  const page = await context.newPage();
  let go = (): void => undefined;
  const reached = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/course.js', async (route) => {
    await reached;
    await route.continue();
  });
  await page.goto(host.courseAddress, { waitUntil: 'commit' });
  await page.getByRole('link', { name: /^Lesson 3/ }).focus();
  go();
  await page.locator('course-player h1').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toMatch(/^Lección 3/);
  await context.close();
});

test('a lesson named behind the # of an open course is opened, and Back leads to where the learner was', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  await page.goto(host.courseAddress);
  await page.locator('course-player h1').waitFor();
  await page.evaluate(() => (location.hash = 'lesson/KP05'));
  await page.locator('h1').filter({ hasText: 'Lesson 5' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await page.goBack();
  await page
    .locator('h1')
    .filter({ hasText: (await realCourse()).welcome.heading })
    .waitFor();
  await context.close();
});

test('an address that names no lesson is left alone, however long it is', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${host.courseAddress}#lesson/${'x'.repeat(300)}`);
  await page
    .locator('course-player h1')
    .filter({ hasText: (await realCourse()).welcome.heading })
    .waitFor();
  await page.waitForTimeout(500);
  expect(errors).toEqual([]);
  expect(await page.locator('course-player h1').textContent()).toBe((await realCourse()).welcome.heading);
  await context.close();
});
