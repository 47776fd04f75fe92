import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { closest } from '../../../src/package/closest.ts';
import { zip } from '../../../src/package/zip.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the order in which files were added does not show in the zip', () => {
  const files: [string, Uint8Array][] = [
    ['b.txt', bytes('b')],
    ['a/c.txt', bytes('c')],
  ];
  expect(zip(new Map(files))).toEqual(zip(new Map([...files].reverse())));
});

test('the zip gives the files back, and names no folders', () => {
  const files = new Map([['a/c.txt', bytes('c')]]);
  expect(unzipSync(zip(files))).toEqual({ 'a/c.txt': bytes('c') });
});

test.each([
  ['scrom12', 'scorm12'],
  ['SCORM', 'scorm12'],
  ['keep-it-confidental', 'keep-it-confidential'],
  ['zzz', undefined],
])('"%s" is taken for %s', (word, expected) => {
  expect(closest(word, ['scorm12', 'keep-it-confidential'])).toBe(expected);
});
