import { chromium, type Browser, type Locator } from 'playwright';
import { buildPackage } from '../../src/package/build-package.ts';
import { moduleDir } from '../../src/package/project.ts';
import { targets } from '../../src/package/targets.ts';
import { zip } from '../../src/package/zip.ts';
import { browserArgs } from '../../src/setup/browser.mjs';
import { mouse } from '../support/hands.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';
import type { Bench, BenchTable } from './bench.ts';
import { floorPage } from './course/floor.ts';
import { load, median, slowPage, SLOW, type Load, type Subject } from './course/load.ts';
import { peerFiles } from './course/peer.ts';
import { benchSite, type Files } from './course/site.ts';

const LOADS = 5;
const COMPLETE = "document.readyState === 'complete'";

/** What a learner waits for: our SCORM 1.2 package beside the least there can be, and a peer. */
const bench: Bench = {
  name: 'course',
  run: async (say) => {
    const course = await realCourse();
    const { files } = await buildPackage(moduleDir(course.id), targets.scorm12);
    const sites: Record<string, Files> = {
      ours: files,
      floor: floorPage(course),
      inline: floorPage(course, true),
      peer: await peerFiles(course),
    };
    const site = await benchSite(sites);
    const browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: browserArgs,
    });
    try {
      const at = (folder: string): string => `${site.address}${folder}/index.html`;
      const subjects: Subject[] = [
        { name: 'floor', address: at('floor'), usable: COMPLETE },
        { name: 'inline', address: at('inline'), usable: COMPLETE },
        { name: 'ours', address: at('ours'), usable: "document.querySelector('course-player h1') !== null" },
        {
          name: 'peer',
          address: at('peer'),
          usable:
            "[...document.querySelectorAll('iframe')].concat([{ contentDocument: document }]).some((frame) => frame.contentDocument?.querySelectorAll('.h5p-true-false-answer').length === 20)",
        },
      ];
      const loads = new Map(subjects.map(({ name }): [string, Load[]] => [name, []]));
      for (let n = 0; n < LOADS; n += 1) {
        for (const subject of subjects) loads.get(subject.name)?.push(await load(browser, subject));
        say(`load ${n + 1} of ${LOADS}`);
      }
      return [first(loads, sites), await wholeRun(browser, at('ours'))];
    } finally {
      await browser.close();
      await site.close();
    }
  },
};
export default bench;

/** The first load of each, the middle one of five. */
function first(loads: ReadonlyMap<string, readonly Load[]>, sites: Readonly<Record<string, Files>>): BenchTable {
  const middle = (name: string, of: (load: Load) => number): number => median((loads.get(name) ?? []).map(of));
  const rows = ['inline', 'floor', 'ours', 'peer'].map((name) => [
    NAMES[name] ?? name,
    ...[middle(name, (l) => l.interactive), middle(name, (l) => l.usable)].map(seconds),
    middle(name, (l) => l.requests),
    `${Math.round(middle(name, (l) => l.bytes) / 1000)} kB`,
    `${middle(name, (l) => l.longTasks)}, ${Math.round(middle(name, (l) => l.longest))} ms`,
    `${middle(name, (l) => l.heapMb).toFixed(1)} MB`,
    `${Math.round(zip(sites[name] ?? new Map()).length / 1000)} kB`,
  ]);
  const ratio = (of: (load: Load) => number, other: string): string =>
    (middle('ours', of) / middle(other, of)).toFixed(2);
  return {
    title: 'First load of the course',
    columns: ['', 'Interactive', 'All usable', 'Requests', 'Over the line', 'Long tasks, longest', 'Heap', 'Zip'],
    rows,
    notes: [
      `Middle of ${LOADS} loads with an empty cache, by turns; 1.6 Mbit/s, ${SLOW.latency} ms, processor slowed ${SLOW.cpu} times, 900 × 500, texts gzipped at level 9.`,
      '“Interactive”: sixty characters to read and a control that a click reaches. “All usable”: the page does everything it can do; of the floor, the whole text is there.',
      `Interactive: ours is ${ratio((l) => l.interactive, 'floor')} times the floor (goal 1.3) and ${ratio((l) => l.interactive, 'peer')} times the peer (goal 0.25).`,
      `All usable: ours is ${ratio((l) => l.usable, 'floor')} times the floor (goal 2) and ${ratio((l) => l.usable, 'peer')} times the peer (goal 0.25).`,
      'The peer’s question type and all it stands on are H5P’s own, from npm; only the list that shows ten of them is ours. H5P’s question set is larger.',
    ],
  };
}

const NAMES: Record<string, string> = {
  inline: 'The same text as one page without script, its style inline',
  floor: 'Floor: the same, its style in a file, as a strict policy wants it',
  ours: 'Keep It Confidential, SCORM 1.2',
  peer: 'Peer: h5p-standalone 3.8.2, ten of H5P’s true-or-false questions',
};
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** How long a button is held down, ms. */
const PRESS_MS = 60;

/** A whole course to `passed`, on the slow computer. */
async function wholeRun(browser: Browser, address: string): Promise<BenchTable> {
  const context = await browser.newContext({ viewport: { width: 900, height: 500 }, reducedMotion: 'reduce' });
  const page = await slowPage(context.newPage(), 'true');
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.locator('course-player h1').first().waitFor();
  await page.waitForTimeout(1500);
  const before = await page.evaluate<number>('performance.now()');
  // Nobody presses and lets go at once. Where both come with the move that brought the pointer there, the browser does all
  // three, and paints, in one task.
  const hands = { ...mouse, press: (target: Locator) => target.click({ delay: PRESS_MS }) };
  const trainee = new Trainee(await realCourse(), () => page.mainFrame(), { hands });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  const { calls, values, tasks, inputs } = await page.evaluate<{
    calls: string[];
    values: Record<string, string>;
    tasks: [number, number][];
    inputs: number[];
  }>('({ calls: lmsCalls, values: lmsValues, ...benchSeen })');
  // The test tool looks for things in the page, too: only tasks in which the course answers an input, does what it has put
  // off or paints that are the course's.
  const after = tasks
    .filter(([start, duration]) => inputs.some((at) => at > before && at >= start && at <= start + duration))
    .map(([, duration]) => duration);
  await context.close();
  const count = (name: string): number => calls.filter((call) => call === name).length;
  return {
    title: 'A whole course to “passed”, SCORM 1.2',
    columns: ['Measure', 'Is', 'Goal'],
    rows: [
      ['Status', values['cmi.core.lesson_status'] ?? '', 'passed'],
      ['Calls of the LMS', calls.length, 'at most 750'],
      ['of these, values set', count('LMSSetValue'), ''],
      ['of these, commits', count('LMSCommit'), ''],
      ['Saved attempt, characters', values['cmi.suspend_data']?.length ?? 0, 'at most 3,500'],
      ['Tasks of more than 50 ms after the load', after.length, '0'],
      ['Longest of them', after.length === 0 ? 'at most 50 ms' : `${Math.round(Math.max(...after))} ms`, ''],
    ],
    notes: [`Processor slowed ${SLOW.cpu} times. Heartbeats are not counted: the run is shorter than one.`],
  };
}
