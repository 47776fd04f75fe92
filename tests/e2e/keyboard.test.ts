import { expect, it, onTestFinished } from 'vitest';
import { openCourse } from '../support/course-run.ts';
import { keyboard } from '../support/hands.ts';
import { Trainee } from '../support/trainee.ts';

it('[WCAG 2.1.1] [WCAG 2.1.2] the whole course, from welcome to signed promise, works by keyboard alone in a frame of 900 by 500', async () => {
  const run = await openCourse();
  onTestFinished(() => run.close());
  const trainee = new Trainee(run.course, run.frame, { hands: keyboard(run.page, run.frame) });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  expect((await run.committed())['cmi.core.lesson_status']).toBe('passed');
  expect(run.errors).toEqual([]);
});
