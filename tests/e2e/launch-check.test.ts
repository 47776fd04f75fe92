import { expect, it, onTestFinished } from 'vitest';
import { axeProblems, clippedAt, openCourse } from '../support/course-run.ts';

it('the launch check finds the LMS, stores and reads back, reaches the course files, and names nobody', async () => {
  const run = await openCourse();
  onTestFinished(() => run.close());
  const before = await run.committed();
  await run.frame().getByRole('button', { name: 'Check this launch' }).click();
  const dialog = run.frame().getByRole('dialog', { name: 'Launch check' });
  await dialog.getByText('Storage of this browser').waitFor();
  const report = await dialog.getByRole('textbox').inputValue();
  expect(report.split('\n')).toEqual([
    expect.stringMatching(/^Package: keep-it-confidential \d+\.\d+\.\d+, \w+, scorm12$/),
    'Learning system: SCORM 1.2, window.API: this window, 1 up [OK]',
    'Stored and read back: The learning system gives back what it was given. [OK]',
    'Visit: normal: nothing was saved before',
    'Course files: The server answers. [OK]',
    expect.stringMatching(/^Clock: .+, -?\d seconds from the server \[OK\]$/),
    'Storage of this browser: sessionStorage, localStorage, and indexedDB [OK]',
    'Room: 900 × 500, 1x, in a frame [OK]',
    expect.stringMatching(/^Browser: Mozilla\/5\.0 .+; secure connection$/),
  ]);
  // The host's learner is Doe, Jo, with the id s1.
  expect(report).not.toMatch(/Doe|Jo\b|s1/);
  expect(await run.committed()).toEqual(before);
  expect(await axeProblems(run.frame())).toEqual([]);
  expect(await clippedAt(run.page, run.frame(), 320)).toEqual([]);
  expect(run.errors).toEqual([]);
});
