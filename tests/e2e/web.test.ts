import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/course-run.ts';
import { openScreen } from '../support/open-screen.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';
import { launchBrowser, unpacked } from '../support/unpacked.ts';

let browser: Browser;
let page: Page;
let address = '';
let remove: () => Promise<void>;
const asked: string[] = [];
const errors: string[] = [];

/** A tab of a browser that has never seen the course, opened from disk. */
async function freshTab(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  tab.on('pageerror', (error) => errors.push(error.message));
  tab.on('request', (request) => asked.push(request.url()));
  await tab.goto(address);
  await tab.locator('course-player h1').waitFor();
  return tab;
}

beforeAll(async () => {
  const built = await unpacked('web');
  remove = built.remove;
  address = pathToFileURL(join(built.folder, 'index.html')).href;
  browser = await launchBrowser();
  page = await freshTab();
});
afterAll(async () => {
  await browser?.close();
  await remove?.();
});

describe('the course without an LMS, opened from disk', () => {
  let saved = '';

  it('says that nothing is sent, and can be taken to the end', async () => {
    await page.getByText('Nothing is sent to a learning system.').waitFor();
    const trainee = new Trainee(await realCourse(), () => page.mainFrame());
    await trainee.begin();
    await trainee.goOnUntil('receipt');
    await page.getByRole('banner').getByText('Kept in this browser tab').waitFor();
  });

  it('says what it records as it is: nothing goes to a learning system, in either language', async () => {
    const tab = await freshTab();
    for (const [language, nothing, system] of [
      ['English', 'Nothing is sent to anyone.', /to your company’s learning system|with your name/],
      ['Español', 'No se envía nada a nadie.', /a la plataforma de aprendizaje|con tu nombre/],
    ] as const) {
      const other = tab.getByRole('button', { name: language, exact: true });
      if (await other.isVisible()) await other.click();
      for (const screen of ['home', 'recorded']) {
        await tab.getByRole('navigation').locator(`[data-to=${screen}]`).click();
        await tab.locator('main').getByText(nothing).waitFor();
        expect(await tab.locator('main').innerText()).not.toMatch(system);
      }
    }
    await tab.context().close();
  });

  it('axe finds nothing on a small phone in the dark, nor in the launch check', async () => {
    const tab = await freshTab();
    await tab.setViewportSize({ width: 360, height: 640 });
    await tab.emulateMedia({ colorScheme: 'dark' });
    expect(await axeProblems(tab.mainFrame())).toEqual([]);
    await tab.getByRole('button', { name: 'Check this launch' }).click();
    await tab.getByText('opened from disk').first().waitFor();
    expect(await axeProblems(tab.mainFrame())).toEqual([]);
    await tab.context().close();
  });

  it('fits: every question at 900 by 500, the first words of every call in Moodle’s window, in either language', async () => {
    const tab = await freshTab();
    for (const language of ['en', 'es']) {
      if (language === 'es') await tab.getByRole('button', { name: 'Español' }).click();
      const fits = (kind: 'question' | 'call', width: number, height: number) =>
        tab.setViewportSize({ width, height }).then(() => lowest(tab, kind));
      const questions = await fits('question', 900, 500);
      const calls = await fits('call', 650, 666);
      expect([questions.length, calls.length]).toEqual([43, 8]);
      const low = [...questions.filter(([, bottom]) => bottom > 500), ...calls.filter(([, bottom]) => bottom > 666)];
      expect.soft({ language, low }).toEqual({ language, low: [] });
    }
    await tab.context().close();
  });

  it('draws the story of every lesson, and says what is drawn', async () => {
    const tab = await freshTab();
    for (const { id, alt = '' } of (await realCourse()).lessons) {
      await openScreen(tab, `lesson/${id}`);
      const drawing = tab.getByRole('img', { name: alt });
      await expect.poll(() => drawing.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(150);
    }
    await tab.context().close();
  });

  it('[decision 12] keeps its progress in the tab only: one entry, and nothing that outlives it', async () => {
    const kept = await page.evaluate(() => ({
      session: Object.keys(sessionStorage),
      local: Object.keys(localStorage),
      cookies: document.cookie,
    }));
    expect(kept).toEqual({ session: ['keep-it-confidential:progress'], local: [], cookies: '' });
  });

  it('goes on after a reload', async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Your receipt' }).waitFor();
  });

  it('saves a file that holds the pass, the score and every answer', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save my progress to a file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('keep-it-confidential-progress.json');
    saved = await file.path();
    const progress = JSON.parse(await readFile(saved, 'utf8')) as { records: { kind: string }[] };
    expect(progress).toMatchObject({ completed: true, passed: true, failed: false, scaled: 1 });
    expect(progress.records.filter((r) => r.kind === 'answered').length).toBeGreaterThan(30);
    expect(progress.records.filter((r) => r.kind === 'signed')).toHaveLength(1);
  });

  it('loads that file in a browser that has never seen the course, and refuses another', async () => {
    const other = await freshTab();
    const choose = async (file: Parameters<Page['setInputFiles']>[1]): Promise<void> => {
      const chooser = other.waitForEvent('filechooser');
      await other.getByRole('button', { name: 'Load my progress from a file' }).click();
      await (await chooser).setFiles(file);
    };
    await choose({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"shopping":[]}') });
    await other.getByText('This file does not hold progress of this course.').waitFor();
    await choose(saved);
    await other.getByRole('heading', { name: 'Your receipt' }).waitFor();
    await other.context().close();
  });

  it('asks for its own files only, and meets no error', () => {
    const folder = new URL('.', address).href;
    expect(asked.filter((url) => !url.startsWith(folder) && !url.startsWith('blob:'))).toEqual([]);
    expect(errors).toEqual([]);
  });
});

/** Opens every question or call, drawn as many at a time as a round holds, and gives where its button, or its first words, end. */
async function lowest(tab: Page, kind: 'question' | 'call'): Promise<[id: string, bottom: number][]> {
  const { calls, items } = await realCourse();
  const left = (kind === 'call' ? calls : items).map(({ id }) => id);
  const found: [string, number][] = [];
  while (left.length > 0) {
    const many = await tab.evaluate(putInRound, { kind, ids: left });
    for (const id of left.splice(0, many)) {
      await openScreen(tab, `${kind}/${id}`);
      const mark = tab.locator(kind === 'call' ? 'main .now' : 'main [type=submit]').first();
      found.push([id, await mark.evaluate((element) => Math.round(element.getBoundingClientRect().bottom))]);
    }
  }
  return found;
}

/** In the page: puts the first of these into a round, and gives how many it holds. */
function putInRound({ kind, ids }: { kind: 'question' | 'call'; ids: string[] }): number {
  const { controller } = document.querySelector('course-player') as HTMLElementTagNameMap['course-player'];
  controller.act({ kind: 'start-round', seed: 7 });
  const { round } = controller.attempt;
  if (!round) throw new Error('no round');
  const many = kind === 'call' ? round.calls.length : round.items.length;
  const first = ids.slice(0, many);
  if (kind === 'call') round.calls = first.map((call) => ({ call, steps: [], helpOpen: false, ms: 0, carried: false }));
  else round.items = first.map((item) => ({ item, response: null, sure: null, carried: false }));
  return many;
}
