import { describe, expect, it } from 'vitest';
import type {
  CallNode,
  Choice,
  FillIn,
  Matching,
  Multiple,
  Numeric,
  Scene,
  Sequencing,
  TrueFalse,
} from '../../../src/course/course.ts';
import { choice } from '../../../src/course/interactions/choice.ts';
import { fillIn, fold } from '../../../src/course/interactions/fill-in.ts';
import { matching } from '../../../src/course/interactions/matching.ts';
import { multiple } from '../../../src/course/interactions/multiple.ts';
import { node } from '../../../src/course/interactions/node.ts';
import { numeric } from '../../../src/course/interactions/numeric.ts';
import { scene } from '../../../src/course/interactions/scene.ts';
import { sequencing } from '../../../src/course/interactions/sequencing.ts';
import { trueFalse } from '../../../src/course/interactions/true-false.ts';

const options = (...ids: string[]) => ids.map((id) => ({ id, text: id, why: 'because' }));
const base = { id: 'KP01-Q1', slug: 's', stem: 'What?' };

describe('choice', () => {
  const i: Choice = { ...base, type: 'choice', options: options('a', 'b', 'c'), key: 'b' };
  it('gives one point for the key and none for another option', () => {
    expect([choice.score(i, ['b']), choice.score(i, ['a'])]).toEqual([1, 0]);
  });
  it('accepts one offered option and nothing else', () => {
    expect([['a'], [], ['a', 'b'], ['x']].map((r) => choice.accepts(i, r))).toEqual([true, false, false, false]);
  });
});

describe('multiple', () => {
  const i: Multiple = { ...base, type: 'multiple', options: options('a', 'b', 'c', 'd'), key: ['a', 'b'] };
  it.each([
    [['a', 'b'], 1],
    [['a'], 0.5],
    [['a', 'b', 'c'], 0.5],
    [['a', 'c'], 0],
    [['c', 'd'], 0],
    [['a', 'b', 'c', 'd'], 0],
  ])('scores %j as (right − wrong) ÷ keys, never below 0', (response, score) => {
    expect(multiple.score(i, response)).toBe(score);
  });
  it('refuses an option named twice', () => expect(multiple.accepts(i, ['a', 'a'])).toBe(false));
});

describe('true-false', () => {
  const i: TrueFalse = { ...base, type: 'true-false', key: false, why: 'because' };
  it('judges the word', () => expect([trueFalse.score(i, ['false']), trueFalse.score(i, ['true'])]).toEqual([1, 0]));
  it('accepts true and false only', () => expect(trueFalse.accepts(i, ['yes'])).toBe(false));
});

describe('matching', () => {
  const texts = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
  const i: Matching = {
    ...base,
    type: 'matching',
    sources: texts('a', 'b', 'c'),
    targets: texts('x', 'y', 'z'),
    key: { a: 'x', b: 'y', c: 'z' },
    why: 'because',
  };
  it('gives a share for each right pair', () => expect(matching.score(i, ['a.x', 'b.z', 'c.y'])).toBeCloseTo(1 / 3));
  it('wants every source once', () => {
    expect(
      [['a.x', 'b.y', 'c.z'], ['a.x', 'a.y', 'c.z'], ['a.x'], ['a.q', 'b.y', 'c.z']].map((r) => matching.accepts(i, r)),
    ).toEqual([true, false, false, false]);
  });
});

describe('sequencing', () => {
  const steps = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }));
  const i: Sequencing = { ...base, type: 'sequencing', steps, key: ['d', 'c', 'b', 'a'], why: 'because' };
  it.each([
    [['d', 'c', 'b', 'a'], 1],
    [['a', 'b', 'c', 'd'], 0],
    [['c', 'd', 'b', 'a'], 5 / 6], // one inversion of six
  ])('scores %j as 1 − inversions ÷ most inversions', (response, score) => {
    expect(sequencing.score(i, response)).toBeCloseTo(score);
  });
});

describe('numeric', () => {
  const i: Numeric = { ...base, type: 'numeric', key: 3, why: 'because' };
  it.each([
    ['3', 1],
    [' 3,0 ', 1],
    ['3.0', 1],
    ['4', 0],
  ])('reads %j', (text, score) => {
    expect(numeric.accepts(i, [text])).toBe(true);
    expect(numeric.score(i, [text])).toBe(score);
  });
  it.each(['', 'three', '1e3', '0x3', '3 4'])('does not take %j for a number', (text) => {
    expect(numeric.accepts(i, [text])).toBe(false);
  });
});

describe('fill-in', () => {
  const i: FillIn = { ...base, type: 'fill-in', key: ['Privacy Desk'], why: 'because' };
  it.each(['privacy desk', '  PRIVACY   desk ', 'Prívacy Désk'])('takes %j for “Privacy Desk”', (text) =>
    expect(fillIn.score(i, [text])).toBe(1),
  );
  it('refuses nothing and more than 60 characters', () => {
    expect([
      fillIn.accepts(i, ['  ']),
      fillIn.accepts(i, ['x'.repeat(61)]),
      fillIn.accepts(i, ['x'.repeat(60)]),
    ]).toEqual([false, false, true]);
  });
  it('folds composed and decomposed accents alike', () => expect(fold('é')).toBe(fold('e\u0301')));
});

describe('call node', () => {
  const opts = ['p', 'q', 'r', 's'].map((id) => ({ id, text: id, then: '', coach: '', next: 'END' }));
  const i: CallNode = {
    type: 'node',
    id: 'CALL1.N1',
    kp: ['KP01'],
    rule: '',
    options: opts,
    key: { p: 'best', q: 'ok', r: 'poor', s: 'critical' },
  };
  it('is worth 2, 1, 0 and 0 of 2 points', () => {
    expect(['p', 'q', 'r', 's'].map((id) => node.score(i, [id]))).toEqual([1, 0.5, 0, 0]);
  });
});

describe('scene', () => {
  const key = { s1: 'RF1', s2: 'RF2', s3: 'RF3', s4: 'none', s5: 'none', s6: 'none', s7: 'none' } as const;
  const segments = Object.keys(key).map((id) => ({ id, text: id, why: '', pin: [0, 0] as [number, number] }));
  const i: Scene = {
    type: 'scene',
    image: '',
    id: 'SPOT1',
    slug: 's',
    kind: 'chat-log',
    title: '',
    alt: '',
    flags: ['RF1', 'RF2', 'RF3'],
    segments,
    key,
  };
  const mark = (labels: string) => labels.split(' ').map((label, n) => `s${n + 1}.${label}`);
  it.each([
    ['RF1 RF2 RF3 none none none none', 1],
    ['RF1 RF1 RF1 RF1 RF1 RF1 RF1', 1 / 3], // flags 1, ½, ½ → ⅔; decoys 0 → half of ⅔
    ['none none none none none none none', 0.5],
    ['RF1 RF2 none none none none RF5', (2 / 3 + 3 / 4) / 2],
  ])('scores %s', (labels, score) => expect(scene.score(i, mark(labels))).toBeCloseTo(score));
  it('wants a label for each segment', () => expect(scene.accepts(i, mark('RF1 RF2 RF3'))).toBe(false));
});
