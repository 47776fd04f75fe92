import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseScript, reportScripts } from '../../src/app/report-page.ts';
import { bundle } from '../../src/package/bundle.ts';
import { listenOnLoopback } from '../../src/preview/loopback.ts';
import { previewServer } from '../../src/preview/server.ts';
import { axeProblems } from '../support/course-run.ts';
import { cohortOf } from '../support/report-cohort.ts';
import { launchBrowser } from '../support/unpacked.ts';

const MODULE = 'keep-it-confidential';

/** A record store of the preview as a page is told of it. */
interface Told {
  endpoint: string;
  user: string;
  password: string;
}

describe('the preview’s report', () => {
  let server: Server;
  let address: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const { course } = await cohortOf(1);
    const { title, language, version } = course;
    const packages = new Map([['xapi', new Map<string, Uint8Array>()]]);
    server = previewServer({
      modules: {
        list: () => [{ kind: 'built', name: MODULE, title, language, version, packages }],
        onChange: () => {},
      },
      page: await bundle('preview'),
      contentPolicy: () => "default-src 'self'",
      readPackage: () => Promise.reject(new Error('Nothing is uploaded here.')),
      reports: { page: reportScripts, course: async (_, stores) => courseScript(course, stores) },
    });
    address = `http://127.0.0.1:${await listenOnLoopback(server, 0)}/`;
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(30_000);
    await page.goto(address);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  const opened = async (): Promise<Page> => {
    const popup = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Reports' }).click();
    const tab = await popup;
    tab.setDefaultTimeout(30_000);
    return tab;
  };
  const header = (authorization: string) => ({ authorization, 'x-experience-api-version': '1.0.3' });

  test('is a link that axe has nothing against, light or dark', async () => {
    await page.getByRole('link', { name: 'Reports' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeProblems(page.mainFrame())).toEqual([]);
    }
  });

  test('says so when nobody has played, and then shows a demo cohort', async () => {
    const report = await opened();
    await report.getByText('Nobody has played the course here so far.').waitFor();
    expect(await axeProblems(report.mainFrame())).toEqual([]);
    await report.getByRole('button', { name: 'Load a demo cohort' }).click();
    await report.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await report.getByText('200 of them in the data').waitFor();
    await report.close();
  });

  test('shows what was played', async () => {
    const { statements } = await cohortOf(2);
    const answer = await fetch(`${address}api/launches`, {
      method: 'POST',
      body: JSON.stringify({
        module: MODULE,
        target: 'xapi',
        learner: 'ana',
        mode: 'normal',
        mastery: null,
        moveOn: 'Passed',
        languagePreference: '',
        audioPreference: '',
        fresh: false,
        store: null,
      }),
    });
    const launched = new URL(((await answer.json()) as { address: string }).address).searchParams;
    const stored = await fetch(`${launched.get('endpoint')}statements`, {
      method: 'POST',
      headers: { ...header(launched.get('auth') ?? ''), 'content-type': 'application/json' },
      body: JSON.stringify(statements),
    });
    expect(stored.status).toBe(200);
    const report = await opened();
    await report.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await report.evaluate(() => (location.hash = 'register'));
    await report.getByText('2 people in scope').waitFor();
    await report.close();
  });

  test('is opened by a key that may only read statements', async () => {
    const script = await (await fetch(`${address}reports/${MODULE}/course.js`)).text();
    const stores = JSON.parse(/keepItConfidentialStores = (.*);/.exec(script)?.[1] ?? '[]') as Told[];
    expect(stores).toHaveLength(2);
    for (const { endpoint, user, password } of stores) {
      const headers = header(`Basic ${btoa(`${user}:${password}`)}`);
      const asked = async (path: string, method: string): Promise<number> =>
        (await fetch(`${endpoint}${path}`, { method, headers, ...(method === 'GET' ? {} : { body: '[]' }) })).status;
      expect(await asked('statements', 'GET')).toBe(200);
      expect(await asked('statements', 'POST')).toBe(403);
      expect(await asked('activities/state', 'GET')).toBe(403);
    }
  });

  test('knows no module that is not here', async () => {
    expect((await fetch(`${address}reports/other/report.html`)).status).toBe(404);
  });
});
