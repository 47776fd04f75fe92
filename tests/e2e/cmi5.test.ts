import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cmi5Lms, type Cmi5Options } from '../../src/preview/lrs/cmi5.ts';
import { lrsHost, type LrsHost } from '../support/lrs-host.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';
import { launchBrowser, unpacked } from '../support/unpacked.ts';

const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'u-17' } };
const registration = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';

let browser: Browser;
let page: Page;
let host: LrsHost;
let remove: () => Promise<void>;
const lms = new Cmi5Lms('https://lms.example/cmi5/9');
const errors: string[] = [];
const launch = (more: Partial<Cmi5Options> = {}) =>
  page.goto(host.course + lms.launch({ endpoint: host.endpoint, actor, registration, mode: 'Normal', ...more }));
const defined = () =>
  lms.lrs.statements
    .filter((s) => JSON.stringify(s.context?.contextActivities?.category).includes('context/categories/cmi5"'))
    .map((s) => s.verb.id.split('/').at(-1));

beforeAll(async () => {
  const built = await unpacked('cmi5');
  remove = built.remove;
  host = await lrsHost(built.folder, lms);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() === 403) errors.push(`${response.request().method()} ${pathname} was refused`);
  });
  await launch({ masteryScore: 0.8, returnURL: `${host.course}?returned` });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await remove?.();
});

describe('a cmi5 launch in a real browser, by an LMS that refuses what the profile forbids', () => {
  it('[cmi5 §8.2] survives a reload in the middle, and the course can be taken to the end', async () => {
    const trainee = new Trainee(await realCourse(), () => page.mainFrame());
    await trainee.begin();
    await trainee.goOnUntil((heading) => heading.startsWith('Lesson 3'));
    await page.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: /^Lesson 3/ }).waitFor();
    await trainee.goOnUntil('receipt');
    await page.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
    expect(defined()).toEqual(['initialized', 'passed', 'completed']);
  });

  it('[privacy] the address bar names nobody', () => expect(page.url()).toBe(host.course));

  it('[cmi5 §10.2.6] save and exit says terminated, then goes where the LMS wants the learner', async () => {
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.waitForURL(/returned$/);
    expect(defined()).toEqual(['initialized', 'passed', 'completed', 'terminated']);
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
  });

  it('[cmi5 §9.3] launched again, it is where it was, and says neither verdict again', async () => {
    await launch();
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.getByRole('heading', { name: 'You can close this window now' }).waitFor();
    expect(defined().slice(4)).toEqual(['initialized', 'terminated']);
  });

  it.each([0, null, 0.95])('[cmi5 §10.2.4] with masteryScore %s, too', async (masteryScore) => {
    const before = defined().length;
    await launch({ masteryScore });
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.getByRole('heading', { name: 'You can close this window now' }).waitFor();
    expect(defined().slice(before)).toEqual(['initialized', 'terminated']);
  });

  it.each([
    ['Review', 'Nothing is being recorded: you are looking back'],
    ['Browse', 'Nothing is being recorded: this is a preview'],
  ] as const)('[cmi5 §10.2.2] in %s it says that nothing is recorded, and records nothing', async (mode, words) => {
    const before = lms.lrs.statements.length;
    await launch({ mode });
    await page.getByText(words).first().waitFor();
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.getByRole('heading', { name: 'You can close this window now' }).waitFor();
    expect(lms.lrs.statements.slice(before).map((s) => s.verb.id.split('/').at(-1))).toEqual([
      'initialized',
      'terminated',
    ]);
  });

  it('met no refusal and no error on the way', () => expect(errors).toEqual([]));
});
