import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../../src/package/project.ts';

const folder = join(projectDir, 'src/app/styles');
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));

/** Rem, as tokens.css says them: the menu of a phone, small print, text, lead, sub-heading, heading, and the welcome. */
const SCALE = [0.78, 0.88, 1, 1.1, 1.2, 1.45, 1.9];
const sizesIn = (css: string): number[] =>
  [...css.matchAll(/font(?:-size)?:[^;]*?([\d.]+)rem/g)].map(([, size]) => Number(size));

test('the learner’s screens have the six text sizes of the scale and one for the menu of a phone, and no other', () => {
  const sizes = sheets.flatMap((name) => sizesIn(readFileSync(join(folder, name), 'utf8')));
  expect([...new Set(sizes)].sort((a, b) => a - b)).toEqual(SCALE);
});

test('no size is made out of what the frame is wide: each is a font of its own to a browser', () => {
  for (const name of sheets)
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/font(-size)?:[^;]*(clamp|cqi|vw)/);
});

test('a size in a shorthand would be found, too', () => {
  expect(sizesIn('a { font: 600 1.05rem/1.4 var(--serif); font-size: 2rem }')).toEqual([1.05, 2]);
});
