import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
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
