import { spawnSync } from 'node:child_process';
import type { BrowserContext } from 'playwright';
import { projectDir } from '../../../src/package/project.ts';
import { found, storageOf } from '../bench/dump.ts';
import { onScorm, onStore, type Stage } from '../bench/stage.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import { CANARY } from '../place.ts';

const SIGNED = 'Zebedee Canary';
const IBAN = 'DE89370400440532013000';
const secrets = [CANARY.id, CANARY.token, SIGNED, encodeURIComponent(SIGNED), 'Doe, Jo', 'Doe,%20Jo'];

/** Everything a browser would show or tell others: console, addresses, referrers, titles, names of saved files. */
function listen(context: BrowserContext, endpoint: string, launch: () => string): string[] {
  const told: string[] = [];
  context.on('console', (message) => told.push(`console: ${message.text()}`));
  context.on('weberror', (error) => told.push(`error: ${error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    // The launch address is the LMS's own; requests to the store name the learner because the standard wants them to.
    if (url !== launch() && !(endpoint !== '' && url.startsWith(endpoint))) told.push(`address: ${url}`);
    const { referer } = request.headers();
    if (referer !== undefined) told.push(`referrer: ${referer}`);
  });
  return told;
}

export const rows: Row[] = [
  {
    id: 'G06',
    fault: 'Personal data in the console, in addresses, titles or names of files',
    priority: 1,
    note: 'The launch address is the LMS’s, and requests to a record store name the learner as xAPI demands; both are left out.',
    run: async () => {
      const story = async (stage: Stage): Promise<Run> => {
        const { person, browser, launch, lrs } = stage;
        const address = launch();
        const told = listen(browser.context, lrs?.endpoint ?? '', () => address);
        await person.open(browser.context, address);
        const titles = await person.finish(SIGNED);
        const saved = await person.hears(/^Saved/);
        const seen = [...told, ...titles.map((title) => `title: ${title}`), `address: ${person.page.url()}`];
        const hits = seen.filter((line) => found(line, secrets).length > 0);
        const run = person.run('whole course', saved, hits);
        const figure = `${seen.length} lines of console, addresses, referrers and titles read`;
        return { ...run, figure, figures: { ...run.figures, personal: hits.length } };
      };
      return [await onScorm('scorm12', story), await onStore('xapi', story), await onStore('cmi5', story)];
    },
  },
  {
    id: 'G07',
    fault: 'A trainee types customer data into an answer',
    priority: 2,
    note: 'The only typed answers are those of questions the author has set to be typed: these go to the LMS as answers, to nobody else, and stay on no device.',
    run: async () => {
      const run = await onStore('xapi', async (stage) => {
        const { person, browser, launch, lrs, site } = stage;
        const address = launch();
        const told = listen(browser.context, lrs.endpoint, () => address);
        await person.open(browser.context, address);
        await person.finish(SIGNED, IBAN);
        const saved = await person.hears(/^Saved/);
        const hits = [...told.filter((line) => line.includes(IBAN)), ...found(await storageOf(person.page), [IBAN])];
        const elsewhere = site.arrived.filter(({ body, path }) => body.includes(IBAN) || path.includes(IBAN));
        const longest = Math.max(...lrs.store.statements.map(({ result }) => String(result?.response ?? '').length));
        const run = person.run('', saved, hits, differs('other servers told', elsewhere.length, 0));
        return {
          ...run,
          figure: `longest response ${longest} characters`,
          figures: { ...run.figures, personal: hits.length },
        };
      });
      return [run];
    },
  },
  {
    id: 'G08',
    fault: 'A statement carries more than is needed',
    priority: 1,
    run: async () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        ['node_modules/vitest/vitest.mjs', 'run', 'tests/unit/tracking/xapi-allow-list.test.ts'],
        { cwd: projectDir, encoding: 'utf8' },
      );
      return [checked('every path of every statement', status === 0 ? [] : [stdout.slice(-2000)])];
    },
  },
];
