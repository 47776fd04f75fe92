import { expect, test } from 'vitest';
import { bitReader, bitWriter, BitsError } from '../../../src/attempt/bits.ts';

test('numbers stand one after the other, high bit first, the last byte filled with zeros', () => {
  const bits = bitWriter();
  expect(bits.reading).toBe(false);
  expect(bits.uint(3, 5)).toBe(5);
  bits.uint(32, 2 ** 32 - 1);
  bits.bool(true);
  expect(bits.bytes()).toEqual([0b10111111, 255, 255, 255, 0b11110000]);
});

test.each([
  [4, 16],
  [4, -1],
  [4, 1.5],
  [1, Number.NaN],
  [32, 2 ** 32],
])('%i bits do not hold %d', (width, value) =>
  expect(() => bitWriter().uint(width, value)).toThrow(
    new RangeError(`${value} does not fit into ${width} bits of saved state.`),
  ),
);

test('what was written is read, and nothing is left', () => {
  const bits = bitWriter();
  const entry = (value: number) => bits.uint(5, value);
  bits.list(4, [1, 2, 31], () => 0, entry);
  bits.optional(null, () => 0, entry);
  bits.optional<number>(7, () => 0, entry);
  bits.text('Zoë 😀%41%');
  const reader = bitReader(bits.bytes());
  const read = (value: number) => reader.uint(5, value);
  expect(reader.reading).toBe(true);
  expect(reader.done()).toBe(false);
  expect(reader.list(4, [], () => 0, read)).toEqual([1, 2, 31]);
  expect(reader.optional<number>(null, () => 0, read)).toBeNull();
  expect(reader.optional<number>(null, () => 0, read)).toBe(7);
  expect(reader.text('')).toBe('Zoë 😀%41%');
  expect(reader.done()).toBe(true);
});

test('bits that run out are told, and so is text that is none', () => {
  expect(bitReader([255]).uint(8, 0)).toBe(255);
  expect(() => bitReader([255]).uint(9, 0)).toThrow(new BitsError('the saved state ends too early'));
  expect(() => bitReader([1, 255]).text('')).toThrow(new BitsError('the saved state holds text that is not UTF-8'));
  expect(bitReader([0]).done()).toBe(false);
  const one = bitReader([0b10000001]);
  one.uint(1, 0);
  expect(one.done()).toBe(false);
});

test('text is at most 255 bytes, and a half of a character becomes the sign for one', () => {
  const bits = bitWriter();
  bits.text('x'.repeat(255));
  expect(() => bits.text('x'.repeat(256))).toThrow(RangeError);
  const half = bitWriter();
  half.text('a\ud83d');
  expect(bitReader(half.bytes()).text('')).toBe('a\ufffd');
});
