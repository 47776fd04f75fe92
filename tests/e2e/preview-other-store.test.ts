import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import type { LrsRequest } from '../../src/preview/lrs/http.ts';
import { lrsHost, type LrsHost } from '../support/lrs-host.ts';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { launchBrowser } from '../support/unpacked.ts';

const KEY = 'k-4711';
const SECRET = 'hush-hush';
const AUTHORIZATION = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`;

// A record store of somebody else's, on another port, which opens to its own key only.
describe('the preview LMS with a record store of somebody else’s', () => {
  const lrs = new MemoryLrs({ admits: (authorization) => authorization === AUTHORIZATION });
  /** Makes it refuse all statements. */
  let refusing = false;
  const store = {
    handle: (request: LrsRequest) =>
      lrs.handle(refusing && request.path === 'statements' ? { ...request, body: '[{}]' } : request),
  };
  let other: LrsHost;
  let preview: Preview;
  let browser: Browser;
  let page: Page;
  /** Addresses and bodies the browser sent, and to whom. */
  const sent: { url: string; text: string; authorization: string }[] = [];

  beforeAll(async () => {
    other = await lrsHost('.', store);
    preview = await startPreview('0');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    page.on('request', (request) => {
      const { authorization = '' } = request.headers();
      sent.push({ url: request.url(), text: `${request.url()} ${request.postData() ?? ''}`, authorization });
    });
    await page.goto(preview.address);
  });
  afterAll(async () => {
    await browser?.close();
    await other?.close();
    preview?.process.kill('SIGTERM');
  });

  const course = () => page.frameLocator('iframe[name=course]');
  const setting = (name: string) => page.getByLabel(name, { exact: true });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const verbs = () => lrs.statements.map((each) => each.verb.id.split('/').at(-1));
  const nameStore = async (endpoint: string) => {
    await setting('Record store').selectOption({ label: 'Another one' });
    await setting('Endpoint').fill(endpoint);
    await setting('Key').fill(KEY);
    await setting('Secret').fill(SECRET);
  };
  const readLesson = async () => {
    await course().getByRole('main').getByRole('link', { name: 'Start' }).click();
    await course()
      .getByRole('heading', { level: 1, name: /^Lesson 1/ })
      .waitFor();
    await course().getByRole('banner').getByText('Saved', { exact: true }).waitFor();
  };

  test('cmi5: statements and State go there through the preview, and the course never sees the key', async () => {
    await setting('Standard').selectOption('cmi5');
    // Without the final slash, as people type it.
    await nameStore(other.endpoint.slice(0, -1));
    await press('Launch');
    await readLesson();
    expect(verbs()).toEqual(['launched', 'initialized', 'experienced']);
    const registration = lrs.statements[0]?.context?.registration ?? '';
    expect(
      lrs.documents.states(JSON.stringify([null, null, null, preview.address, 'amina-yusuf']), registration),
    ).toHaveLength(1);
    const table = page.getByRole('table', { name: 'What is on record for this registration' });
    await table.getByRole('cell', { name: 'experienced' }).waitFor();
    expect(sent.filter(({ authorization }) => authorization === AUTHORIZATION)).toEqual([]);
    expect(sent.filter(({ url }) => url.startsWith(other.endpoint))).toEqual([]);
    await course().getByRole('button', { name: 'Save and exit' }).click();
    await page.getByText('The course has ended and sent').waitFor();
    expect(verbs().at(-1)).toBe('terminated');
  });

  test('[privacy] the secret is in no address, no storage, and in one request only: the one that names the store', async () => {
    const told = sent.filter(({ text }) => text.includes(SECRET));
    expect(told.map(({ url }) => new URL(url).pathname)).toEqual(['/api/launches']);
    expect(sent.filter(({ url }) => url.includes(SECRET))).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
      SECRET,
    );
    const record = await (
      await fetch(`${preview.address}api/record?module=keep-it-confidential&target=cmi5&learner=amina-yusuf`)
    ).text();
    expect(record).toContain(other.endpoint);
    expect(record).not.toContain(SECRET);
    expect(preview.out()).not.toContain(SECRET);
  });

  test('cmi5: what the other store refuses, the course is told, and it is not on record here', async () => {
    refusing = true;
    await press('New registration');
    const requests = page.getByRole('table', { name: 'What the course asked the record store' });
    await requests
      .getByRole('row')
      .filter({ hasText: 'initialized' })
      .filter({ hasText: 'The statement is refused' })
      .first()
      .waitFor();
    const table = page.getByRole('table', { name: 'What is on record for this registration' });
    expect(await table.locator('tbody tr td:nth-child(2)').allTextContents()).toEqual(['launched']);
    refusing = false;
    await press('Exit');
  });

  test('cmi5: a store that is not there is told in a sentence', async () => {
    await setting('Endpoint').fill('http://127.0.0.1:9/xapi/');
    await press('Launch');
    const requests = page.getByRole('table', { name: 'What the course asked the record store' });
    await requests.getByText('The other record store does not answer').first().waitFor();
    await press('Exit');
  });

  test('Tin Can: the course speaks to the other store by itself, and the page reads what is there', async () => {
    await setting('Standard').selectOption('xapi');
    await nameStore(other.endpoint);
    lrs.statements.length = 0;
    await press('Launch');
    await readLesson();
    expect(verbs()).toEqual(['initialized', 'experienced']);
    await press('Exit');
    const table = page.getByRole('table', { name: 'What is on record for this registration' });
    await table.getByRole('cell', { name: 'experienced' }).waitFor();
    expect(page.url()).toBe(preview.address);
  });

  test.each([
    ['Endpoint', 'not an address', 'Endpoint: expected an address that begins with https:// or http://'],
    ['Secret', '', 'Secret: is missing'],
  ])('%s “%s” is told in a sentence', async (field, value, says) => {
    await nameStore(other.endpoint);
    await setting(field).fill(value);
    await press('Launch');
    await page.getByRole('alert').filter({ hasText: says }).waitFor();
  });
});
