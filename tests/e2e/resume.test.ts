import { expect, it, onTestFinished } from 'vitest';
import { openCourse, type CourseRun } from '../support/course-run.ts';
import { best } from '../support/play.ts';
import { Trainee } from '../support/trainee.ts';

const answersOf = (record: Record<string, string>): string[] =>
  Object.entries(record).flatMap(([key, id]) =>
    /^cmi\.interactions\.\d+\.id$/.test(key) && /^(KP|CALL\d-|SPOT)/.test(id) ? [id] : [],
  );

async function open(): Promise<CourseRun> {
  const run = await openCourse();
  onTestFinished(() => run.close());
  return run;
}

it('a learner who leaves in the middle of a call comes back to the same spot of it', async () => {
  const run = await open();
  const trainee = new Trainee(run.course, run.frame);
  await trainee.begin();
  await trainee.goOnUntil((heading) => heading.startsWith('Call 1'));
  const heading = await trainee.heading();
  const said = await trainee.takeTurn();

  await run.relaunch();
  expect((await run.committed())['cmi.core.exit']).toBe('suspend');
  const again = new Trainee(run.course, run.frame);
  expect(await again.heading()).toBe(heading);
  // What was said before stands in the transcript, and the call goes on from there.
  expect(await run.frame().getByRole('main').innerText()).toContain(said);
  await again.goOnUntil('receipt');
  const record = await run.committed();
  expect(answersOf(record).length).toBe(new Set(answersOf(record)).size);
  expect(record['cmi.core.lesson_status']).toBe('passed');
});

it('whenever the browser is killed, every answer given before is on record', async () => {
  const run = await open();
  const given: number[] = [];
  let answers = 0;
  const trainee = new Trainee(run.course, run.frame, {
    look: async (state) => {
      // Only what the LMS has been told to commit counts: nothing may wait for a later event.
      if (!state.endsWith(' answered')) return;
      answers += 1;
      given.push(answers - answersOf(await run.committed()).length);
    },
  });
  await trainee.begin();
  await trainee.goOnUntil('results');
  expect(answers).toBeGreaterThan(30);
  expect(given.filter((missing) => missing !== 0)).toEqual([]);
});

it('a crash in the middle of a call loses at most the answer being given', async () => {
  const run = await open();
  const trainee = new Trainee(run.course, run.frame);
  await trainee.begin();
  await trainee.goOnUntil((heading) => heading.startsWith('Call 2'));
  const answer = async (): Promise<void> => {
    await run.frame().getByRole('radio').first().check();
    await trainee.button(/^(Say|Do) this$/).click();
    await run.frame().getByRole('heading', { name: 'Coach’s note' }).waitFor();
  };
  await answer();
  await trainee.button('Continue').click();
  await run.frame().getByRole('radio').last().check(); // chosen, not said: this is the answer being given
  const before = answersOf(await run.committed());

  await run.killAndRelaunch();
  const again = new Trainee(run.course, run.frame);
  if (!(await again.heading()).startsWith('Call 2')) await again.begin();
  expect(await again.heading()).toMatch(/^Call 2/);
  expect(answersOf(await run.committed())).toEqual(before);
  await again.goOnUntil('results');
  const after = answersOf(await run.committed());
  expect(after.slice(0, before.length)).toEqual(before);
  expect(new Set(after).size).toBe(after.length);
  expect(run.errors).toEqual([]);
});

it('a learner who cannot sign yet is thanked, and the course stays open', async () => {
  const run = await open();
  const trainee = new Trainee(run.course, run.frame);
  await trainee.begin();
  await trainee.goOnUntil('promise');
  const frame = run.frame();
  await frame.getByRole('button', { name: 'I can’t sign yet' }).click();
  await frame.getByRole('radio', { name: run.course.promise.reasons[0]?.text ?? '' }).check();
  await frame.getByRole('button', { name: 'Send my reason' }).click();
  await frame.getByText('Thank you for telling us').waitFor();
  const record = await run.committed();
  expect(record['cmi.core.lesson_status']).toBe('incomplete');
  const row = Object.entries(record)
    .find(([key, id]) => /^cmi\.interactions\.\d+\.id$/.test(key) && id === '99-PROMISE_v1-0')?.[0]
    .slice(0, -3);
  expect(record[`${row}.student_response`]).toBe(`declined;reason=${run.course.promise.reasons[0]?.id}`);

  // Changing one's mind is always possible.
  await run.relaunch();
  const again = new Trainee(run.course, run.frame, { answers: best });
  if (!(await again.heading()).startsWith('Your promise')) await again.begin();
  if (!(await run.frame().getByRole('button', { name: 'Sign my promise' }).isVisible()))
    await run.frame().getByRole('button', { name: 'Back to the promise' }).click();
  await again.sign();
  expect((await run.committed())['cmi.core.lesson_status']).toBe('passed');
});
