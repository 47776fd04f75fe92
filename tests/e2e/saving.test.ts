import { expect, it, onTestFinished } from 'vitest';
import { axeProblems, openCourse, type CourseRun } from '../support/course-run.ts';

/** Opens the course and its first lesson. */
async function open(): Promise<CourseRun> {
  const run = await openCourse();
  onTestFinished(() => run.close());
  await openLesson(run);
  return run;
}

async function openLesson(run: CourseRun): Promise<void> {
  await run.frame().getByRole('link', { name: 'All parts' }).click();
  await run.frame().getByRole('link', { name: 'Lesson 1: Why it matters' }).click();
  await run.frame().getByRole('button', { name: 'Check my answer' }).waitFor();
}

/** From now on the host answers every commit with this error code; '' means it works again. */
const refuse = (run: CourseRun, code: string): Promise<void> =>
  run.page.evaluate((c) => {
    (window as unknown as { host: { refuse: string } }).host.refuse = c;
  }, code);

async function answer(run: CourseRun): Promise<void> {
  await run.frame().getByRole('radio').first().check();
  await run.frame().getByRole('button', { name: 'Check my answer' }).click();
  await run
    .frame()
    .getByRole('heading', { name: /^(Correct|Partly right|Not quite)/ })
    .waitFor();
}

const health = (run: CourseRun) => run.frame().locator('header [role=status]');

const rows = async (run: CourseRun): Promise<string[]> =>
  Object.entries(await run.committed()).flatMap(([key, id]) => (/^cmi\.interactions\.\d+\.id$/.test(key) ? [id] : []));

it('an LMS that does not answer: the learner is told how many answers wait, and they are stored once it does', async () => {
  const run = await open();
  expect(await health(run).textContent()).toBe('Saved');
  await refuse(run, '101');
  await answer(run);
  await expect
    .poll(() => health(run).textContent())
    .toBe('Not saved yet: 1 answer waiting. Keep this window open; we keep trying.');
  expect(await axeProblems(run.frame())).toEqual([]);
  expect(await rows(run)).toEqual([]);
  await refuse(run, '');
  await expect.poll(() => health(run).textContent(), { timeout: 10_000 }).toBe('Saved');
  expect(await rows(run)).toEqual(['KP01-C_only-a-name']);
});

it('nobody leaves with something unsaved without having been asked', async () => {
  const run = await open();
  await refuse(run, '101');
  await answer(run);
  await run.frame().getByRole('button', { name: 'Save and exit' }).click();
  const dialog = run.frame().getByRole('dialog', { name: 'Not everything is saved yet' });
  await dialog.waitFor();
  expect(await axeProblems(run.frame())).toEqual([]);
  await refuse(run, '');
  await dialog.getByRole('button', { name: 'Stay and keep trying' }).click();
  await expect.poll(() => health(run).textContent(), { timeout: 10_000 }).toBe('Saved');
  await run.frame().getByRole('button', { name: 'Save and exit' }).click();
  await run.frame().getByRole('heading', { name: 'You can close this window now' }).waitFor();
  expect(await rows(run)).toEqual(['KP01-C_only-a-name']);
});

it('a session the LMS has ended is said in words, never as an error number', async () => {
  const run = await open();
  await run.page.evaluate(() => {
    (window as unknown as { host: { state: string } }).host.state = 'finished';
  });
  await answer(run);
  await expect
    .poll(() => health(run).textContent())
    .toBe(
      'Cannot save: this visit has ended, or the course is open in another window. Go on there, or open it again from your learning page.',
    );
  expect(await axeProblems(run.frame())).toEqual([]);
});

it('saved work that was damaged on the way is not taken for something else: the learner is told and starts again', async () => {
  const run = await open();
  await answer(run);
  await run.page.evaluate(() => {
    const stored = JSON.parse(sessionStorage.getItem('committed') ?? '{}') as Record<string, string>;
    stored['cmi.suspend_data'] = (stored['cmi.suspend_data'] ?? '').toLowerCase();
    sessionStorage.setItem('committed', JSON.stringify(stored));
  });
  // Leaving first would store the good state again.
  await run.page.evaluate(() => {
    (window as unknown as { host: { refuse: string } }).host.refuse = '101';
  });
  await run.relaunch();
  await run
    .frame()
    .getByText(/^Your saved work could not be read/)
    .waitFor();
  expect(await axeProblems(run.frame())).toEqual([]);
});

it('without any LMS the course can be looked at, and says that nothing is recorded', async () => {
  const run = await open();
  const { page } = run;
  await page.goto(run.host.courseAddress);
  await page.locator('course-player h1').waitFor();
  expect(await page.locator('header [role=status]').textContent()).toBe(
    'Nothing is being recorded: the course is open without a learning system.',
  );
  expect(await axeProblems(page.mainFrame())).toEqual([]);
});

it('a back button after leaving shows that the visit has ended, and asks for nothing more', async () => {
  const run = await open();
  await answer(run);
  await run.frame().evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await run.frame().evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await run.frame().getByRole('heading', { name: 'This visit has ended' }).waitFor();
  const calls = (await run.calls()).map(([call]) => call);
  expect(calls.at(-1)).toBe('LMSFinish');
  expect(await axeProblems(run.frame())).toEqual([]);
});

it('loading the page anew within a visit shows that the visit has ended; the next one goes on with everything', async () => {
  const run = await open();
  await answer(run);
  await run.frame().evaluate(() => window.location.reload());
  await run.frame().getByRole('heading', { name: 'This visit has ended' }).waitFor();
  await run.relaunch();
  expect(await rows(run)).toEqual(['KP01-C_only-a-name']);
  await run.frame().getByRole('link', { name: 'All parts' }).click();
  await run.frame().getByText('1 of 10 done').waitFor();
});

it('what is not saved can be kept as a file, and brought back at the next launch', async () => {
  const run = await open();
  await refuse(run, '101');
  await answer(run);
  await run.frame().getByRole('button', { name: 'Save and exit' }).click();
  const dialog = run.frame().getByRole('dialog', { name: 'Not everything is saved yet' });
  const saving = run.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save my answers to a file' }).click();
  const file = await (await saving).path();

  // Another computer, on which nothing is: the LMS has not seen the answer.
  const other = await openCourse();
  onTestFinished(() => other.close());
  await other.frame().getByRole('button', { name: 'Check this launch' }).click();
  const check = other.frame().getByRole('dialog', { name: 'Launch check' });
  await check.getByText('Storage of this browser').waitFor();
  await check.locator('input[type=file]').setInputFiles(file);
  await check.getByText('1 answer was brought back.').waitFor();
  expect(await axeProblems(other.frame())).toEqual([]);
  await expect.poll(() => rows(other)).toEqual(['KP01-C_only-a-name']);
});
