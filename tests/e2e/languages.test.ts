import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitKey } from '../../src/tracking/outbox.ts';
import { axeProblems, clippedAt, openCourse, type CourseRun } from '../support/course-run.ts';

let run: CourseRun;
const asked: string[] = [];
beforeAll(async () => {
  run = await openCourse(undefined, async (context) => {
    context.on('request', (request) => asked.push(request.url().replace(/^.*\//, '')));
  });
});
afterAll(() => run?.close());

const heading = (): Promise<string> => run.frame().locator('course-player h1').innerText();
const page = () =>
  run.frame().evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
const texts = (): string[] => asked.filter((name) => name.startsWith('content.'));

describe('the language of the course', () => {
  it('is the browser’s at first, and no other is loaded', async () => {
    expect(await page()).toEqual({ lang: 'en', dir: 'ltr' });
    expect(texts()).toEqual(['content.en.js']);
  });

  it('changes at a button that says its name in its own language, and keeps what is chosen but not sent', async () => {
    const frame = run.frame();
    await frame.getByRole('main').getByRole('link', { name: 'Start' }).first().click();
    await frame.getByRole('radio').first().check();
    await frame.getByRole('button', { name: 'Español' }).click();
    await frame.getByRole('button', { name: 'English' }).waitFor();
    expect(await page()).toEqual({ lang: 'es', dir: 'ltr' });
    expect(texts()).toEqual(['content.en.js', 'content.es.js']);
    expect(await frame.getByRole('radio').first().isChecked()).toBe(true);
    expect(await heading()).toContain('Lección 1 de 10');
    await expect.poll(() => frame.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await frame.title()).toMatch(/^Lección 1 de 10.* - /);
    expect(await axeProblems(frame)).toEqual([]);
  });

  it('is saved with the attempt: the next launch is in it, on the same page, with one record of each answer', async () => {
    const frame = run.frame();
    await frame.getByRole('button', { name: 'Revisar respuesta' }).click();
    await frame.getByRole('heading', { level: 3 }).waitFor();
    const stored = await run.committed();
    expect(splitKey(stored['cmi.suspend_data'] ?? '').language).toBe('es');
    await run.relaunch();
    await run.frame().getByRole('button', { name: 'English' }).waitFor();
    expect(await page()).toEqual({ lang: 'es', dir: 'ltr' });
    expect(await heading()).toContain('Lección 1 de 10');
    expect(run.errors).toEqual([]);
  });

  it.each([320, 900])('has nothing clipped in Spanish at %i px', async (width) => {
    expect(await clippedAt(run.page, run.frame(), width)).toEqual([]);
  });
});
