import { chromium, type Browser, type Frame, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserArgs } from '../../src/setup/browser.mjs';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';

// The main job from one command: a trainee takes the whole course in the preview LMS, and the record says so truthfully.
describe('the whole course in the preview LMS', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    preview = await startPreview('0');
    browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: [...browserArgs],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(10_000);
    await page.goto(preview.address);
    await page.getByLabel('LMS', { exact: true }).selectOption({ label: 'Lenient: as Moodle behaves' });
    await page.getByRole('button', { name: 'Launch', exact: true }).click();
    await page.frameLocator('iframe').locator('course-player h1').waitFor();
    const trainee = new Trainee(await realCourse(), frame);
    await trainee.begin();
    await trainee.goOnUntil('receipt');
  });
  afterAll(async () => {
    await browser.close();
    preview.process.kill('SIGTERM');
  });

  const frame = (): Frame => page.frames().find((f) => f !== page.mainFrame()) ?? page.mainFrame();
  const cells = (caption: string | RegExp): Promise<string[]> =>
    page.getByRole('table', { name: caption }).getByRole('cell').allTextContents();

  it('is on record as passed, with its score, readable answers, ten key points and three motivations', async () => {
    const record = await page.getByRole('table', { name: /as the LMS stored it/ }).innerText();
    expect(record).toMatch(/Status\s+passed/);
    expect(record).toMatch(/Score\s+100/);
    const objectives = await cells('Objectives');
    expect(objectives.filter((cell) => cell === 'passed')).toHaveLength(13);
    const answers = await cells('Interactions');
    expect(answers).toContain('KP08-C_first-minute');
    expect(answers).toContain('report-now');
    expect(answers.some((cell) => cell.startsWith('signed;'))).toBe(true);
  });

  it.each([
    ['Review mode', 'Nothing is being recorded: you are looking back at finished work.'],
    ['Browse mode', 'Nothing is being recorded: this is a preview, or a visit that does not count.'],
  ])('%s plays the course, says that nothing is recorded, and writes nothing', async (mode, words) => {
    await page.getByRole('button', { name: 'Exit', exact: true }).click();
    await page.getByRole('button', { name: mode, exact: true }).click();
    await page.frameLocator('iframe').locator('course-player h1').waitFor();
    expect(await frame().locator('header [role=status]').textContent()).toBe(words);
    await frame().getByRole('link', { name: 'All parts' }).click();
    await frame().getByRole('link', { name: 'Lesson 1: Why it matters' }).click();
    await frame().getByRole('button', { name: 'Try again' }).click(); // the finished work is shown, and practice stays open
    await frame().getByRole('radio').first().check();
    await frame().getByRole('button', { name: 'Check my answer' }).click();
    await frame()
      .getByRole('heading', { name: /^(Correct|Not quite)/ })
      .waitFor();
    const calls = await cells('What the course said to the LMS');
    expect(calls).toContain('LMSInitialize');
    expect(calls.filter((cell) => cell === 'LMSSetValue' || cell === 'LMSCommit')).toEqual([]);
  });
});
