import { beforeAll, describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import { random } from '../../../src/attempt/random.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { fromIsoDuration, isoDuration } from '../../../src/tracking/xapi/duration.ts';
import { fromStatement } from '../../../src/tracking/xapi/from-statement.ts';
import { toStatement, type Trail } from '../../../src/tracking/xapi/statements.ts';
import { uuid } from '../../../src/tracking/xapi/uuid.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

/** The record with what the table in src/tracking/README.md says xAPI loses taken off. */
const less = (record: AttemptRecord): unknown => {
  if (record.kind === 'call-ended' || record.kind === 'completed')
    return { ...record, durationMs: expect.closeTo(record.durationMs, -2) };
  if (record.kind !== 'answered') return record;
  return {
    ...record,
    latencyMs: expect.closeTo(record.latencyMs, -2),
    ...(record.type === 'numeric' ? { response: [record.response[0]?.trim().replace(',', '.')] } : {}),
    ...(record.type === 'numeric' || record.type === 'fill-in' ? { choices: [] } : {}),
  };
};

/** Learners of every kind, each from the first lesson to the promise. */
export function* runs(): Generator<Play> {
  for (let seed = 1; seed <= 12; seed += 1) {
    const next = random(seed);
    const how = rightWith(seed % 3 === 0 ? 1 : 0.6);
    const play = new Play(course)
      .checks()
      .start(seed)
      .round((what) => how(what, next, seed));
    play.act({ kind: 'ask-trainer', redFlag: 'RF2' });
    play.act({ kind: 'open-fix', fix: 'KP01' });
    if (play.attempt.passed) play.sign();
    else play.act({ kind: 'decline', reason: course.promise.reasons[0]?.id ?? '' });
    yield play;
  }
}

describe('a record as an xAPI statement', () => {
  it('comes back as it was, minus what src/tracking/README.md lists', () => {
    const seen = new Set<string>();
    for (const play of runs()) {
      let trail: Trail = { course, round: 0, form: '' };
      for (const record of play.records) {
        if (record.kind === 'meta') trail = { course, round: record.round, form: record.form };
        const sent = JSON.parse(JSON.stringify(toStatement(record, trail))) as ReturnType<typeof toStatement>;
        expect(fromStatement(sent)).toEqual(less(record));
        seen.add(record.kind);
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(8);
  });

  it('is null for a statement this course did not write', () => {
    const [record] = new Play(course).checks().records;
    const ours = toStatement(record as AttemptRecord, { course, round: 0, form: '' });
    expect(fromStatement({ ...ours, object: { ...ours.object, id: 'https://example.com/quiz/1' } })).toBeNull();
    expect(fromStatement({ ...ours, verb: { id: 'http://adlnet.gov/expapi/verbs/liked', display: {} } })).toBeNull();
  });

  it('[reports 3] has the question’s id, label, stem and every option in words', () => {
    const check = course.lessons.find((l) => l.id === 'KP08')?.check;
    const record = new Play(course).checks().records.find((r) => r.kind === 'answered' && r.interaction === check?.id);
    const { object } = toStatement(record as AttemptRecord, { course, round: 0, form: '' });
    expect(object.id).toMatch(/\/unit\/test\/check\/question\/KP08-C$/);
    expect(object.definition).toMatchObject({
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      name: { en: 'KP08-C first minute' },
      description: { en: check?.stem },
    });
    expect(object.definition?.choices?.every((c) => (c.description['en'] ?? '').length > c.id.length)).toBe(true);
  });

  it('[reports 4] carries version, build, attempt, seed, locale, packs and policies, whatever it says', () => {
    for (const play of runs())
      for (const record of play.records) {
        const { context } = toStatement(record, { course, round: 1, form: '0000002a' });
        const names = Object.keys(context.extensions ?? {}).map((iri) => iri.split('/').at(-1));
        expect(names.slice(0, 7)).toEqual([
          'contentVersion',
          'build',
          'attempt',
          'formSeed',
          'locale',
          'packs',
          'policyVersions',
        ]);
        expect(context.language).toBe('en');
      }
  });

  it('[decision 10] has the typed name in the promise statement only', () => {
    const play = new Play(course).checks().start().round().sign('Sam Q. Lee');
    const texts = play.records.map((r) => JSON.stringify(toStatement(r, { course, round: 1, form: '' })));
    expect(texts.filter((text) => text.includes('Sam Q. Lee'))).toHaveLength(1);
  });
});

describe('[xAPI 2, 4.6] durations', () => {
  it.each([
    [0, 'PT0S'],
    [12_500, 'PT12.5S'],
    [3_723_456, 'PT3723.46S'],
    [-5, 'PT0S'],
  ])('%d ms is %s', (ms, text) => expect(isoDuration(ms)).toBe(text));
  it('reads hours and minutes too', () => expect(fromIsoDuration('PT1H2M3.45S')).toBe(3_723_450));
  it.each(['', 'PT', '12', 'P1D'])('reads nothing from “%s”', (text) => expect(fromIsoDuration(text)).toBeNull());
});

it('statement ids are version 4 UUIDs', () => {
  const ids = Array.from({ length: 50 }, uuid);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  );
  expect(new Set(ids).size).toBe(50);
});
