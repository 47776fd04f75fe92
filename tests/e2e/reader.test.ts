import { expect, it, onTestFinished } from 'vitest';
import { openCourse } from '../support/course-run.ts';
import { screenReader } from '../support/reader.ts';
import { Trainee } from '../support/trainee.ts';

it('[WCAG 4.1.2] [WCAG 4.1.3] [WCAG 1.3.2] the whole course, from welcome to signed promise, works through a virtual screen reader', async () => {
  const run = await openCourse();
  onTestFinished(() => run.close());
  const reader = await screenReader(run.page, run.frame);
  const trainee = new Trainee(run.course, run.frame, { hands: reader.hands });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  expect((await run.committed())['cmi.core.lesson_status']).toBe('passed');
  expect(reader.unclear).toEqual([]);
  expect(run.errors).toEqual([]);

  const said = await reader.said();
  // Each new page begins with its heading, and what changes by itself is said politely.
  for (const words of [
    /^heading, Lesson 1 of 10.*Why it matters, level 1$/,
    /^polite: 1 chosen$/,
    /^polite: “.*” moved to position 3 of 5\.$/,
    /^polite: Saved$/,
  ]) {
    expect(said).toContainEqual(expect.stringMatching(words));
  }
});
