import { describe, expect, test } from 'vitest';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { outcome, triesUsedUp, type Outcome } from '../../../src/attempt/outcome.ts';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import type { Course } from '../../../src/course/course.ts';
import { statusOf } from '../../../src/tracking/scorm12/cmi.ts';
import type { Snapshot } from '../../../src/tracking/session.ts';
import { verdictsOf } from '../../../src/tracking/xapi/verdicts.ts';

const half = { progress: 0.5, objectives: [], motivations: [], round: null };
const state = (
  completion: Outcome['completion'],
  success: Outcome['success'],
  scaled: number | null = null,
): Outcome => ({ ...half, completion, success, scaled });

describe('SCORM 1.2 has one status for both', () => {
  test.each([
    [state('incomplete', 'unknown'), 'incomplete', 'incomplete'],
    [state('incomplete', 'passed'), 'incomplete', 'incomplete'],
    [state('completed', 'unknown'), 'incomplete', 'incomplete'],
    [state('completed', 'passed'), 'passed', 'completed'],
    [state('incomplete', 'failed'), 'failed', 'incomplete'],
    [state('completed', 'failed'), 'failed', 'incomplete'],
  ])('%j', (is, passed, completed) => {
    expect(statusOf(is, 'passed')).toBe(passed);
    expect(statusOf(is, 'completed')).toBe(completed);
  });
});

describe('what xAPI is told of the whole', () => {
  const snapshot = (is: Outcome): Snapshot => ({ suspendData: '', location: '', outcome: is, sessionMs: 90_000 });
  const done: AttemptRecord[] = [{ kind: 'completed', at: 0, durationMs: 61_000 }];
  const said = (is: Outcome, mark: number | null, records: AttemptRecord[] = []) =>
    verdictsOf(records, snapshot(is), mark);

  test('nothing before anything is reached', () => expect(said(state('incomplete', 'unknown', 0.9), null)).toEqual([]));

  test('a pass with its score, however long the session was', () =>
    expect(said(state('incomplete', 'passed', 0.85), null)).toEqual([
      ['passed', { score: { scaled: 0.85 }, success: true, duration: 'PT90S' }],
    ]));

  test('a pass without a score counts as none reached, and never below the mark', () => {
    expect(said(state('incomplete', 'passed'), null)).toEqual([
      ['passed', { score: { scaled: 0 }, success: true, duration: 'PT90S' }],
    ]);
    expect(said(state('incomplete', 'passed', 0.79995), 0.8)).toEqual([
      ['passed', { score: { scaled: 0.8 }, success: true, duration: 'PT90S' }],
    ]);
  });

  test('no pass below the mark of the LMS, and one at it', () => {
    expect(said(state('incomplete', 'passed', 0.79), 0.8)).toEqual([]);
    expect(said(state('incomplete', 'passed', 0.7999), 0.8)).toHaveLength(1);
    expect(said(state('incomplete', 'passed', 0), 0)).toHaveLength(1);
  });

  test('a fail below the mark only', () => {
    expect(said(state('incomplete', 'failed', 0.5), 0.8)).toEqual([
      ['failed', { score: { scaled: 0.5 }, success: false, duration: 'PT90S' }],
    ]);
    expect(said(state('incomplete', 'failed', 0.8), 0.8)).toEqual([]);
    expect(said(state('incomplete', 'failed', -0.5), null)).toEqual([
      ['failed', { score: { scaled: 0 }, success: false, duration: 'PT90S' }],
    ]);
    expect(said(state('incomplete', 'failed'), null)).toEqual([['failed', { success: false, duration: 'PT90S' }]]);
  });

  test('completed, with the time of the whole course where it is known', () => {
    expect(said(state('completed', 'unknown'), null)).toEqual([['completed', { completion: true, duration: 'PT90S' }]]);
    expect(said(state('completed', 'passed', 1), null, done).map(([verb, { duration }]) => [verb, duration])).toEqual([
      ['passed', 'PT61S'],
      ['completed', 'PT61S'],
    ]);
  });
});

describe('what an attempt amounts to before a draw', () => {
  const course = (maxAttempts: number | null): Course =>
    ({ objectives: [], motivations: [], settings: { maxAttempts, groupMinimum: 70 } }) as unknown as Course;
  const ended = { scaled: 0.4, passed: false };
  const attempt = (more: Partial<Attempt>): Attempt => ({ ...newAttempt(), ...more });

  test.each<[Partial<Attempt>, number | null, Partial<Outcome>]>([
    [{}, null, { completion: 'incomplete', success: 'unknown', scaled: null, progress: 0, round: null }],
    [{ completed: true, passed: true }, null, { completion: 'completed', success: 'passed' }],
    [{ results: [ended, { scaled: 0.6, passed: false }] }, 2, { success: 'failed', scaled: 0.6, progress: 4 / 15 }],
    [{ results: [ended] }, 2, { success: 'unknown', scaled: 0.4 }],
    [{ results: [ended, ended], passed: true }, 2, { success: 'passed' }],
    [{ results: [ended, ended, ended] }, null, { success: 'unknown' }],
    [{ promise: { kind: 'signed', at: 1 } }, null, { progress: 1 / 15 }],
    [{ promise: { kind: 'declined', at: 1, reason: 'x' } }, null, { progress: 0 }],
  ])('%j with %j tries', (more, tries, is) => expect(outcome(course(tries), attempt(more))).toMatchObject(is));

  test('ten checks are ten parts, and more are not more', () => {
    const checks = Array.from({ length: 12 }, (_, n) => ({ lesson: `KP${n}`, first: [], last: [] }));
    expect(outcome(course(null), attempt({ checks: checks.slice(0, 3) })).progress).toBe(3 / 15);
    expect(outcome(course(null), attempt({ checks })).progress).toBe(10 / 15);
  });

  test('tries are used up by rounds that did not pass', () => {
    expect(triesUsedUp(course(1), attempt({ results: [ended] }))).toBe(true);
    expect(triesUsedUp(course(1), attempt({ results: [ended], passed: true }))).toBe(false);
    expect(triesUsedUp(course(2), attempt({ results: [ended] }))).toBe(false);
    expect(triesUsedUp(course(null), attempt({ results: [ended] }))).toBe(false);
  });
});
