import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../../src/attempt/random.ts';
import type { AnsweredRecord, AttemptRecord } from '../../../src/attempt/record.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { toCmi } from '../../../src/tracking/scorm2004/cmi.ts';
import { fromCmi } from '../../../src/tracking/scorm2004/from-cmi.ts';
import { cmiDuration, cmiTimestamp, fromCmiDuration } from '../../../src/tracking/scorm2004/time.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const answered: AnsweredRecord = {
  kind: 'answered',
  at: Date.UTC(2026, 10, 23, 10, 15, 25, 600),
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

describe('a 2004 interaction row', () => {
  it('[2004 cmi.interactions] has a readable id, the standard’s words, a timestamp and the question', () => {
    const stem = course.items.find(({ id }) => id === 'KP08-Q1');
    expect(toCmi(answered, course)).toEqual({
      id: 'KP08-Q1_first-action-wrong-letter_a2',
      type: 'choice',
      timestamp: '2026-11-23T10:15:25',
      learner_response: 'wait_for_reply',
      result: 'incorrect',
      weighting: '1',
      latency: 'PT12.5S',
      description: stem && 'stem' in stem ? stem.stem : '',
      patterns: ['report_now'],
      objectives: ['KP08_Speak-up-fast'],
    });
  });

  it.each<[change: Partial<AnsweredRecord>, response: string, patterns: string[]]>([
    [{ type: 'true-false', response: ['true'], pattern: ['false'] }, 'true', ['false']],
    [{ type: 'numeric', response: [' 3,50'], pattern: ['24'] }, '3.5', ['24[:]24']],
    [{ type: 'sequencing', response: ['b-1', 'a-2'], pattern: ['a-2', 'b-1'] }, 'b_1[,]a_2', ['a_2[,]b_1']],
    [{ type: 'multiple', response: ['a', 'c-d'], pattern: ['a'] }, 'a[,]c_d', ['a']],
    [{ type: 'matching', response: ['s-1.x', 's-2.y'], pattern: ['s-1.y'] }, 's_1[.]x[,]s_2[.]y', ['s_1[.]y']],
    [{ type: 'scene', response: ['s1.RF5', 's2.none'], pattern: [] }, 's1[.]RF5[,]s2[.]none', []],
    [{ type: 'fill-in', response: ['{a[,]b\tc'], pattern: ['x', 'x', 'y'] }, '(a,b c', ['x', 'y']],
    [{ type: 'likert', response: ['will'], pattern: [] }, 'will', []],
  ])('spells %o as %s', (change, response, patterns) => {
    const row = toCmi({ ...answered, ...change }, course);
    expect({ response: row?.learner_response, patterns: row?.patterns }).toEqual({ response, patterns });
  });

  it('gives half-right answers their score as the result', () => {
    expect(toCmi({ ...answered, score: 0.5 }, course)?.result).toBe('0.5');
    expect(toCmi({ ...answered, score: 2 / 3 }, course)?.result).toBe('0.67');
  });

  it('[2004 description] is cut at a word, with an ellipsis, and tells calls, scenes, self-checks and closing questions too', () => {
    const told = (interaction: string) => toCmi({ ...answered, interaction }, course)?.description ?? '';
    const long = { ...course, items: course.items.map((item) => ({ ...item, stem: 'word '.repeat(80) })) };
    expect(toCmi(answered, long)?.description).toMatch(/^(word )+word…$/);
    expect(toCmi(answered, long)?.description.length).toBeLessThanOrEqual(250);
    for (const id of ['CALL1.N1', 'SPOT1', 'SELF1', 'CLOSE1', 'KP01-C', 'KP01-P1'])
      expect(told(id).length).toBeGreaterThan(10);
    expect(told('KP99-Q1')).toBe('');
  });
});

describe('the way back', () => {
  /** The record with what the table in src/tracking/README.md says 2004 loses taken off. */
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
      type: ['multiple', 'choice'].includes(record.type) ? expect.stringMatching(/^(choice|multiple)$/) : record.type,
      ...(record.type === 'numeric' ? { response: [record.response[0]?.trim().replace(',', '.')] } : {}),
      ...(record.type === 'fill-in' ? { pattern: record.pattern.slice(0, 5) } : {}),
      ...(quality ? { quality: quality === 'critical' ? 'poor' : quality } : {}),
    };
  };

  it('gives every record back, with its date, minus what src/tracking/README.md lists', () => {
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
        const row = toCmi(record, course);
        if (!row) {
          expect(['lesson-opened', 'completed']).toContain(record.kind);
          continue;
        }
        expect(fromCmi(row)).toEqual(less(record));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('is null for a row this course did not write', () => {
    const row = toCmi(answered, course);
    expect(row && fromCmi({ ...row, id: 'Scene1_Slide3_MultiChoice_0' })).toBeNull();
  });
});

describe('[2004 timeinterval]', () => {
  it.each([
    [0, 'PT0S'],
    [61_500, 'PT61.5S'],
    [3_723_456, 'PT3723.46S'],
    [-5, 'PT0S'],
  ])('%d ms is %s', (ms, text) => expect(cmiDuration(ms)).toBe(text));
  it.each([
    ['PT3723.46S', 3_723_460],
    ['PT1H2M3.45S', 3_723_450],
    ['PT0S', 0],
    ['PT', null],
    ['01:02:03', null],
  ])('%s is read as %s ms', (text, ms) => expect(fromCmiDuration(text)).toBe(ms));
  it('[2004 timestamp] has no zone and no fraction', () => expect(cmiTimestamp(0)).toBe('1970-01-01T00:00:00'));
});
