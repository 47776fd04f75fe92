import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { outcome } from '../../../src/attempt/outcome.ts';
import type { Course } from '../../../src/course/course.ts';
import { playRound, rightWith } from '../../../src/package/gates/simulate.ts';
import type { Statement } from '../../../src/tracking/xapi/statement.ts';
import { doneOf, merged, MOST_SET_ASIDE, readSaved, type Saved } from '../../../src/tracking/xapi/state-document.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const aside = (id: string) => ({ id }) as Statement;
const saved = (changes: Partial<Saved>): Saved => ({
  suspendData: 'text',
  done: 5,
  at: 1000,
  said: [],
  progress: 40,
  refused: 0,
  setAside: [],
  ...changes,
});

describe('one document of two', () => {
  const ours = saved({ suspendData: 'ours' });

  it('is of the attempt that has come further, whenever it was saved', () => {
    expect(merged(saved({ suspendData: 'theirs', done: 6, at: 1 }), ours).suspendData).toBe('theirs');
    expect(merged(saved({ suspendData: 'theirs', done: 4, at: 9999 }), ours).suspendData).toBe('ours');
  });

  it('is of the later one where both are equally far, and ours where there is no telling', () => {
    expect(merged(saved({ suspendData: 'theirs', at: 1001 }), ours).suspendData).toBe('theirs');
    expect(merged(saved({ suspendData: 'theirs', at: 999 }), ours).suspendData).toBe('ours');
    expect(merged(saved({ suspendData: 'theirs', at: 1000 }), ours).suspendData).toBe('ours');
  });

  it('has the verdicts of both, each once, and the higher figures of either', () => {
    const one = saved({ said: ['completed', 'passed'], progress: 100, refused: 2 });
    const other = saved({ said: ['passed', 'failed'], progress: 40, refused: 7 });
    const both = { progress: 100, refused: 7 };
    expect(merged(one, other)).toMatchObject({ ...both, said: ['completed', 'passed', 'failed'] });
    expect(merged(other, one)).toMatchObject({ ...both, said: ['passed', 'failed', 'completed'] });
  });

  it('has what was set aside by both, each once, the oldest first, and no more than are kept', () => {
    const ids = (document: Saved) => document.setAside.map(({ id }) => id);
    const one = saved({ setAside: [aside('a'), aside('b')] });
    expect(ids(merged(one, saved({ setAside: [aside('b'), aside('c')] })))).toEqual(['a', 'b', 'c']);
    const many = Array.from({ length: MOST_SET_ASIDE }, (_, n) => aside(`n${n}`));
    expect(ids(merged(one, saved({ setAside: many })))).toEqual(['a', 'b', ...many.slice(0, 8).map(({ id }) => id)]);
  });
});

describe('a document that is read', () => {
  it('comes back as it was written', () => {
    const whole = saved({ said: ['passed'], refused: 3, setAside: [aside('a')] });
    expect(readSaved(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  const nothing = { suspendData: '', done: 0, at: 0, said: [], progress: 0, refused: 0, setAside: [] };
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'suspendData'],
    ['a list', []],
    [
      'another’s object',
      { suspendData: 7, done: 'far', at: null, said: 'passed', progress: '40', refused: {}, setAside: 3 },
    ],
  ])('and is %s says nothing', (_, content) => expect(readSaved(content)).toEqual(nothing));

  it('loses only the holes of what was set aside', () =>
    expect(readSaved({ setAside: [null, { id: 'a' }] }).setAside).toEqual([{ id: 'a' }]));
});

describe('how far an attempt has come', () => {
  const done = (changes: object) =>
    doneOf({
      suspendData: '',
      location: '',
      sessionMs: 0,
      outcome: outcome(course, { ...newAttempt(), ...changes }),
    });

  it('counts parts, then the draw, then a pass, each above all of the one before', () => {
    expect(done({})).toBe(0);
    expect(done({ checks: [{ lesson: 'KP01', first: ['a'], last: ['a'] }] })).toBe(1000);
    const items = [{ item: course.items[0]?.id, response: null, sure: null, carried: false }];
    const empty = { n: 3, seed: 1, calls: [], items, scenes: [], result: null };
    expect(done({ round: empty })).toBe(300_000);
    expect(done({ round: empty, passed: true })).toBe(100_300_000);
  });

  it('counts each answered question, each scene and each step of a call', () => {
    const round = playRound(course, rightWith(1), 5);
    const [first, ...items] = round.items;
    const steps = round.calls.reduce((sum, call) => sum + call.steps.length, 0);
    // Three calls and the questions are four parts of fifteen.
    expect(done({ round })).toBe(104_000 + 10 + 3 + steps);
    expect(done({ round: { ...round, items: [{ ...first, response: null }, ...items] } })).toBe(
      103_000 + 9 + 3 + steps,
    );
  });
});
