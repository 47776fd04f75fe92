import { setTimeout as pause } from 'node:timers/promises';
import { startChromium } from '../bench/chromium.ts';
import { packageFiles } from '../bench/packages.ts';
import { onScorm, onStore } from '../bench/stage.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';

/** Switches of a test tool that hide faults a trainee's browser has. */
const HIDING = [
  'disable-back-forward-cache',
  'disable-background-timer-throttling',
  'disable-backgrounding-occluded-windows',
  'disable-renderer-backgrounding',
];
const FEATURES = ['ThirdPartyStoragePartitioning', 'HttpsUpgrades'];

export const rows: Row[] = [
  {
    id: 'H01',
    fault: 'Two packages of the same course on one LMS',
    priority: 2,
    run: async () => {
      const run = await onStore(
        'xapi',
        async (stage) => {
          const { person, browser, launch } = stage;
          await person.open(browser.context, launch());
          await person.answer(2);
          // The second lies elsewhere on the same origin, in the same browser, at the same time.
          const other = await browser.context.newPage();
          await other.goto(launch().replace('/some/where/', '/another/place/'));
          const asked = other.getByRole('button', { name: 'Continue here' });
          const home = other.locator('course-player h1').first();
          await asked.or(home).first().waitFor();
          const stopped = (await asked.isVisible()) ? ['the other package was taken for the same window'] : [];
          await person.page.bringToFront();
          await person.answer(1);
          return person.run('', stopped, await person.hears(/^Saved/));
        },
        { also: '/another/place/' },
      );
      return [run];
    },
  },
  {
    id: 'H02',
    fault: 'Odd media types, a deep folder, spaces in its name',
    priority: 2,
    run: async () => {
      const odd: Record<string, string> = { js: 'text/plain', css: 'text/css', svg: 'image/svg+xml', txt: 'text/html' };
      const runs: Run[] = [];
      for (const [variant, options] of Object.entries({
        'scripts as text/plain': { types: odd },
        'scripts as octet-stream': { types: { js: 'application/octet-stream', html: 'text/html' } },
        'spaces and umlauts in the path': { under: '/Kurs Ordner/Übung (1)/a+b/' },
      })) {
        const run = await onScorm(
          'scorm12',
          async ({ person, browser, launch }) => {
            await person.open(browser.context, launch());
            await person.answer(2);
            return person.run(variant, await person.hears(/^Saved/));
          },
          options,
        );
        runs.push(run);
      }
      return runs;
    },
  },
  {
    id: 'H03',
    fault: 'A cache, or the LMS itself, still gives one file of the version before',
    priority: 2,
    run: async () => [await mixed('from a cache', 1), await mixed('from the LMS, for good', Infinity)],
  },
  {
    id: 'H07',
    fault: 'The browser of the bench is not the browser of the trainee',
    priority: 2,
    note: 'Only Chromium is covered. Firefox and Safari are not.',
    run: async () => {
      const browser = await startChromium();
      try {
        const { switches, context } = browser;
        const off = switches.filter((each) => each.startsWith('--disable-features=')).join();
        const page = await context.newPage();
        await page.goto('about:blank');
        const cdp = await context.newCDPSession(page);
        const { windowId } = await cdp.send('Browser.getWindowForTarget');
        await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
        await pause(300);
        const seen = await page.evaluate(() => document.visibilityState);
        return [
          checked('switches of the process', [
            ...HIDING.filter((name) => switches.includes(`--${name}`)).map((name) => `runs with --${name}`),
            ...FEATURES.filter((name) => off.includes(name)).map((name) => `runs without ${name}`),
            ...differs('a minimised window is', seen, 'hidden'),
          ]),
          await intranet(),
        ];
      } finally {
        await browser.end();
      }
    },
  },
];

/** The text of the version before comes `times` times, to be kept for an hour; then that of this one. */
async function mixed(variant: string, times: number): Promise<Run> {
  const path = '/some/where/content.en.js';
  const now = new TextDecoder().decode((await packageFiles('xapi'))['content.en.js']);
  const before = now.replace(/(Build = ')\w+/, '$1older');
  let [given, opened] = [0, 0];
  return onStore(
    'xapi',
    async ({ person, browser, launch }) => {
      const never = differs('the older text differs', before === now, false);
      if (times < Infinity) {
        await person.open(browser.context, launch());
        await person.answer(1);
        const build = await person.frame().evaluate<string>('keepItConfidentialBuild');
        return person.run(
          variant,
          never,
          differs('older texts given', given, times),
          differs('the text it shows is of the older version', build === 'older', false),
          await person.hears(/^Saved/),
        );
      }
      const page = await browser.context.newPage();
      await page.goto(launch());
      const said = page.getByRole('alert').filter({ hasText: /belong to another version/ });
      await said.waitFor({ timeout: 10_000 });
      await page.waitForTimeout(1000);
      // The page twice, and once past the caches.
      return checked(
        variant,
        [...never, ...differs('times the page was asked for', opened, 3)],
        await said.innerText(),
      );
    },
    {
      own: (request) => {
        if (request.path.split('?')[0]?.endsWith('/index.html')) opened += 1;
        if (request.path !== path || given === times) return undefined;
        given += 1;
        return { type: 'text/javascript', body: before, headers: { 'cache-control': 'max-age=3600' } };
      },
    },
  );
}

/** The same course where browsers give less: a plain http name. */
const intranet = (): Promise<Run> =>
  onScorm('scorm12', async ({ person, browser, lms }) => {
    await person.open(browser.context, `${lms.site.intranet}/lms`);
    const has = await person
      .frame()
      .evaluate(() => [window.isSecureContext, 'subtle' in crypto, 'locks' in navigator, 'randomUUID' in crypto]);
    await person.answer(3);
    return person.run(
      'http://lms.test',
      differs('what it gives', has, [false, false, false, false]),
      await person.hears(/^Saved/),
    );
  });
