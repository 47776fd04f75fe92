import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { outcome, triesUsedUp } from '../../../src/attempt/outcome.ts';
import { scoreRound } from '../../../src/attempt/score.ts';
import type { Course } from '../../../src/course/course.ts';
import { playRound, rightWith } from '../../../src/package/gates/simulate.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const failed = { scaled: 0.41, passed: false };
const with_ = (changes: Partial<Attempt>): Attempt => ({ ...newAttempt(), ...changes });
const check = (lesson: string) => ({ lesson, first: ['a'], last: ['a'] });
const limited = (maxAttempts: number | null): Course => ({ ...course, settings: { ...course.settings, maxAttempts } });

describe('completion, success and score', () => {
  it('of an attempt that has just begun are incomplete, unknown and none', () =>
    expect(outcome(course, newAttempt())).toMatchObject({
      completion: 'incomplete',
      success: 'unknown',
      scaled: null,
      progress: 0,
      round: null,
    }));

  it('follow what the attempt says, each on its own', () => {
    expect(outcome(course, with_({ completed: true }))).toMatchObject({ completion: 'completed', success: 'unknown' });
    expect(outcome(course, with_({ passed: true }))).toMatchObject({ completion: 'incomplete', success: 'passed' });
  });

  it('take the best round, not the last', () =>
    expect(outcome(course, with_({ results: [failed, { scaled: 0.77, passed: false }, failed] })).scaled).toBe(0.77));

  it('fail only when a limit is set and reached without a pass', () => {
    const two = with_({ results: [failed, failed] });
    expect(triesUsedUp(limited(null), two)).toBe(false);
    expect(triesUsedUp(limited(3), two)).toBe(false);
    expect(triesUsedUp(limited(2), two)).toBe(true);
    expect(triesUsedUp(limited(1), two)).toBe(true);
    expect(triesUsedUp(limited(2), { ...two, passed: true })).toBe(false);
    expect(outcome(limited(2), two).success).toBe('failed');
  });
});

describe('progress', () => {
  const round = () => playRound(course, rightWith(1), 5);
  const progress = (changes: Partial<Attempt>) => outcome(course, with_(changes)).progress * 15;

  it('counts a fifteenth for each check, ten at most', () => {
    expect(progress({ checks: [check('KP01'), check('KP02')] })).toBeCloseTo(2, 9);
    expect(progress({ checks: Array.from({ length: 12 }, (_, n) => check(`KP${n}`)) })).toBeCloseTo(10, 9);
  });

  it('counts each call that has ended, and the questions once all are answered', () => {
    const whole = round();
    const [first, ...others] = whole.calls;
    if (!first) throw new Error('a round has calls');
    expect(progress({ round: whole })).toBeCloseTo(4, 9);
    const half = { ...whole, calls: [{ ...first, steps: first.steps.slice(0, 1) }, ...others] };
    expect(progress({ round: half })).toBeCloseTo(3, 9);
    const open = { ...whole, items: whole.items.map((item, n) => (n === 0 ? { ...item, response: null } : item)) };
    expect(progress({ round: open })).toBeCloseTo(3, 9);
  });

  it('counts the promise when it is signed, and not when it is declined', () => {
    expect(progress({ promise: { kind: 'signed', at: 1 } })).toBeCloseTo(1, 9);
    expect(progress({ promise: { kind: 'declined', at: 1, reason: 'r' } })).toBe(0);
  });

  it('keeps calls and questions once a round has ended', () =>
    expect(progress({ results: [failed] })).toBeCloseTo(4, 9));
});

describe('the evidence on a key point', () => {
  /** A round of choices on KP02 and nothing else: so many answered right, so many wrong. */
  const round = (right: number, wrong: number) => {
    const choices = course.items.flatMap((item) => (item.kp === 'KP02' && item.type === 'choice' ? [item] : []));
    const items = Array.from({ length: right + wrong }, (_, n) => {
      const item = choices[n % choices.length];
      const option = item?.options.find(({ id }) => n < right === item.key.includes(id));
      return { item: item?.id ?? '', response: [option?.id ?? ''], sure: null, carried: false };
    });
    return { n: 1, seed: 5, calls: [], scenes: [], result: null, items };
  };
  const evidence = (right: number, wrong: number) => {
    const { objectives, motivations } = outcome(course, with_({ round: round(right, wrong) }));
    const motivation = course.objectives.find(({ id }) => id === 'KP02')?.motivation;
    return {
      objective: objectives.find(({ id }) => id === 'KP02'),
      motivation: motivations.find(({ id }) => id === motivation),
    };
  };

  it('is too little below two observations, whatever they say', () => {
    expect(evidence(1, 0).objective).toMatchObject({ earned: 1, available: 1, observations: 1, status: 'too-little' });
    expect(evidence(0, 1).objective).toMatchObject({ earned: 0, observations: 1, status: 'too-little' });
  });

  it('is mastery from 70 % of the points on, and developing below', () => {
    expect(evidence(2, 0).objective).toMatchObject({ earned: 2, available: 2, status: 'mastered' });
    expect(evidence(7, 3).objective).toMatchObject({ earned: 7, available: 10, status: 'mastered' });
    expect(evidence(69, 31).objective).toMatchObject({ earned: 69, available: 100, status: 'developing' });
  });

  it('counts for the motivation the key point belongs to, with the mark for groups', () => {
    expect(evidence(2, 0).motivation).toMatchObject({ earned: 2, available: 2, observations: 2, status: 'mastered' });
    const mark = course.settings.groupMinimum;
    expect(evidence(mark, 100 - mark).motivation).toMatchObject({ available: 100, status: 'mastered' });
    expect(evidence(mark - 1, 101 - mark).motivation).toMatchObject({ available: 100, status: 'developing' });
    expect(evidence(1, 1).motivation).toMatchObject({ earned: 1, available: 2, status: 'developing' });
  });

  it('names every key point and motivation, also those without an observation', () => {
    const { objectives, motivations } = outcome(course, newAttempt());
    expect(objectives.map(({ id, name }) => [id, name])).toEqual(course.objectives.map(({ id, name }) => [id, name]));
    expect(motivations.map(({ id, name }) => [id, name])).toEqual(course.motivations.map(({ id, name }) => [id, name]));
    expect(objectives.map(({ observations, status }) => [observations, status])).toEqual(
      course.objectives.map(() => [0, 'too-little']),
    );
  });

  it('comes with the round as it is scored', () => {
    const one = round(1, 1);
    expect(outcome(course, with_({ round: one })).round).toEqual(scoreRound(course, one));
  });
});
