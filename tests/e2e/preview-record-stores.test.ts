import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { launchBrowser } from '../support/unpacked.ts';

interface Told {
  verb: { id: string };
  actor: { account: { name: string } };
}

describe('the preview LMS with a record store', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    preview = await startPreview('0');
    browser = await launchBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(preview.address);
  });
  afterAll(async () => {
    await browser?.close();
    preview?.process.kill('SIGTERM');
  });

  /** Opens a link of the page as a trainer does; it comes in a window of its own. */
  const follow = async (standard: string, name: string): Promise<Page> => {
    const opened = page.waitForEvent('popup');
    await page.getByRole('listitem').filter({ hasText: standard }).getByRole('link', { name, exact: true }).click();
    return opened;
  };
  const statements = async (standard: string): Promise<Told[]> => {
    const list = await follow(standard, 'statements on record');
    const told = JSON.parse(await list.locator('body').innerText()) as Told[];
    await list.close();
    return told;
  };

  test.each(['cmi5', 'xAPI (Tin Can)'])('launches the course by %s, and shows what is on record', async (standard) => {
    const course = await follow(standard, 'launch');
    await course.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(course.url()).search).toBe('');
    await course.getByRole('main').getByRole('link', { name: 'Start' }).click();
    await course.getByRole('heading', { level: 1, name: /^Lesson 1/ }).waitFor();
    await course.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
    await course.getByRole('button', { name: 'Save and exit' }).click();
    if (standard === 'cmi5') await course.getByRole('heading', { name: 'Preview LMS' }).waitFor();
    else await course.getByRole('heading', { name: 'You can close this window now' }).waitFor();
    const told = await statements(standard);
    const verbs = told.map((s) => s.verb.id.split('/').at(-1));
    expect(verbs[0]).toBe('initialized');
    expect(verbs.at(-1)).toBe('terminated');
    expect(new Set(told.map((s) => s.actor.account.name))).toEqual(new Set(['amina-yusuf']));
  });

  test('a standard without a record store is told so', async () => {
    const response = await fetch(`${preview.address}launch?module=keep-it-confidential&target=scorm12`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('use cmi5 or xapi');
  });
});
