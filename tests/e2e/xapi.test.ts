import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import { refusal } from '../../src/preview/lrs/statement-schema.ts';
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
const lrs = new MemoryLrs();
const errors: string[] = [];
const referrers: string[] = [];
const launchAddress = () =>
  `${host.course}?${new URLSearchParams({ endpoint: host.endpoint, auth: 'Basic eDp5', actor: JSON.stringify(actor), registration })}`;
const verbs = () => lrs.statements.map((s) => s.verb.id.split('/').at(-1));

beforeAll(async () => {
  const built = await unpacked('xapi');
  remove = built.remove;
  host = await lrsHost(built.folder, lrs);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => referrers.push(request.headers()['referer'] ?? ''));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  });
  await page.goto(launchAddress());
  const trainee = new Trainee(await realCourse(), () => page.mainFrame());
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  await page.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await remove?.();
});

describe('a Tin Can launch in a real browser, with a record store of another origin', () => {
  it('[privacy] the address bar names neither the learner nor the record store', () => {
    expect(page.url()).toBe(host.course);
  });

  it('[privacy] nor does what the browser says of where it comes from when it asks for a file', () => {
    expect(referrers.length).toBeGreaterThan(4);
    // A drawing is asked for by the style sheet, whose address names nobody.
    expect(referrers.filter((told) => told !== '' && !told.endsWith('/style.css'))).toEqual([]);
  });

  it('every statement is one the strict LRS takes, and all are there', () => {
    expect(lrs.statements.map(({ stored: _stored, ...s }) => refusal(s)).filter((why) => why !== null)).toEqual([]);
    expect(verbs()[0]).toBe('initialized');
    expect(verbs().filter((v) => v === 'answered').length).toBeGreaterThan(30);
    expect(verbs().filter((v) => v === 'passed')).toHaveLength(1);
    expect(verbs().at(-1)).toBe('completed');
    expect(lrs.statements.find((s) => s.verb.id.endsWith('/passed'))?.result?.score?.scaled).toBe(1);
  });

  it('a reload goes on with the same launch', async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
  });

  it('save and exit ends the session, and leaves nothing in the tab', async () => {
    await page.getByRole('button', { name: 'Save and exit' }).click();
    await page.getByRole('heading', { name: 'You can close this window now' }).waitFor();
    expect(verbs().at(-1)).toBe('terminated');
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie.length])).toEqual([
      0, 0, 0,
    ]);
  });

  it('the next launch tells neither verdict again', async () => {
    await page.goto(launchAddress());
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
    await page.getByRole('link', { name: 'All parts' }).click();
    await page.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
    const unit = lrs.statements.filter((s) => s.object.id.endsWith('/unit')).map((s) => s.verb.id.split('/').at(-1));
    expect(unit.filter((v) => v === 'passed' || v === 'completed')).toEqual(['passed', 'completed']);
    expect(errors).toEqual([]);
  });
});
