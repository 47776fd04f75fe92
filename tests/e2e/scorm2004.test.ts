import { chromium, type Browser, type Frame, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../src/course/course.ts';
import { targets } from '../../src/package/targets.ts';
import { browserArgs } from '../../src/setup/browser.mjs';
import { openCourse, type CourseRun } from '../support/course-run.ts';
import { lms2004, rowIds, rowValue } from '../support/lms-2004.ts';
import { Play } from '../support/play.ts';
import { startPreview, type Preview } from '../support/preview-run.ts';
import { realCourse } from '../support/real-course.ts';
import { batch } from '../support/session-contract.ts';
import { Trainee } from '../support/trainee.ts';

describe('a learner who passes in a SCORM 2004 host that shares no code with us', () => {
  let run: CourseRun;
  beforeAll(async () => {
    run = await openCourse(targets['scorm2004-3']);
    const trainee = new Trainee(run.course, run.frame);
    await trainee.begin();
    await trainee.goOnUntil('call');
    await run.relaunch(); // as if the learner had come back another day: the course opens where it was
    await trainee.goOnUntil('receipt');
  });
  afterAll(() => run?.close());

  it('ends completed and passed, with the true score, all progress and the attempt kept', async () => {
    expect(await run.committed()).toMatchObject({
      'cmi.completion_status': 'completed',
      'cmi.success_status': 'passed',
      'cmi.score.raw': '100',
      'cmi.score.min': '0',
      'cmi.score.max': '100',
      'cmi.score.scaled': '1',
      'cmi.progress_measure': '1',
      'cmi.exit': 'suspend',
    });
  });

  it('has every answer on record once, over both sessions, in a form every LMS takes', async () => {
    const record = await run.committed();
    const ids = rowIds(record);
    expect(ids.filter((id) => /^KP\d\d-C_[a-z0-9-]+$/.test(id))).toHaveLength(10);
    expect(ids.filter((id) => /^SPOT\d_[a-z0-9-]+$/.test(id))).toHaveLength(3);
    expect(ids.slice(-2)).toEqual(['ATTEMPT1_result', '99-PROMISE_v1-0']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rowValue(record, 'KP08-C_', 'learner_response')).toBe('report_now');
    const all = (element: string) => ids.map((id) => [rowValue(record, id, 'type'), rowValue(record, id, element)]);
    const picked = all('learner_response').filter(([type]) => !/fill-in/.test(type ?? ''));
    expect(picked.filter(([, text]) => !/^[\w.]+((\[,\]|\[\.\])[\w.]+)*$/.test(text ?? ''))).toEqual([]);
    expect(all('timestamp').filter(([, text]) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text ?? ''))).toEqual([]);
  });

  it('has ten key points and three motivations on record, each passed and completed', async () => {
    const record = await run.committed();
    const values = (element: string) =>
      Object.entries(record).flatMap(([key, value]) =>
        new RegExp(`^cmi\\.objectives\\.\\d+\\.${element}$`).test(key) ? [value] : [],
      );
    expect(values('id')).toHaveLength(13);
    expect(values('success_status')).toEqual(Array(13).fill('passed'));
    expect(values('completion_status')).toEqual(Array(13).fill('completed'));
  });

  it('is refused nothing, asks for nothing outside its folder, and can save and exit', async () => {
    await run.frame().getByRole('button', { name: 'Save and exit' }).click();
    await run.frame().getByRole('heading', { name: 'You can close this window now' }).waitFor();
    const calls = await run.calls();
    expect(calls.at(-1)?.[0]).toBe('Terminate');
    expect(calls.filter(([, , answer]) => answer === 'false')).toEqual([]);
    expect([run.host.outside, run.host.violations, run.errors]).toEqual([[], [], []]);
  });
});

describe('a learner who comes back to sign, in the preview LMS in SCORM 2004', () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;
  const frame = (): Frame => page.frames().find((f) => f !== page.mainFrame()) ?? page.mainFrame();
  const table = (name: string | RegExp) => page.getByRole('table', { name });

  /** The first session, in which everything but the checklist was done, as the strict LMS stored it. */
  const storeFirstSession = async (course: Course): Promise<void> => {
    const { fake, saved } = lms2004(course, 'strict');
    const session = fake.launch();
    await session.open();
    const play = new Play(course).checks().start().round();
    await session.save(batch(course, play.attempt, play.records));
    await session.close(600_000);
    const post = async (path: string, data: unknown): Promise<{ id: string }> => {
      const answer = await fetch(`${preview.address}api/${path}`, { method: 'POST', body: JSON.stringify(data) });
      return (await answer.json()) as { id: string };
    };
    const whose = { learner: 'amina-yusuf', module: course.id, target: 'scorm2004-4' };
    const { id } = await post('attempts', whose);
    await post(`attempts/${id}/commit`, { elements: saved, finished: true });
  };

  beforeAll(async () => {
    preview = await startPreview('0');
    browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: [...browserArgs],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(10_000);
    const course = await realCourse();
    await storeFirstSession(course);
    await page.goto(preview.address);
    await page
      .getByRole('combobox', { name: 'Standard', exact: true })
      .selectOption({ label: 'SCORM 2004 4th Edition' });
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.frameLocator('iframe').locator('course-player h1').waitFor();
    const trainee = new Trainee(course, frame);
    await trainee.begin();
    await trainee.goOnUntil('receipt');
  });
  afterAll(async () => {
    await browser?.close();
    preview?.process.kill('SIGTERM');
  });

  it('is on record as completed and passed, with scores, progress and questions trainers can read', async () => {
    const record = await table(/as the LMS stored it/).innerText();
    for (const line of [
      /Completion\s+completed/,
      /Success\s+passed/,
      /Score, scaled\s+1\b/,
      /Score, raw\s+100/,
      /Progress\s+1\b/,
    ]) {
      expect(record).toMatch(line);
    }
    const objectives = await table('Objectives').getByRole('cell').allTextContents();
    expect(objectives.filter((cell) => cell === 'completed')).toHaveLength(13);
    const { lessons } = await realCourse();
    const stem = lessons.find(({ id }) => id === 'KP08')?.check.stem ?? '';
    const answers = await table('Interactions').getByRole('cell').allTextContents();
    expect(answers.some((cell) => cell.length > 20 && stem.startsWith(cell.replace(/…$/, '')))).toBe(true);
  });

  it('was held to the letter of the standard, and no write was refused', async () => {
    const rows = await table('What the course said to the LMS').getByRole('row').allInnerTexts();
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => /(SetValue|Commit|Initialize)\b/.test(row) && /\tfalse\t/.test(row))).toEqual([]);
  });

  it('keeps attempts of one standard apart from those of another', async () => {
    await page.getByRole('button', { name: 'Exit', exact: true }).click();
    expect(
      await table(/^Attempts/)
        .getByRole('row')
        .nth(1)
        .innerText(),
    ).toMatch(/1\s+completed\s+passed\s+100\s+PT0H1[01]M/);
    await page.getByRole('combobox', { name: 'Standard', exact: true }).selectOption({ label: 'SCORM 1.2' });
    await page.getByText('No attempts yet').waitFor();
  });
});
