import { existsSync } from 'node:fs';
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
/** Files that are read in the browser: the register that people work with, and the largest a report must bear. */
const REGISTER = { learners: 10_000, statements: 400_000 };
const LARGEST = { learners: 25_000, statements: 1_000_000 };
type Size = typeof REGISTER;
const TIMES = 9;
/** What the page must hold, ms: an answer to people, and the longest time in which it hears nobody. */
const LIMITS = { answer: 100, task: 200 };

/** How fast a register of 10,000 learners answers in a real browser, and whether the page hears people while it reads that and far more. */
const bench: Bench = {
  name: 'report-page',
  run: async (say) => {
    const folder = await mkdtemp(join(tmpdir(), 'report-page-bench-'));
    const report = await hostReport();
    const browser = await launchBrowser();
    const read = async (size: Size, address: string): Promise<{ page: Page; row: ReadRow }> => {
      const path = join(folder, `${size.statements}.ndjson`);
      if (!existsSync(path)) {
        say(`Playing ${size.learners} learners, ${size.statements} statements…`);
        await writeStatements(await realCourse(), path, { ...size, until: UNTIL });
      }
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(900_000);
      say(`Reading ${size.statements} statements in the browser…`);
      return { page, row: await reading(page, address, path, size) };
    };
    try {
      const register = await read(REGISTER, report.address);
      const answers = await answering(register.page);
      await register.page.close();
      const alone = await read(REGISTER, report.file);
      await alone.page.close();
      const largest = await read(LARGEST, report.address);
      await largest.page.close();
      return [answers, readingTable([register.row, largest.row], alone.row)];
    } finally {
      await browser.close();
      await report.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

/** What reading a file took, and the longest task of the page until its register stood there, ms. */
interface ReadRow extends Size {
  seconds: number;
  task: number;
}

async function reading(page: Page, address: string, path: string, size: Size): Promise<ReadRow> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // What runs this file names its functions by a helper that the page does not have.
  await page.evaluate('globalThis.__name = (named) => named');
  await page.evaluate(watchTasks);
  const begun = Date.now();
  await page.getByLabel('Files', { exact: true }).setInputFiles(path);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const seconds = (Date.now() - begun) / 1000;
  await page.evaluate(() => (location.hash = 'register'));
  await page.getByRole('heading', { level: 1, name: 'Register' }).waitFor();
  await page.getByText(`1 to 50 of ${size.learners}`).waitFor();
  const task = await page.evaluate(() => (globalThis as unknown as { longestTask: number }).longestTask);
  return { ...size, seconds, task };
}

function readingTable(worked: readonly ReadRow[], alone: ReadRow): BenchTable {
  const longest = Math.max(...worked.map(({ task }) => task));
  const row = (where: string, { statements, learners, seconds, task }: ReadRow): (string | number)[] =>
    [where, statements.toLocaleString('en'), learners.toLocaleString('en'), seconds.toFixed(1), Math.round(task)]; // prettier-ignore
  return {
    title: 'Report page: reading an NDJSON file in Chromium, to the overview and on to the register',
    columns: ['Opened', 'Statements', 'Learners', 'Seconds to the overview', 'Longest task of the page, ms'],
    rows: [...worked.map((each) => row('on a web host', each)), row('from a folder', alone)],
    notes: [
      `${holds(longest <= LIMITS.task)}: no task of the page over ${LIMITS.task} ms on a web host.`,
      `${holds(alone.task <= LIMITS.task)}: the same from a folder.`,
      loadNote(),
    ],
  };
}

async function answering(page: Page): Promise<BenchTable> {
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
    title: `Report page: a register of ${REGISTER.learners.toLocaleString('en')} learners in Chromium`,
    columns: ['What people do', 'ms until it is painted, the median', `the longest of ${TIMES}`],
    rows,
    notes: [
      `${holds(middle <= LIMITS.answer)}: each within ${LIMITS.answer} ms at the median; ${holds(longest <= LIMITS.answer).toLowerCase()}: at the longest.`,
      loadNote(),
    ],
  };
}

const loadNote = (): string => `Load of the machine at the end: ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores.`; // prettier-ignore

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
      new Promise((resolve, reject) => {
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
        setTimeout(() => reject(new Error('The table did not change within 2 s.')), 2000);
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
