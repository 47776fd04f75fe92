import type { Frame, Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { axeProblems, openCourse } from '../support/course-run.ts';

const courseIn = (page: Page): Frame => page.frames().find((f) => f.name() === 'course') ?? page.mainFrame();

it('a second window is offered to go on there, and the first one ends its session before it does', async () => {
  const run = await openCourse();
  onTestFinished(() => run.close());
  await run.frame().getByRole('link', { name: 'Lesson 1: Why it matters' }).click();
  await run.frame().getByRole('button', { name: 'Check my answer' }).waitFor();

  const second = await run.page.context().newPage();
  await second.goto(run.host.address);
  const frame = courseIn(second);
  await frame.getByRole('heading', { name: 'This course is open in another window' }).waitFor();
  expect(await axeProblems(frame)).toEqual([]);
  // Nothing was said to the LMS from here, so nothing of the first window's can be overwritten.
  expect(await second.evaluate(() => (window as unknown as { host: { calls: unknown[] } }).host.calls)).toEqual([]);

  await frame.getByRole('button', { name: 'Continue here' }).click();
  await frame.getByRole('link', { name: 'Lesson 1: Why it matters' }).waitFor();
  await run.frame().getByRole('heading', { name: 'You went on in another window' }).waitFor();
  expect(await axeProblems(run.frame())).toEqual([]);
  const calls = await run.calls();
  expect(calls.at(-1)?.[0]).toBe('LMSFinish');
  expect(run.errors).toEqual([]);
});
