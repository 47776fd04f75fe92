import { describe, expect, it } from 'vitest';
import { attemptLayout } from '../../../src/attempt/attempt-layout.ts';
import { newAttempt, type Attempt } from '../../../src/attempt/attempt.ts';
import { bitReader, bitWriter, BitsError } from '../../../src/attempt/bits.ts';
import type { Slots } from '../../../src/course/course.ts';

const slots: Slots = {
  lessons: ['L1', 'L2'],
  items: ['I1', 'I2'],
  calls: ['C1', 'C2'],
  scenes: ['S1'],
  options: {
    'L1-C': ['a', 'b'],
    'L2-C': ['s1', 't1'],
    I1: [],
    I2: ['a', 'b', 'c'],
    C1: ['C1.N1', 'C1.N2'],
    'C1.N2': ['x', 'y'],
    S1: ['p', 'q', 'RF1'],
    promise: ['r0', 'r1'],
    Z1: ['o0', 'o1'],
  },
};

/** Bits as zeros and ones, from pairs of width and value: written out here on its own, to hold the layout to its comment. */
type Field = readonly [width: number, value: number];
const asBits = (fields: readonly Field[]): string =>
  fields.map(([width, value]) => value.toString(2).padStart(width, '0')).join('');
const text = (word: string): Field[] => [[8, word.length], ...[...word].map((c): Field => [8, c.charCodeAt(0)])];
const ms = (value: number): Field => [48, value];

/** The attempt as it is written, without the zeros that fill the last byte. */
function written(attempt: Attempt, length: number): string {
  const writer = bitWriter();
  attemptLayout(writer, slots, attempt);
  const bits = asBits(writer.bytes().map((byte): Field => [8, byte]));
  expect(bits.length - length).toBeLessThan(8);
  expect(bits.slice(length)).not.toContain('1');
  return bits.slice(0, length);
}

function read(bits: string): Attempt {
  const bytes = bits.match(/.{1,8}/g)?.map((byte) => parseInt(byte.padEnd(8, '0'), 2)) ?? [];
  const reader = bitReader(bytes);
  const attempt = attemptLayout(reader, slots, null);
  expect(reader.done()).toBe(true);
  return attempt;
}

/** Format 1 of an attempt with one of everything, written by hand after the layout's comment. */
const full: Attempt = {
  rev: 5,
  location: 'call/C1',
  checks: [
    { lesson: 'L1', first: ['b'], last: ['a'] },
    { lesson: 'L2', first: ['s1.t1'], last: [] },
  ],
  round: {
    n: 2,
    seed: 4_000_000_000,
    calls: [
      {
        call: 'C1',
        steps: [{ node: 'C1.N2', option: 'y', helped: true }],
        helpOpen: true,
        ms: 70_000,
        carried: false,
      },
    ],
    items: [
      { item: 'I1', response: ['no'], sure: null, carried: true },
      { item: 'I2', response: ['a', 'c'], sure: false, carried: false },
      { item: 'I2', response: null, sure: true, carried: false },
    ],
    scenes: [{ scene: 'S1', response: ['p.RF1', 'q.RF1'], carried: true }],
    result: { scaled: 0.8123, passed: true },
  },
  results: [{ scaled: 1, passed: false }],
  seen: ['C2', 'I1', 'S1'],
  fixes: ['C2', 'L2'],
  selfChecked: true,
  asked: ['RF2', 'RF5'],
  promise: { kind: 'declined', at: 1_800_000_000_123, reason: 'r1' },
  closing: [{ question: 'Z1', option: 'o1' }],
  completed: false,
  passed: true,
  activeMs: 3_600_001,
};

const fields: Field[] = [
  [32, 5],
  ...text('call/C1'),
  // Checks: ids are kind 0, pairs kind 1.
  [5, 2],
  ...([
    [8, 0],
    [2, 0],
    [4, 1],
    [5, 1],
    [2, 0],
    [4, 1],
    [5, 0],
  ] as Field[]),
  ...([
    [8, 1],
    [2, 1],
    [4, 1],
    [5, 0],
    [5, 1],
    [2, 0],
    [4, 0],
  ] as Field[]),
  // Round.
  ...([
    [1, 1],
    [8, 2],
    [32, 4_000_000_000],
  ] as Field[]),
  ...([
    [3, 1],
    [8, 0],
    [1, 0],
    [1, 1],
    [32, 70_000],
    [5, 1],
    [6, 1],
    [5, 1],
    [1, 1],
  ] as Field[]),
  [5, 3],
  ...([[10, 0], [1, 1], [2, 0], [1, 1], [2, 2], ...text('no')] as Field[]),
  ...([
    [10, 1],
    [1, 0],
    [2, 1],
    [1, 1],
    [2, 0],
    [4, 2],
    [5, 0],
    [5, 2],
  ] as Field[]),
  ...([
    [10, 1],
    [1, 0],
    [2, 2],
    [1, 0],
  ] as Field[]),
  ...([
    [3, 1],
    [8, 0],
    [1, 1],
    [1, 1],
    [2, 1],
    [4, 2],
    [5, 0],
    [5, 2],
    [5, 1],
    [5, 2],
  ] as Field[]),
  ...([
    [1, 1],
    [14, 8123],
    [1, 1],
  ] as Field[]),
  // Results, what was seen (calls, items, scenes), fixes.
  ...([
    [8, 1],
    [14, 10_000],
    [1, 0],
  ] as Field[]),
  ...([
    [10, 2],
    [1, 0],
    [1, 1],
    [10, 2],
    [1, 1],
    [1, 0],
    [10, 1],
    [1, 1],
  ] as Field[]),
  ...([
    [4, 2],
    [1, 1],
    [8, 1],
    [1, 0],
    [8, 1],
  ] as Field[]),
  // Self-check, asked, promise, closing, done, time.
  ...([
    [1, 1],
    [5, 0b01001],
  ] as Field[]),
  ...([[2, 2], ms(1_800_000_000_123), [8, 1]] as Field[]),
  ...([[3, 1], ...text('Z1'), [5, 1]] as Field[]),
  ...([[1, 0], [1, 1], ms(3_600_001)] as Field[]),
];

