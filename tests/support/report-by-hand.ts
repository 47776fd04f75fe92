import type { AnsweredRecord, AttemptRecord } from '../../src/attempt/record.ts';
import { answeredRecord } from '../../src/attempt/make-record.ts';
import { interaction, type Course } from '../../src/course/course.ts';
import { Fold } from '../../src/report/fold.ts';
import type { ReportedAttempt, Traced } from '../../src/report/reported-attempt.ts';
import { scopeOf, type Scope } from '../../src/report/scope.ts';
import { fixtureCourse } from './fixture-course.ts';

// Learners made by hand, so that a test can count on its fingers what the report must say.

export const course: Course = fixtureCourse();
/** 2026-11-23, noon UTC. */
export const TODAY = Date.UTC(2026, 10, 23, 12);
export const on = (day: string): number => Date.parse(`${day}T10:00:00Z`);

/** An answer to something of the small course, slow enough to be believed. */
export function answered(
  id: string,
  response: readonly string[],
  change: Partial<Traced<AnsweredRecord>> = {},
): Traced<AnsweredRecord> {
  const part = id.startsWith('CALL') ? 'call' : id.startsWith('SPOT') ? 'scene' : 'question';
  const answer = { response: [...response], latencyMs: 130_000, at: on('2026-11-01') };
  return { ...answeredRecord(course, interaction(course, id), answer, part, 1), content: course.version, ...change };
}

export const right = (change: Partial<Traced<AnsweredRecord>> = {}) => answered('KP01-Q1', ['never-say'], change);
export const wrong = (change: Partial<Traced<AnsweredRecord>> = {}) => answered('KP01-Q1', ['say-no'], change);

export const ended = (passed: boolean, change: object = {}): Traced =>
  ({ kind: 'round-ended', at: on('2026-11-02'), round: 1, scaled: passed ? 0.9 : 0.5, passed, openGates: [], content: course.version, ...change }) as Traced; // prettier-ignore
export const signed = (at: number): Traced =>
  ({ kind: 'signed', at, promiseVersion: '1.0', typedName: '', sha256: '' }) satisfies AttemptRecord;
export const callEnded = (change: object = {}): Traced =>
  ({ kind: 'call-ended', at: on('2026-11-01'), call: 'CALL1', round: 1, score: 1, ending: 'good', criticals: 0, recovered: 0, helps: 0, durationMs: 60_000, content: course.version, ...change }) as Traced; // prettier-ignore

/** What a source tells of somebody who has passed and done everything. */
export function complete(learner: string, change: Partial<ReportedAttempt> = {}): ReportedAttempt {
  return {
    learner,
    registration: null,
    completion: 'completed',
    success: 'passed',
    scaled: 0.9,
    records: [right(), ended(true), signed(on('2026-11-03'))],
    ...change,
  };
}

/** Of somebody who has begun and gone no further. */
export function begun(learner: string, change: Partial<ReportedAttempt> = {}): ReportedAttempt {
  const records = [wrong({ round: 0, part: 'check' })];
  return {
    learner,
    registration: null,
    completion: 'incomplete',
    success: 'unknown',
    scaled: null,
    records,
    ...change,
  };
}

/** A report on these; `roster` is a CSV, its first line included. */
export function reportOf(attempts: readonly ReportedAttempt[], roster?: string, of: Course = course): Scope {
  const fold = new Fold(of, TODAY);
  if (roster !== undefined) fold.takeRoster(roster);
  for (const attempt of attempts) fold.takeExport(attempt, { read: attempt.records.length, foreign: 0 });
  return scopeOf(fold.report());
}

/** So many learners, each made from a number. */
export const crowd = (n: number, make: (id: string, n: number) => ReportedAttempt, name = 'p'): ReportedAttempt[] =>
  Array.from({ length: n }, (_, at) => make(`${name}${String(at + 1).padStart(3, '0')}`, at));
