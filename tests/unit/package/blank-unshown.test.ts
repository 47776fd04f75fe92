import { expect, it } from 'vitest';
import { blankUnshown } from '../../../src/package/blank-unshown.ts';
import { realCourse } from '../../support/real-course.ts';

it('leaves out words that no screen shows, and nothing that the learner is told', async () => {
  const course = await realCourse();
  const shown = blankUnshown(course);
  expect(shown.objectives[0]).toEqual({ ...course.objectives[0], goal: '' });
  expect(shown.organisation.verify.fallback).toBe('');
  const { name, report, speakUp } = shown.organisation;
  expect([name, report.phone, speakUp]).toEqual([
    course.organisation.name,
    course.organisation.report.phone,
    course.organisation.speakUp,
  ]);
  expect([shown.lessons, shown.build]).toEqual([course.lessons, course.build]);
});