/** The bits of `full` from its beginning up to a field, that field with another value, and the rest. */
const withField = (index: number, value: number): string =>
  asBits(fields.map(([width, is], at): Field => [width, at === index ? value : is]));
/** Where a field of this width and value stands, counted from a field on. */
const at = (width: number, value: number, from = 0): number =>
  fields.findIndex(([w, v], index) => index >= from && w === width && v === value);

describe('format 1', () => {
  const bits = asBits(fields);

  it('writes every field where its comment says', () => expect(written(full, bits.length)).toBe(bits));

  it('reads every field back', () => expect(read(bits)).toEqual(full));

  it('of an attempt that has just begun is zeros but for the location and the lengths of the lists', () => {
    const fresh = asBits([
      [32, 0],
      ...text('home'),
      ...([
        [5, 0],
        [1, 0],
        [8, 0],
      ] as Field[]),
      ...([
        [10, 2],
        [2, 0],
        [10, 2],
        [2, 0],
        [10, 1],
        [1, 0],
      ] as Field[]),
      ...([[4, 0], [1, 0], [5, 0], [2, 0], [3, 0], [1, 0], [1, 0], ms(0)] as Field[]),
    ]);
    expect(written(newAttempt(), fresh.length)).toBe(fresh);
    expect(read(fresh)).toEqual(newAttempt());
  });

  it('of a signed promise has no reason', () => {
    const signed: Attempt = { ...newAttempt(), promise: { kind: 'signed', at: 65_536 }, completed: true };
    const writer = bitWriter();
    attemptLayout(writer, slots, signed);
    expect(attemptLayout(bitReader(writer.bytes()), slots, null)).toEqual(signed);
  });

  it('wraps the revision and holds time and a clock that ran backwards in their bounds', () => {
    const writer = bitWriter();
    const [call] = full.round?.calls ?? [];
    if (!full.round || !call) throw new Error('the attempt has a call');
    const round = { ...full.round, calls: [{ ...call, ms: 2 ** 40 }] };
    attemptLayout(writer, slots, { ...full, rev: 2 ** 32 + 7, activeMs: -1, round });
    const back = attemptLayout(bitReader(writer.bytes()), slots, null);
    expect([back.rev, back.activeMs, back.round?.calls[0]?.ms]).toEqual([7, 0, 2 ** 32 - 1]);
  });

  it('of an earlier release knows fewer slots, and they keep their meaning', () => {
    const grown: Slots = { ...slots, calls: [...slots.calls, 'C3'], items: [...slots.items, 'I3'] };
    const writer = bitWriter();
    attemptLayout(writer, slots, full);
    expect(attemptLayout(bitReader(writer.bytes()), grown, null)).toEqual(full);
  });

  const sure = at(2, 2, at(10, 1, at(10, 1) + 1));
  const promise = at(2, 2, at(5, 0b01001));
  it.each([
    ['a lesson the course does not have', at(8, 0, at(5, 2)), 2, 'the saved state names place 2 of a list of 2'],
    ['an answer neither sure nor unsure', sure, 3, 'an answer is neither sure nor unsure'],
    ['a promise of a third kind', promise, 3, 'the promise is neither signed nor declined'],
    ['an answer of a fourth shape', at(2, 0, at(5, 2)), 3, 'an answer has an unknown shape'],
    ['more calls than there are', at(10, 2), 3, 'the saved state knows more ids than the course'],
  ])('with %s is told', (_, field, value, message) =>
    expect(() => read(withField(field, value))).toThrow(new BitsError(message)),
  );

  it('cannot hold an id that is not in the lock', () =>
    expect(() => attemptLayout(bitWriter(), slots, { ...full, fixes: ['L9'] })).toThrow(RangeError));
});
