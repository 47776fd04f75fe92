import { expect, it, onTestFinished } from 'vitest';
import type { Interaction } from '../../src/course/course.ts';
import { axeProblems, openCourse } from '../support/course-run.ts';
import { best } from '../support/play.ts';
import { Trainee } from '../support/trainee.ts';

/** Critical choices in calls where there is one, never put right. */
const careless = (what: Interaction) => {
  if (what.type !== 'node') return best(what);
  const worst = ['critical', 'poor', 'ok'].flatMap((q) => what.options.filter((o) => what.key[o.id] === q))[0];
  return [worst?.id ?? ''];
};

it('a learner who fails is told why, opens a fix, takes only what was missed again, and passes', async () => {
  const run = await openCourse();
  onTestFinished(() => run.close());
  const frame = run.frame();
  const first = new Trainee(run.course, run.frame, { answers: careless });
  await first.begin();
  await first.goOnUntil('results');

  // Told in sentences, and the record says incomplete with the score: tries remain.
  await frame.getByRole('heading', { name: 'What to work on' }).waitFor();
  expect(await axeProblems(frame)).toEqual([]);
  const record = await run.committed();
  expect(record['cmi.core.lesson_status']).toBe('incomplete');
  expect(Number(record['cmi.core.score.raw'])).toBeLessThan(80);

  // A two-minute fix: the model version of the call that went wrong.
  const fixes = frame.getByRole('main').locator('.fixes').getByRole('link');
  expect(await fixes.count()).toBeGreaterThan(0);
  expect(await fixes.count()).toBeLessThanOrEqual(3);
  await first.follow(fixes.first());
  expect(await axeProblems(frame)).toEqual([]);
  await first.follow(
    frame
      .getByRole('main')
      .getByRole('link', { name: /results|Back/i })
      .first(),
  );

  await first.follow(frame.getByRole('button', { name: 'Try again' }));
  const second = new Trainee(run.course, run.frame);
  await second.goOnUntil('receipt');

  const after = await run.committed();
  expect(after['cmi.core.lesson_status']).toBe('passed');
  const ids = Object.entries(after).flatMap(([key, id]) => (/^cmi\.interactions\.\d+\.id$/.test(key) ? [id] : []));
  expect(ids).toContain('ATTEMPT1_result');
  expect(ids).toContain('ATTEMPT2_result');
  expect(ids).toContain('00-META_course-version_a2');
  expect(ids.some((id) => /^CALL\d-N\d_.*_a2$/.test(id))).toBe(true);
  // Scenes were all right the first time: they are kept, not asked again.
  expect(ids.filter((id) => id.startsWith('SPOT'))).toHaveLength(3);
  expect(run.errors).toEqual([]);
});
