import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { realCourse } from '../support/real-course.ts';
import { hostReport } from '../support/report-page.ts';
import { launchBrowser } from '../support/unpacked.ts';
import type { Bench, BenchTable } from './bench.ts';
import { writeStatements } from './report/statements-file.ts';

const UNTIL = Date.now();
const LEARNERS = 10_000;
const TIMES = 9;
/** What the page must hold, ms: an answer to people, and the longest time in which it hears nobody. */
const LIMITS = { answer: 100, task: 200 };

/** How fast a register of 10,000 learners answers in a real browser, and whether the page hears people while it reads. */
const bench: Bench = {
  name: 'report-page',
  run: async (say) => {
    const folder = await mkdtemp(join(tmpdir(), 'report-page-bench-'));
    const path = join(folder, 'register.ndjson');
    say(`Playing a register: ${LEARNERS} learners…`);
    await writeStatements(await realCourse(), path, { learners: LEARNERS, statements: LEARNERS * 40, until: UNTIL });
    const report = await hostReport();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(300_000);
      return [await measured(page, report.address, path, say)];
    } finally {
      await browser.close();
      await report.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

async function measured(page: Page, address: string, path: string, say: (text: string) => void): Promise<BenchTable> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // What runs this file names its functions by a helper that the page does not have.
  await page.evaluate('globalThis.__name = (named) => named');
  await page.evaluate(watchTasks);
  say('Reading the file in the browser…');
  const begun = Date.now();
  await page.getByLabel('Files', { exact: true }).setInputFiles(path);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const seconds = (Date.now() - begun) / 1000;
  const task = await page.evaluate(() => (globalThis as unknown as { longestTask: number }).longestTask);
  await page.evaluate(() => (location.hash = 'register'));
  await page.getByRole('heading', { level: 1, name: 'Register' }).waitFor();
  await page.getByText(`1 to 50 of ${LEARNERS}`).waitFor();
  await page.evaluate(defineTimer);
  const rows: [string, number, number][] = [];
  for (const [what, act] of ACTS) {
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) times.push(await page.evaluate<number>(`timed(() => { ${act(n)} })`));
    times.sort((a, b) => a - b);
    rows.push([what, Math.round(times[TIMES >> 1] ?? 0), Math.round(times.at(-1) ?? 0)]);
  }
  const frames = await page.evaluate(scrolled);
  rows.push(['scroll through the 50 rows, a frame', Math.round(frames.median), Math.round(frames.longest)]);
  const [middle, longest] = [Math.max(...rows.map(([, ms]) => ms)), Math.max(...rows.map(([, , ms]) => ms))];
  return {
    title: `Report page: a register of ${LEARNERS.toLocaleString('en')} learners in Chromium`,
    columns: ['What people do', 'ms until it is painted, the median', `the longest of ${TIMES}`],
    rows,
    notes: [
      `${holds(middle <= LIMITS.answer)}: each within ${LIMITS.answer} ms at the median; ${holds(longest <= LIMITS.answer).toLowerCase()}: at the longest.`,
      `Load of the machine at the end: ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores.`,
      `${holds(task <= LIMITS.task)}: no task of the page over ${LIMITS.task} ms while it reads (longest: ${Math.round(task)} ms; ${(LEARNERS * 40).toLocaleString('en')} statements in ${seconds.toFixed(1)} s).`,
    ],
  };
}

const holds = (yes: boolean): string => (yes ? 'Holds' : 'DOES NOT HOLD');

const heading = (name: string): string =>
  `[...document.querySelectorAll('thead button')].find((b) => b.textContent.trim().startsWith('${name}')).click()`;
const turn = (name: string): string =>
  `[...document.querySelectorAll('.turner button')].find((b) => b.textContent.trim() === '${name}').click()`;

const search = (word: string): string =>
  `const i = document.querySelector('input[type=search]'); i.value = '${word}'; i.dispatchEvent(new Event('input'))`;

/** What people do with the register, as script; `n` counts the times. */
const ACTS: readonly [string, (n: number) => string][] = [
  ['sort by name', () => heading('Name')],
  ['sort by score', () => heading('Score')],
  ['search for a name', (n) => search(['finch', 'wren', 'lark'][n % 3] ?? '')],
  ['search, and clear the search', (n) => search(n % 2 === 0 ? '' : 'wren')],
  ['next page', () => turn('Next')],
];

/** Notes the longest task in which the page heard nobody. */
function watchTasks(): void {
  const seen = globalThis as unknown as { longestTask: number };
  seen.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
  }).observe({ type: 'longtask' });
}

/** Gives the page `timed`: ms from an action until what it changed is painted. */
function defineTimer(): void {
  Object.assign(globalThis, {
    timed: (act: () => void): Promise<number> =>
      new Promise((resolve) => {
        const table = document.querySelector('report-table');
        if (!table) throw new Error('There is no table.');
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        });
        observer.observe(table.querySelector('tbody') ?? table, {
          subtree: true,
          childList: true,
          characterData: true,
        });
        // An action that changes nothing is answered by the next frame.
        setTimeout(() => resolve(0), 2000);
        const start = performance.now();
        act();
      }),
  });
}

/** Time between two frames while the table scrolls, ms. */
async function scrolled(): Promise<{ median: number; longest: number }> {
  const region = document.querySelector('.scroll.tall');
  if (!region) throw new Error('There is no table to scroll.');
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let last = await frame();
  const times: number[] = [];
  for (let top = 0; top < region.scrollHeight; top += 120) {
    region.scrollTop = top;
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1] ?? 0, longest: times.at(-1) ?? 0 };
}
