import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { outcome } from '../../../src/attempt/outcome.ts';
import { withReportNames, type Course } from '../../../src/course/course.ts';
import { toCmi } from '../../../src/tracking/scorm2004/cmi.ts';
import { inBoth, toStatement } from '../../../src/tracking/xapi/statements.ts';
import { best, Play } from '../../support/play.ts';
import { realModule } from '../../support/real-course.ts';

let english: Course;
let spanish: Course;
beforeAll(async () => {
  const { courses } = await realModule();
  [english, spanish] = ['en', 'es'].map((tag) => courses.find(({ language }) => language === tag)) as [Course, Course];
});

describe('a course taken in Spanish', () => {
  it('is named in reports as in English', () => {
    expect(spanish.objectives[7]?.name).not.toBe('Speak up fast');
    expect(withReportNames(spanish).objectives.map(({ name }) => name)).toEqual(
      english.objectives.map(({ name }) => name),
    );
    const answer = (course: Course) => {
      const play = new Play(course);
      const [lesson] = course.lessons;
      return lesson ? play.answer(lesson.check.id, best(lesson.check)) : [];
    };
    const [one, other] = [english, spanish].map((course) =>
      answer(course).flatMap((record) => toCmi(record, withReportNames(course)) ?? []),
    );
    const rows = (list: typeof one) => list?.map(({ description: _, ...row }) => row);
    expect(rows(other)).toEqual(rows(one));
    expect(outcome(spanish, newAttempt()).motivations.map(({ id }) => id)).toEqual(['M1', 'M2', 'M3']);
  });

  it('[decision 11] tells statements in Spanish plus English, and nothing else differs', () => {
    const record = { kind: 'lesson-opened', at: 0, lesson: 'KP08' } as const;
    const trail = { course: spanish, round: 1, form: '00000007' };
    const said = toStatement(record, trail);
    const both = inBoth(said, toStatement(record, { ...trail, course: english }));
    const name = spanish.objectives.find(({ id }) => id === 'KP08')?.name;
    expect(both.object).toMatchObject({ definition: { name: { es: name, en: 'Speak up fast' } } });
    expect(both.context.language).toBe('es');
    const bare = (statement: object) =>
      JSON.stringify(statement, (key, value: unknown) => (key === 'en' ? undefined : value));
    expect(bare(both)).toBe(bare(said));
  });
});
