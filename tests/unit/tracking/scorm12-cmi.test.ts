import { beforeAll, describe, expect, it } from 'vitest';
import type { AnsweredRecord, AttemptRecord } from '../../../src/attempt/record.ts';
import type { Course } from '../../../src/course/course.ts';
import { fromCmiTimespan, cmiTimespan } from '../../../src/tracking/scorm/time.ts';
import { toCmi } from '../../../src/tracking/scorm12/cmi.ts';
import { fromCmi } from '../../../src/tracking/scorm12/from-cmi.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { random } from '../../../src/attempt/random.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

const answered: AnsweredRecord = {
  kind: 'answered',
  at: new Date(2026, 10, 23, 10, 2, 3).getTime(),
  interaction: 'KP08-Q1',
  slug: 'first-action-wrong-letter',
  part: 'question',
  type: 'choice',
  round: 2,
  response: ['wait-for-reply'],
  pattern: ['report-now'],
  choices: ['ask-to-delete', 'report-now', 'wait-for-reply'],
  score: 0,
  weight: 1,
  latencyMs: 12_500,
  objectives: ['KP08'],
};
const names = { KP08: 'Speak up fast' };

describe('a 1.2 interaction row', () => {
  it('[1.2 cmi.interactions] has a readable id, the standard’s words and a time span', () => {
    expect(toCmi(answered, names, 'slug')).toEqual({
      id: 'KP08-Q1_first-action-wrong-letter_a2',
      type: 'choice',
      time: '10:02:03',
      student_response: 'wait-for-reply',
      result: 'wrong',
      weighting: '1',
      latency: '0000:00:12.50',
      patterns: ['report-now'],
      objectives: ['KP08_Speak-up-fast'],
    });
  });

  it('[1.2 student_response] in letters follows the alphabetical order of the ids', () => {
    expect(toCmi(answered, names, 'letter')).toMatchObject({ student_response: 'c', patterns: ['b'] });
  });

  it('spells pairs, orders, truth and numbers as 1.2 does', () => {
    const row = (change: Partial<AnsweredRecord>, spelling: 'slug' | 'letter' = 'slug') =>
      toCmi({ ...answered, ...change }, names, spelling)?.student_response;
    expect(row({ type: 'true-false', response: ['true'] })).toBe('t');
    expect(row({ type: 'numeric', response: [' 3,5'] })).toBe('3.5');
    expect(row({ type: 'sequencing', response: ['b', 'a'], choices: ['a', 'b'] }, 'letter')).toBe('b,a');
    expect(
      row({ type: 'matching', response: ['s1.x', 's2.y'], choices: ['s1', 's2'], targets: ['x', 'y'] }, 'letter'),
    ).toBe('a.a,b.b');
    expect(
      row({ type: 'scene', response: ['s1.RF5', 's2.none'], choices: ['s1', 's2'], targets: ['RF1', 'RF5', 'none'] }),
    ).toBe('s1.RF5,s2.none');
  });

  it('gives half-right answers their score as the result', () => {
    expect(toCmi({ ...answered, score: 0.5 }, names, 'slug')?.result).toBe('0.5');
    expect(toCmi({ ...answered, score: 2 / 3 }, names, 'slug')?.result).toBe('0.67');
  });
});

describe('the way back', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  /** The record with what the table in src/tracking/README.md says 1.2 loses taken off. */
  const less = (record: AttemptRecord): unknown => {
    const at = Math.floor(record.at / 1000) * 1000;
    if (record.kind === 'call-ended')
      return {
        ...record,
        at,
        score: Math.round(record.score * 100) / 100,
        durationMs: expect.closeTo(record.durationMs, -2),
      };
    if (record.kind === 'round-ended') return { ...record, at, scaled: expect.closeTo(record.scaled, 4) };
    if (record.kind !== 'answered') return { ...record, at };
    const { sure: _s, helped: _h, targets: _t, quality, ...kept } = record;
    return {
      ...kept,
      at,
      choices: [],
      score: Math.round(record.score * 100) / 100,
      latencyMs: expect.closeTo(record.latencyMs, -2),
      type:
        record.type === 'multiple' || record.type === 'choice'
          ? expect.stringMatching(/^(choice|multiple)$/)
          : record.type,
      ...(record.type === 'numeric' ? { response: [record.response[0]?.trim().replace(',', '.')] } : {}),
      ...(record.type === 'fill-in' ? { pattern: record.pattern.slice(0, 5) } : {}),
      ...(quality ? { quality: quality === 'critical' ? 'poor' : quality } : {}),
    };
  };

  it('gives every record back, minus what src/tracking/README.md lists', () => {
    const labels = Object.fromEntries(course.objectives.map((o) => [o.id, o.name]));
    let compared = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const next = random(seed);
      const how = rightWith(0.6);
      const play = new Play(course)
        .checks()
        .start(seed)
        .round((what) => how(what, next, seed));
      play.act({ kind: 'ask-trainer', redFlag: 'RF2' });
      play.act({ kind: 'open-fix', fix: 'KP01' });
      if (play.attempt.passed) play.sign();
      else play.act({ kind: 'decline', reason: course.promise.reasons[0]?.id ?? '' });
      for (const record of play.records) {
        const row = toCmi(record, labels, 'slug');
        if (!row) {
          expect(['lesson-opened', 'completed']).toContain(record.kind);
          continue;
        }
        const midnight = new Date(record.at).setHours(0, 0, 0, 0);
        expect(fromCmi(row, midnight)).toEqual(less(record));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('is null for a row this course did not write', () => {
    const row = toCmi(answered, names, 'slug');
    expect(row && fromCmi({ ...row, id: 'Scene1_Slide3_MultiChoice_0' }, 0)).toBeNull();
  });
});

describe('[1.2 CMITimespan]', () => {
  it.each([
    [0, '0000:00:00.00'],
    [3_723_450, '0001:02:03.45'],
    [1e12, '9999:59:59.99'],
    [-5, '0000:00:00.00'],
  ])('%d ms is %s', (ms, text) => {
    expect(cmiTimespan(ms)).toBe(text);
  });
  it('is read back to the hundredth', () => expect(fromCmiTimespan('0001:02:03.45')).toBe(3_723_450));
  it('reads nothing else', () => expect(fromCmiTimespan('1:2:3')).toBeNull());
});
