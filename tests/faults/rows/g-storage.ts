import { onScorm, onStore, type Stage, type StageOptions } from '../bench/stage.ts';
import type { Run } from '../fault.ts';
import { differs, type Row } from '../fault.ts';
import type { Sent } from '../bench/site.ts';

/** A page with the course in a frame, which the page's own address names after `?`. */
export const framed =
  (attributes = ''): NonNullable<StageOptions['own']> =>
  ({ path }): Sent | undefined => {
    const [page, address] = path.split(/\?(.*)/s);
    if (page !== '/frame') return undefined;
    const src = decodeURIComponent(address ?? '')
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;');
    return {
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><title>LMS</title><link rel="icon" href="data:,"><iframe ${attributes} title="Course" width="900" height="560" src="${src}"></iframe></html>`,
    };
  };

const inFrame = ({ site, launch }: Stage, host = site.origin): string =>
  `${host}/frame?${encodeURIComponent(launch())}`;

/** What the course's own frame gives to keep things in. */
const storage = `['localStorage', 'sessionStorage', 'indexedDB'].map((name) => {
  try { return typeof window[name] === 'undefined' ? 'none' : 'there'; } catch (error) { return error.name; }
}).join()`;

const THROWS = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
  Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`;

export const rows: Row[] = [
  {
    id: 'G04',
    fault: 'Storage is refused, or separate',
    priority: 1,
    run: async () => {
      const story =
        (variant: string, must: RegExp, address: (stage: Stage) => string, prepare?: (stage: Stage) => Promise<void>) =>
        async (stage: Stage): Promise<Run> => {
          const { person, browser } = stage;
          await prepare?.(stage);
          await person.open(browser.context, address(stage));
          const has = await person.frame().evaluate<string>(storage);
          await person.answer(3);
          const gives = must.test(has) ? [] : [`the frame gives ${has}, must be ${must}`];
          return person.run(variant, gives, await person.hears(/^Saved/));
        };
      const sandbox = { own: framed('sandbox="allow-scripts"') };
      const blocked = { chromium: { preferences: { profile: { default_content_setting_values: { cookies: 2 } } } } };
      const throws = async ({ browser }: Stage): Promise<void> => void (await browser.context.addInitScript(THROWS));
      return [
        await onStore('xapi', story('sandboxed frame', /^SecurityError,SecurityError,there/, inFrame), sandbox),
        await onStore('cmi5', story('sandboxed frame', /^SecurityError,SecurityError,there/, inFrame), sandbox),
        await onStore(
          'xapi',
          story('all site data blocked', /^SecurityError,SecurityError/, ({ launch }) => launch()),
          blocked,
        ),
        await onScorm(
          'scorm12',
          story('all site data blocked', /^SecurityError,SecurityError/, ({ launch }) => launch()),
          blocked,
        ),
        await onStore(
          'xapi',
          story('every getter throws', /^SecurityError,SecurityError,SecurityError/, ({ launch }) => launch(), throws),
        ),
        await onStore(
          'cmi5',
          story('frame of another site', /^there,there,there/, (stage) => inFrame(stage, stage.site.intranet)),
          { own: framed() },
        ),
      ];
    },
  },
  {
    id: 'G05',
    fault: 'The browser has thrown away what was kept',
    priority: 2,
    run: async () => {
      const story = async (stage: Stage): Promise<Run> => {
        const { person, browser, launch, site } = stage;
        await person.open(browser.context, launch());
        await person.answer(3);
        const saved = await person.hears(/^Saved/);
        const page = await person.title();
        await person.page.close();
        person.gone();
        const blank = await browser.context.newPage();
        const cdp = await browser.context.newCDPSession(blank);
        await cdp.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'all' });
        await person.open(browser.context, launch());
        const same = differs('the page after it', await person.title(), page);
        await person.answer(1);
        return person.run('', saved, same, await person.hears(/^Saved/));
      };
      return [await onScorm('scorm2004', story), await onStore('xapi', story), await onStore('cmi5', story)];
    },
  },
];
