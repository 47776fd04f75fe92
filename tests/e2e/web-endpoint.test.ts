import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webWithEndpoint } from '../../src/package/targets.ts';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import { lrsHost, type LrsHost } from '../support/lrs-host.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';
import { launchBrowser, unpacked } from '../support/unpacked.ts';

let browser: Browser;
let page: Page;
let host: LrsHost;
let remove: () => Promise<void>;
const lrs = new MemoryLrs();
const keys: (string | undefined)[] = [];
const errors: string[] = [];
const verbs = () => lrs.statements.map((s) => s.verb.id.split('/').at(-1));

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'web-endpoint-'));
  host = await lrsHost(folder, {
    handle: (request) => {
      if (request.method !== 'OPTIONS') keys.push(request.headers['authorization']);
      return lrs.handle({ ...request, headers: { ...request.headers, authorization: 'Basic eDp5' } }); // open to everybody
    },
  });
  // The address is built in, so the package is built when the record store is there.
  const built = await unpacked(webWithEndpoint(host.endpoint), folder);
  remove = built.remove;
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  });
  await page.goto(host.course);
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await remove?.();
});

describe('the web package with a record store, in a real browser', () => {
  it('says on every page to which host the answers go', async () => {
    await page.getByText(`Your answers are also sent to ${new URL(host.endpoint).host}.`).waitFor();
    expect(await page.getByText('Nothing is sent to a learning system').count()).toBe(0);
  });

  it('sends the answers under a name that stands for nobody, and keeps the progress in the tab', async () => {
    const trainee = new Trainee(await realCourse(), () => page.mainFrame());
    await trainee.begin();
    await trainee.goOnUntil((heading) => heading.startsWith('Lesson 3'));
    await page.getByRole('banner').getByText('Kept in this browser tab', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: /^Lesson 3/ }).waitFor();
    expect(verbs().filter((v) => v === 'answered')).toHaveLength(2);
    expect(new Set(lrs.statements.map((s) => JSON.stringify(s.actor))).size).toBe(1);
    expect(JSON.stringify(lrs.statements[0]?.actor)).toContain('/pseudonym');
    expect(new Set(keys)).toEqual(new Set([undefined]));
  });

  it('save and exit says so once more, and meets no error', async () => {
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.getByText('Your answers were also sent to').waitFor();
    expect(verbs().at(-1)).toBe('terminated');
    expect(errors).toEqual([]);
  });
});
