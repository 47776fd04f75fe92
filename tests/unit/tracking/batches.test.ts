import { expect, test } from 'vitest';
import { batches } from '../../../src/tracking/xapi/batches.ts';

const bytesOf = (part: unknown): number => new TextEncoder().encode(JSON.stringify(part)).length;

test('statements keep their order, at most 25 in one part', () => {
  const all = Array.from({ length: 60 }, (_, n) => n);
  const parts = batches(all);
  expect(parts.map((part) => part.length)).toEqual([25, 25, 10]);
  expect(parts.flat()).toEqual(all);
  expect(batches([])).toEqual([]);
});

test('a part has at most 48 KiB of UTF-8, and is as full as it can be', () => {
  const emoji = '😀'.repeat(1000); // 4,002 bytes with its quotes
  const parts = batches(Array.from({ length: 24 }, () => emoji));
  expect(parts.map((part) => part.length)).toEqual([12, 12]);
  // Brackets and commas count: 12 of 4,093 bytes make 49,117 with them, and 48 KiB are 49,152.
  for (const [length, most] of [
    [4093, 12],
    [4094, 12],
    [4095, 11],
    [4096, 11],
  ] as const) {
    const [first = []] = batches(Array.from({ length: 24 }, () => 'x'.repeat(length - 2)));
    expect(first.length).toBe(most);
    expect(bytesOf(first)).toBeLessThanOrEqual(48 * 1024);
  }
});

test('one that is larger than a part goes alone', () => {
  const large = 'x'.repeat(60_000);
  expect(batches(['a', large, 'b']).map((part) => part.length)).toEqual([1, 1, 1]);
});
