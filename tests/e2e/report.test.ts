import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/course-run.ts';
import { hostReport, type HostedReport } from '../support/report-page.ts';
import { cohortOf } from '../support/report-cohort.ts';
import { launchBrowser } from '../support/unpacked.ts';
import { MENU } from '../../src/report/page/address.ts';

let report: HostedReport;
let browser: Browser;
beforeAll(async () => {
  report = await hostReport();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await report?.close();
});

/** A page with everything it complains about: errors, and breaches of its own policy. */
async function open(address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('request', (request) => {
    if (
      !request.url().startsWith(new URL('.', address).href) &&
      !request.url().startsWith('blob:') &&
      !request.url().startsWith('data:')
    )
      complaints.push(`a request to ${request.url()}`);
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, complaints };
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

describe('the report page', () => {
  it.each(['file', 'address'] as const)(
    'shows a demo cohort on every page, opened by %s, and nothing breaks its policy or axe',
    async (how) => {
      const { page, complaints } = await open(report[how]);
      await page.getByRole('button', { name: 'Load a demo cohort' }).click();
      await heading(page, 'Overview');
      const problems: string[] = [];
      for (const [name, title] of [...MENU, ['record?learner=5', '']] as const) {
        await page.evaluate((hash) => (location.hash = hash), name);
        if (title === '') await page.getByRole('heading', { level: 1, name: /^Record of / }).waitFor();
        else await heading(page, title);
        if (how === 'address')
          problems.push(...(await axeProblems(page.mainFrame())).map((problem) => `${name}: ${problem}`));
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide).toBe(0);
      }
      expect(problems).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('runs no markup that stands in a statement, a name or a roster', async () => {
    const { course, statements } = await cohortOf(2);
    expect(course.id).toBe('keep-it-confidential');
    const nasty = '<img src=x onerror="globalThis.__xss = 1"><script>globalThis.__xss = 2</script>';
    const spoiled = statements.map((s) => ({
      ...s,
      actor: { objectType: 'Agent', name: nasty, account: { homePage: 'javascript:alert(1)', name: nasty } },
      verb: { ...s.verb, display: { en: nasty } },
      object: { ...s.object, definition: { ...s.object.definition, name: { en: nasty }, description: { en: nasty } } },
      context: { ...s.context, extensions: { ...s.context.extensions, [nasty]: nasty } },
    }));
    const file = join(report.folder, 'nasty.ndjson');
    await writeFile(file, spoiled.map((s) => JSON.stringify(s)).join('\n'));
    const roster = join(report.folder, 'nasty.csv');
    await writeFile(roster, `id,name,team\nx,${nasty.replaceAll('"', '')},${nasty.replaceAll('"', '')}\n`);
    const { page, complaints } = await open(report.address);
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
    await heading(page, 'Overview');
    await page.evaluate(() => (location.hash = 'data'));
    await page.getByLabel('Files', { exact: true }).setInputFiles(roster);
    await page.getByText(/nasty.csv: read as a roster/).waitFor();
    for (const hash of ['register', 'record?learner=0']) {
      await page.evaluate((to) => (location.hash = to), hash);
      await page.getByRole('main').getByText('<img src=x onerror=').first().waitFor(); // shown as the text it is
      expect(await page.locator('img, main script').count()).toBe(0);
    }
    expect(await page.evaluate(() => (globalThis as unknown as { __xss?: number }).__xss)).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reads a gzipped file, filters by the address, saves what it shows, and says what is not in the data', async () => {
    const { statements, roster } = await cohortOf(30);
    const file = join(report.folder, 'cohort.ndjson.gz');
    await writeFile(file, gzipSync(statements.map((s) => JSON.stringify(s)).join('\n')));
    await writeFile(join(report.folder, 'roster.csv'), roster);
    const { page, complaints } = await open(report.address);
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
    await heading(page, 'Overview');
    await page.getByText('not in this data').first().waitFor();
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await page.getByLabel('Files', { exact: true }).setInputFiles(join(report.folder, 'roster.csv'));
    await page.getByText('32 people').waitFor();
    await page.evaluate(() => (location.hash = 'register?team=Team+Birch'));
    await heading(page, 'Register');
    await page.getByText('7 people in scope').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(7);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save register.csv' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    expect(text.startsWith('\uFEFF"schema","learner_id"')).toBe(true);
    expect(text.trimEnd().split('\r\n').length).toBe(8);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is reached and worked by keyboard alone, and reads from right to left', async () => {
    const { page } = await open(report.address);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    for (let n = 0; n < 20; n += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === 'Load a demo cohort') break;
    }
    await page.keyboard.press('Enter');
    await heading(page, 'Overview');
    // The focus is at the page's heading; the menu comes before it.
    for (let n = 0; n < 30; n += 1) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Register') break;
    }
    await page.keyboard.press('Enter');
    await heading(page, 'Register');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Register');
    await page.getByRole('button', { name: 'Score' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort=ascending]').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    await page.close();
  });

  it('weighs at most 90 kB, without the course', async () => {
    const names = (await readdir(report.folder)).filter((name) => /^(report.*\.(html|js)|style\.css)$/.test(name));
    expect(names.sort()).toEqual(['report-worker.js', 'report.html', 'report.js', 'style.css']);
    const sizes = await Promise.all(
      names.map(async (name) => gzipSync(await readFile(join(report.folder, name)), { level: 9 }).length),
    );
    const total = sizes.reduce((a, b) => a + b, 0);
    process.stdout.write(`report page: ${(total / 1000).toFixed(1)} kB of 90 kB, gzip\n`);
    expect(total).toBeLessThanOrEqual(90_000);
  });
});
