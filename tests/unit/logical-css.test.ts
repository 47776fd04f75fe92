import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../../src/package/project.ts';

const folder = join(projectDir, 'src/app/styles');
const names = readdirSync(folder).filter((name) => name.endsWith('.css'));
const pages = ['first.css', 'player.css'].map((name) => join(projectDir, 'src/app', name));
const sheets = [...names.map((name) => join(folder, name)), ...pages];

/** Declarations that mean a side of the screen and not the start or the end of a line. */
const PHYSICAL =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)|(?:text-align|float|clear)\s*:\s*(?:left|right)/g;

test('the learner’s style sheets know start and end, never left and right, so that a page can be turned round', () => {
  const found = sheets.flatMap((file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    return [...text.matchAll(PHYSICAL)].map(([words]) => `${file.slice(projectDir.length)}: ${words.trim()}`);
  });
  expect(sheets.length).toBeGreaterThan(8);
  expect(found).toEqual([]);
});

test('a drawing that stands at one side changes it where the page is turned round', () => {
  for (const file of sheets) {
    const text = readFileSync(file, 'utf8');
    if (/background(?:-position)?:[^;]*\b(?:left|right)\b/.test(text)) expect(text).toContain(':dir(rtl)');
  }
});

test.each(['margin-left: 1px', '{left: 0', 'border-top-right-radius: 2px', 'text-align: right'])(
  '“%s” would be found',
  (css) => {
    expect([...css.matchAll(PHYSICAL)]).toHaveLength(1);
  },
);
