import { setTimeout as pause } from 'node:timers/promises';
import { filesWith, found, storageOf } from '../bench/dump.ts';
import { closeTab } from '../bench/journeys.ts';
import { onScorm, onStore, type Stage } from '../bench/stage.ts';
import { differs, type Row, type Run } from '../fault.ts';
import { CANARY } from '../place.ts';
import { framed } from './g-storage.ts';

/** What the next person must find nowhere: id, token and name of the learner, and which answers they gave. */
const secrets = [CANARY.id, CANARY.token, CANARY.last, 'Doe, Jo', 'KP01-C', 'answered'];
/** Folders of a profile that scripts can fill. Cache and history hold addresses, as the LMS made them. */
const KEPT = /^Default\/(Local Storage|IndexedDB|Service Worker|Cookies|WebStorage|databases)/;

const inFrame = ({ site, launch }: Stage): string => `${site.origin}/frame?${encodeURIComponent(launch())}`;

/** A run with what was found counted as personal data. */
const withFound = (run: Run, hits: readonly string[]): Run => ({
  ...run,
  figures: { ...run.figures, personal: hits.length },
  problems: [...run.problems, ...hits.map((hit) => `found ${hit}`)],
});

export const rows: Row[] = [
  {
    id: 'G01',
    fault: 'The next person at the same computer opens the browser',
    priority: 1,
    run: async () => {
      const story = async (stage: Stage): Promise<Run> => {
        const { person, browser, site, lms } = stage;
        await person.open(browser.context, lms ? lms.page : inFrame(stage));
        await person.answer(3);
        const saved = await person.hears(/^Saved/);
        await closeTab(stage);
        await browser.quit();
        const files = await filesWith(browser.profile, secrets);
        await stage.restart();
        const page = await stage.browser.context.newPage();
        await page.goto(`${site.origin}/nothing-here`);
        const hits = [
          ...found(await storageOf(page), secrets),
          ...files.filter((file) => KEPT.test(file)).map((file) => `personal data in ${file}`),
        ];
        const others = files.filter((file) => !KEPT.test(file));
        const run = {
          ...person.run('', saved),
          figure: `files of the browser itself that name the learner: ${others.join(', ') || 'none'}`,
        };
        return withFound(run, hits);
      };
      const own = { own: framed(), headers: { 'cache-control': 'no-store' } };
      return [await onScorm('scorm12', story), await onStore('xapi', story, own), await onStore('cmi5', story, own)];
    },
  },
  {
    id: 'G02',
    fault: 'A closed tab is opened again, with what it kept',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, hours, kept] of [
        ['after an hour', 1, true],
        ['after 13 hours', 13, false],
      ] as const) {
        const run = await onStore('cmi5', async (stage) => {
          const { person, browser, launch } = stage;
          await person.open(browser.context, launch());
          await person.answer(2);
          const saved = await person.hears(/^Saved/);
          await browser.context.addInitScript(
            `{ const real = Date.now; Date.now = () => real() + ${hours} * 3600e3; }`,
          );
          await person.page.reload();
          await person.arrived();
          await pause(500);
          person.gone();
          const left = await storageOf(person.page);
          const hits = kept ? [] : found(left, secrets);
          const there = differs('the launch is still there', left.includes(CANARY.id), kept);
          return withFound(person.run(variant, saved, there), hits);
        });
        runs.push(run);
      }
      const other = await onStore('cmi5', async (stage) => {
        const { person, browser, launch } = stage;
        await person.open(browser.context, launch());
        await person.answer(2);
        const saved = await person.hears(/^Saved/);
        person.gone();
        // Somebody else is launched in the same tab, and it comes to nothing.
        await person.page.goto(
          launch().replaceAll(CANARY.id, 'somebody-else').replace('fetch%3Fsession', 'fetch%3Fnothing'),
        );
        await person.arrived();
        return withFound(person.run('another learner', saved), found(await storageOf(person.page), secrets));
      });
      return [...runs, other];
    },
  },
];
