import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { request } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserArgs } from '../../src/setup/browser.mjs';
import { startPreview as start, type Preview } from '../support/preview-run.ts';

const ended = (child: ChildProcessWithoutNullStreams) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

describe('the preview LMS', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    preview = await start('0');
    browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: [...browserArgs],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(preview.address);
  });
  afterAll(async () => {
    await browser.close();
    preview.process.kill('SIGTERM');
  });

  const course = () => page.frameLocator('iframe');
  const cells = (caption: string) => page.getByRole('table', { name: caption }).getByRole('cell');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  test('prints one line on standard output', () => {
    expect(preview.out()).toBe(`ready ${preview.address}\n`);
  });

  test('lists the module, its learners and both kinds of LMS', async () => {
    await page.getByRole('button', { name: 'Launch' }).waitFor();
    expect(await page.getByLabel('Module').locator('option').allTextContents()).toEqual([
      expect.stringContaining('Keep It Confidential'),
    ]);
    expect(await page.getByLabel('Learner').locator('option').count()).toBe(4);
    expect(await page.getByLabel('LMS', { exact: true }).locator('option').count()).toBe(2);
  });

  test('launch opens the course in a frame, and the log shows LMSInitialize', async () => {
    await press('Launch');
    await course().locator('course-player h1').waitFor();
    expect(await page.locator('iframe').getAttribute('title')).toContain('Keep It Confidential');
    expect(await cells('What the course said to the LMS').allTextContents()).toContain('LMSInitialize');
    expect(await page.getByRole('table', { name: /as the LMS stored it/ }).innerText()).toContain('incomplete');
  });

  test('exit finishes the session, and what it stored is on record', async () => {
    await press('Exit');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    const calls = await page
      .getByRole('table', { name: 'What the course said to the LMS' })
      .getByRole('row')
      .allInnerTexts();
    expect(calls.find((row) => row.includes('LMSFinish'))).toMatch(/LMSFinish\s+true\s+0\s/);
    const attempt = page
      .getByRole('table', { name: /^Attempts/ })
      .getByRole('row')
      .nth(1);
    // The page hears of what the LMS has stored by a message of its own.
    await expect.poll(() => attempt.innerText()).toMatch(/1\s+incomplete\s+–\s+0000:00:\d\d\.\d\d\s+1/);
  });

  test('resume comes back to the same attempt; a new attempt is a second one; reset forgets both', async () => {
    await press('Resume');
    await course().locator('course-player h1').waitFor();
    await press('Exit');
    await press('New attempt');
    await course().locator('course-player h1').waitFor();
    await press('Exit');
    await page.getByRole('button', { name: 'Reset' }).waitFor();
    expect(
      await page
        .getByRole('table', { name: /^Attempts/ })
        .getByRole('row')
        .count(),
    ).toBe(3);
    await press('Reset');
    await page.getByText('No attempts yet').waitFor();
  });

  test('axe finds nothing on the page, light or dark', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe);
      const found = await page.evaluate(
        'axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id }) => id))',
      );
      expect(found).toEqual([]);
    }
  });

  test('a name that is not of this machine is refused, and no path leads out of a package', async () => {
    const port = Number(new URL(preview.address).port);
    const status = (path: string, host: string) =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, headers: { host } };
        request(options, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await status('/', 'evil.example.com')).toBe(403);
    expect(await status('/', `127.0.0.1:${port}`)).toBe(200);
    for (const path of ['../../../package.json', '..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', 'scenes/']) {
      expect(await status(`/play/keep-it-confidential/scorm12/${path}`, 'localhost')).toBe(404);
    }
  });

  test('a port that is taken is told in a sentence, with exit code 1', async () => {
    await expect(start(new URL(preview.address).port)).rejects.toThrow(
      /code 1:[^]*Port \d+ is in use by another program/,
    );
  });

  test('SIGTERM ends it with exit code 0', async () => {
    const exit = ended(preview.process);
    preview.process.kill('SIGTERM');
    expect(await exit).toBe(0);
  });
});
