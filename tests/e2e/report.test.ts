import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MENU } from '../../src/report/page/address.ts';
import { axeProblems } from '../support/course-run.ts';
import { NASTY, nastyLines } from '../support/nasty-statements.ts';
import { cohortOf } from '../support/report-cohort.ts';
import { hostReport, type HostedReport } from '../support/report-page.ts';
import { goTo, hand, headed, visit } from '../support/report-visitor.ts';
import { launchBrowser } from '../support/unpacked.ts';

let report: HostedReport;
let browser: Browser;
/** Eighty learners, half of them in an older version of the course; and their roster. */
let files: { name: string; text: string }[];
beforeAll(async () => {
  report = await hostReport();
  browser = await launchBrowser();
  const { statements, roster, course, learners } = await cohortOf(80);
  const older = new Set(learners.slice(0, 40).map(({ registration }) => registration));
  const lines = statements.map((s) => {
    const line = JSON.stringify(s);
    return older.has(s.context?.registration ?? '') ? line.replaceAll(`"${course.version}"`, '"0.9.0"') : line;
  });
  files = [
    { name: 'statements.ndjson', text: lines.join('\n') },
    { name: 'roster.csv', text: roster },
  ];
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await report?.close();
});

const PAGES = [...MENU, ['record?learner=5', /^Record of /]] as const;
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('the report page', () => {
  it('plays a demo cohort and shows it on every page, opened from a folder', async () => {
    const { page, complaints } = await visit(browser, report.file);
    await page.getByRole('button', { name: 'Load a demo cohort' }).click();
    await headed(page, 'Overview');
    await page.getByRole('heading', { name: /^Who needs help: \d+/ }).waitFor();
    await page.getByRole('heading', { name: /^Which question is broken: \d+/ }).waitFor();
    for (const [hash, title] of PAGES) {
      await goTo(page, hash);
      await headed(page, title);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reads in a worker wherever it is opened, and says what is missing where it has none', async () => {
    for (const address of [report.file, report.address]) {
      const { page } = await visit(browser, address);
      await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
      expect(page.workers().map((each) => new URL(each.url()).protocol)).toEqual([address === report.file ? 'blob:' : 'http:']); // prettier-ignore
      await page.close();
    }
    const script = join(report.folder, 'report-worker.js');
    await rename(script, `${script}.away`);
    try {
      for (const address of [report.file, report.address]) {
        const page = await browser.newPage();
        await page.goto(address);
        await page.getByText('report-worker.js is missing: keep the files of this page together.').waitFor();
        await page.close();
      }
    } finally {
      await rename(`${script}.away`, script);
    }
  });

  it('has nothing that axe, a dark screen, 320 pixels or right-to-left would break, on any page', async () => {
    const { page, complaints } = await visit(browser, report.address);
    await hand(page, files);
    await headed(page, 'Overview');
    const problems: string[] = [];
    await page.evaluate(shortTables);
    for (const [hash, title] of PAGES) {
      await goTo(page, hash);
      await headed(page, title);
      const note = (where: string, found: readonly string[]) =>
        problems.push(...found.map((p) => `${hash}, ${where}: ${p}`));
      note('light', await axeProblems(page.mainFrame()));
      await page.emulateMedia({ colorScheme: 'dark' });
      note('dark', await contrast(page));
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 320, height: 640 });
      if ((await sideways(page)) > 0) note('320', ['scrolls sideways']);
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      if ((await sideways(page)) > 0) note('320, rtl', ['scrolls sideways']);
      await page.setViewportSize({ width: 1280, height: 800 });
      if ((await sideways(page)) > 0) note('rtl', ['scrolls sideways']);
      await page.evaluate(() => (document.documentElement.dir = 'ltr'));
    }
    expect(problems).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('has nothing that axe would break without data, or with a filter that lets nobody through', async () => {
    const { page, complaints } = await visit(browser, report.address);
    const problems = await axeProblems(page.mainFrame());
    await hand(page, files);
    await headed(page, 'Overview');
    for (const [hash, title] of PAGES.slice(0, -1)) {
      await goTo(page, `${hash}?team=Nobody`);
      await headed(page, title);
      if (hash === 'overview' || hash === 'calls') problems.push(...(await axeProblems(page.mainFrame())));
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.getByRole('main').innerText()).not.toMatch(/NaN|undefined|Infinity|-Infinity/);
    }
    expect(problems).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is worked by keyboard alone: everything that can be pressed is reached', async () => {
    const { page } = await visit(browser, report.address);
    await hand(page, files);
    await headed(page, 'Overview');
    for (const hash of ['overview', 'calls', 'record?learner=5', 'data']) {
      await goTo(page, hash);
      await page.locator('h1:focus').waitFor();
      const missed = await unreached(page);
      expect({ hash, missed }).toEqual({ hash, missed: [] });
    }
    await goTo(page, 'register');
    await headed(page, 'Register');
    await page.getByRole('button', { name: 'Score' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort=ascending]').waitFor();
    // A saved view takes the focus to its table.
    await page.getByRole('link', { name: /^Not begun/ }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h2:focus', { hasText: 'Not begun' }).waitFor();
    expect(page.url()).toContain('show=missing');
    await page.close();
  });

  it('prints every row of its tables, none cut in two', async () => {
    const { page } = await visit(browser, report.address);
    await hand(page, files);
    await headed(page, 'Overview');
    await goTo(page, 'register');
    await page.getByText('1 to 50 of 84').waitFor();
    await page.evaluate(() => {
      const told = globalThis as unknown as { printed: number };
      window.print = () => (told.printed = document.querySelectorAll('tbody tr').length);
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await page.waitForFunction(() => (globalThis as unknown as { printed?: number }).printed !== undefined);
    expect(await page.evaluate(() => (globalThis as unknown as { printed: number }).printed)).toBe(84);
    await page.getByText('1 to 50 of 84').waitFor();
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(
      () =>
        [...document.querySelectorAll('tr, .scroll')].filter((part) => {
          const { breakInside, overflowX, overflowY } = getComputedStyle(part);
          return part.matches('tr') ? breakInside !== 'avoid' : overflowX !== 'visible' || overflowY !== 'visible';
        }).length,
    );
    expect(cut).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.close();
  });

  it('[F01, F02] runs nothing of 200 statements with markup in every text, and of a roster likewise', async () => {
    const { statements } = await cohortOf(4);
    const { page, complaints } = await visit(browser, report.address);
    const names = NASTY.map(
      (text, n) => `p${n},"${text.replaceAll('"', '""')}","${text.replaceAll('"', '""')}",2026-01-01`,
    );
    await hand(page, [
      { name: `${NASTY[0].replaceAll(/[/"]/g, '')}.ndjson`, text: nastyLines(statements, 200).join('\n') },
      { name: 'roster.csv', text: `id,name,team,due_on\n${names.join('\n')}\n` },
    ]);
    await headed(page, 'Overview');
    for (const hash of [
      ...MENU.map(([name]) => name),
      'record?learner=0',
      'record?learner=1',
      'register?team=%3Cimg%20src%3Dx%3E',
    ]) {
      await goTo(page, hash);
      await page.locator('h1').waitFor();
      await page.waitForTimeout(60);
      expect(await page.locator('img, main script, iframe').count()).toBe(0);
      const links = await page
        .locator('a[href]')
        .evaluateAll((all) =>
          all
            .filter(
              (a) =>
                !(a.getAttribute('href') ?? '').startsWith('#') &&
                !((a as HTMLAnchorElement).protocol === 'https:' && /noopener/.test((a as HTMLAnchorElement).rel)),
            )
            .map((a) => a.outerHTML),
        );
      expect(links).toEqual([]);
    }
    await goTo(page, 'register');
    await page.locator('main th').getByText('<img src=x onerror=').first().waitFor(); // shown as the text it is
    await goTo(page, 'quality');
    await headed(page, 'Data quality');
    expect(await page.locator('dd.value').first().innerText()).toBe('200');
    const state = await page.evaluate(() => {
      const told = globalThis as unknown as { __xss?: number; violations: string[] };
      return { xss: told.__xss, polluted: ({} as { polluted?: number }).polluted, violations: told.violations };
    });
    expect(state).toEqual({ xss: undefined, polluted: undefined, violations: [] });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reads a gzipped file, filters by the address, saves what it shows, and says what is not in the data', async () => {
    const { statements, roster } = await cohortOf(30);
    const folder = await mkdtemp(join(tmpdir(), 'report-files-'));
    const file = join(folder, 'cohort.ndjson.gz');
    await writeFile(file, gzipSync(statements.map((s) => JSON.stringify(s)).join('\n')));
    const { page, complaints } = await visit(browser, report.address);
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
    await headed(page, 'Overview');
    await page.getByText('not in this data').first().waitFor();
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await hand(page, [{ name: 'roster.csv', text: roster }]);
    await page.getByText('32 people').waitFor();
    await goTo(page, 'register?team=Team+Birch');
    await headed(page, 'Register');
    await page.getByText('7 people in scope').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(7);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save register.csv' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    expect(text.startsWith('\uFEFF"schema","learner_id"')).toBe(true);
    expect(text.trimEnd().split('\r\n').length).toBe(8);
    expect(complaints).toEqual([]);
    await page.close();
    await rm(folder, { recursive: true, force: true });
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

/** Five rows of each table are enough to look at: the others are alike, and axe takes its time over each. */
function shortTables(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('tbody tr:nth-child(n + 6) { display: none }');
  document.adoptedStyleSheets = [sheet];
}

/** What axe says of colours alone: all else is the same in the dark. */
const contrast = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 100)}`));
  });

/** What can be pressed and is in sight, and is not met on the way through the page with the Tab key. */
async function unreached(page: Page): Promise<string[]> {
  const all = await page.evaluate(() => {
    const pressable = 'a[href], button:not(:disabled), input:not(:disabled), select, summary, [tabindex="0"]';
    const shown = [...document.querySelectorAll<HTMLElement>(pressable)].filter((each) => each.checkVisibility());
    shown.forEach((each, n) => each.setAttribute('data-stop', String(n)));
    (document.activeElement as HTMLElement | null)?.blur();
    return shown.map(
      (each) =>
        (each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 40) || each.outerHTML.slice(0, 60),
    );
  });
  const met = new Set<string>();
  // Date fields have several stops; the way ends where it began.
  for (let n = 0; n < all.length * 2 + 20 && met.size < all.length; n += 1) {
    await page.keyboard.press('Tab');
    met.add(await page.evaluate(() => document.activeElement?.getAttribute('data-stop') ?? ''));
    met.delete('');
  }
  return all.filter((_, n) => !met.has(String(n)));
}
