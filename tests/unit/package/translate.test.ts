import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../../src/package/cli/run.ts';
import { loadModule } from '../../../src/package/load-module.ts';
import { exportTexts, importTexts } from '../../../src/package/translate.ts';
import { csvText } from '../../../src/report/csv/write-csv.ts';
import { moduleDir } from '../../support/real-course.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder = '';
let dir = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'translate-'));
  dir = join(folder, 'module');
  await cp(moduleDir, dir, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEAD = ['file', 'path', 'source', 'target'];

test('a translation that is exported and imported again is the same course', async () => {
  const before = await loadModule(dir, { language: 'es' });
  const { csv } = await exportTexts(dir, 'es');
  await rm(join(dir, 'locales/es'), { recursive: true });
  await importTexts(dir, 'es', csv);
  const after = await loadModule(dir, { language: 'es' });
  expect(after.course).toEqual(before.course);
});

test('a new language begins with empty cells, notes, and what must stay as it is', async () => {
  const { csv, texts } = await exportTexts(dir, 'fr');
  expect(texts.every(({ target }) => target === null)).toBe(true);
  expect(csv).toContain(
    '"calls/CALL1.yaml","title"', // every text has a row
  );
  expect(csv).toMatch(
    /"lessons\/KP02\.yaml","rule","Use the check on the \{\{org\.verify\.cardName\}\} for this[^"]*","","about \d+ characters at most","\{\{org\.verify\.cardName\}\}"/,
  );
  expect(csv).toMatch(
    /"lessons\/KP01\.yaml","alt","Priya [^"]*","","what a drawing shows, for someone who cannot see it/,
  );
  expect(csv).toContain(
    '"organisation.yaml","org.report.accept","privacy desk | the privacy desk | privacy team","","answers that count',
  );
});

test('one translated cell is enough, and everything around it stays in the original’s language', async () => {
  const row = ['lessons/KP02.yaml', 'dos.1', 'Finish all steps.', 'Termine chaque étape.'];
  await importTexts(dir, 'fr', csvText(HEAD, [row]));
  expect(await readFile(join(dir, 'locales/fr/lessons/KP02.yaml'), 'utf8')).toBe(
    'dos:\n  - null\n  - Termine chaque étape.\n  - null\n',
  );
  const { course, warnings } = await loadModule(dir, { language: 'fr' });
  // The interface has no French: it stays English, is marked as such, and whoever builds is told.
  expect(course.untranslated).toMatchObject({ language: 'en', texts: expect.arrayContaining(['Check my answer']) });
  expect(warnings).toContainEqual(expect.stringMatching(/^The interface has no words in fr and stays in English/));
  expect(course.lessons.find(({ id }) => id === 'KP02')?.dos).toEqual([
    'Match the check to the request.',
    'Termine chaque étape.',
    'Say “I’ll find out and call you back”.',
  ]);
  await rm(join(dir, 'locales/fr'), { recursive: true });
});

test('accepted answers come back as a list, and a cell that a spreadsheet would run as what it says', async () => {
  const source = 'privacy desk | the privacy desk | privacy team';
  await importTexts(
    dir,
    'fr',
    csvText(HEAD, [
      ['organisation.yaml', 'org.report.accept', source, 'bureau|le bureau'],
      ['lessons/KP02.yaml', 'dos.1', 'Finish all steps.', '=Termine'],
    ]),
  );
  const { course } = await loadModule(dir, { language: 'fr' });
  expect(course.organisation.report.accept).toEqual(['bureau', 'le bureau']);
  expect(course.lessons.find(({ id }) => id === 'KP02')?.dos[1]).toBe('=Termine');
  await rm(join(dir, 'locales/fr'), { recursive: true });
});

test.each([
  [
    'a text that has changed',
    ['lessons/KP02.yaml', 'dos.1', 'Finish some steps.', 'x'],
    /row 2: the text at .* is another one by now/,
  ],
  [
    'a place that is not there',
    ['lessons/KP02.yaml', 'dos.9', 'x', 'x'],
    /row 2: the course has no text at lessons\/KP02\.yaml dos\.9/,
  ],
  [
    'a lost token',
    ['lessons/KP02.yaml', 'rule', '', 'x'],
    /locales\/fr\/lessons\/KP02\.yaml:1:7 .*expected \{\{org\.verify\.cardName\}\}/,
  ],
])('%s stops the import, and nothing is written', async (_, [file = '', path = '', source, target], message) => {
  const { texts } = await exportTexts(dir, 'fr');
  const own = texts.find((each) => each.file === file && each.path.join('.') === path)?.source ?? '';
  const csv = csvText(HEAD, [[file, path, source || own, target ?? '']]);
  await expect(importTexts(dir, 'fr', csv)).rejects.toThrow(message);
  expect(await readdir(join(dir, 'locales'))).toEqual(['es']);
});

test('the command writes the table, and says how much is left', async () => {
  const said = { out: '', err: '' };
  const io = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) };
  const out = join(folder, 'fr.csv');
  expect(await run(['translate', 'export', 'keep-it-confidential', '--lang', 'fr', '--out', out], io)).toBe(0);
  expect(said.err).toMatch(/^(\d+) texts, \d+ of them not translated into fr yet\.\n$/);
  expect(
    (await readFile(out, 'utf8')).startsWith('\uFEFF"file","path","source","target","note","do not translate"\r\n'),
  ).toBe(true);
  expect(await run(['translate', 'export', 'keep-it-confidential'], io)).toBe(2);
  await writeFile(out, 'a,b\n1,2\n');
  expect(await run(['translate', 'import', 'keep-it-confidential', out, '--lang', 'fr'], io)).toBe(1);
  expect(said.err).toContain('its first row must hold file, path, source, target');
});
