import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../../src/package/cli/run.ts';
import { LOCK, loadModule } from '../../../src/package/load-module.ts';
import { projectDir } from '../../../src/package/project.ts';

vi.setConfig({ testTimeout: 120_000 }); // each command runs every gate

// A module of its own, outside the project, that the command takes for the project's only one.
const place = vi.hoisted(() => ({ dir: '' }));
vi.mock(import('../../../src/package/project.ts'), async (original) => ({
  ...(await original()),
  moduleNames: () => ['translated'],
  moduleDir: () => place.dir,
}));

let folder = '';
const write = (path: string, text: string) => writeFile(join(place.dir, path), text);
const read = (path: string) => readFile(join(place.dir, path), 'utf8');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overrides-'));
  place.dir = join(folder, 'module');
  await cp(join(projectDir, 'modules/keep-it-confidential'), place.dir, { recursive: true });
  await rm(join(place.dir, 'locales'), { recursive: true, force: true });
  await mkdir(join(place.dir, 'locales/de'), { recursive: true });
  await write('locales/de/course.yaml', 'shortTitle: Streng vertraulich\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command with its progress left out. */
async function command(...words: string[]) {
  const texts = { out: '', err: '' };
  const io = { out: (text: string) => (texts.out += text), err: (text: string) => (texts.err += text) };
  return { code: await run(['--quiet', '--out', join(folder, 'out'), ...words], io), ...texts };
}

test('a translation replaces the texts it has, and keeps ids, slots and build', async () => {
  const own = await loadModule(place.dir);
  const german = await loadModule(place.dir, { language: 'de' });
  expect(own.languages).toEqual(['en', 'de']);
  const { slots, build, lessons } = own.course;
  expect(german.course).toMatchObject({ language: 'de', shortTitle: 'Streng vertraulich', slots, build, lessons });
  expect(german.courses.map((each) => each.language)).toEqual(['de', 'en']);
});

test('what a translation leaves out is told, and marked as the language it is in', async () => {
  const { warnings, courses } = await loadModule(place.dir);
  const told = warnings.find((each) => each.startsWith('locales/de: '));
  expect(told).toMatch(/texts stay in en: calls\/CALL1\.yaml title, .*, and \d+ more\.$/);
  const { untranslated, reportNames } = courses.find((each) => each.language === 'de') ?? {};
  expect(untranslated?.language).toBe('en');
  expect(untranslated?.texts).toContain('Every call is a promise.');
  expect(untranslated?.texts).not.toContain('Streng vertraulich');
  expect(reportNames).toMatchObject({ KP08: 'Speak up fast', M1: 'Trustworthiness' });
});

test('a mistake in a translation stops the build, with its place', async () => {
  await write('locales/de/course.yaml', 'shortTitel: Streng vertraulich\n');
  await expect(loadModule(place.dir)).rejects.toThrow(
    /locales\/de\/course\.yaml:1:1 the original has no "shortTitel" here; did you mean "shortTitle"\?/,
  );
  await write('locales/de/course.yaml', 'shortTitle: Streng vertraulich\n');
});

test('settings that are as they were give the same build, others another', async () => {
  const { course } = await loadModule(place.dir);
  const build = async (overrides: Parameters<typeof loadModule>[1]) =>
    (await loadModule(place.dir, overrides)).course.build;
  expect(await build({ mastery: 80, status: 'passed', language: 'en' })).toBe(course.build);
  expect(await build({ language: 'de' })).toBe(course.build);
  expect(await build({ mastery: 0 })).not.toBe(course.build);
  expect(await build({ status: 'completed' })).not.toBe(course.build);
});

test('a mistake in the course is exit code 1, and nothing is written', async () => {
  const before = await read('items/KP01.yaml');
  await write('items/KP01.yaml', before.replace('type: choice', 'type: choise'));
  const { code, out, err } = await command('translated', 'web');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/items\/KP01\.yaml:\d+:\d+ .*did you mean "choice"\?/);
  const json = await command('translated', 'web', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ ok: false, exitCode: 1, mistakes: [{ file: 'items/KP01.yaml' }] });
  await write('items/KP01.yaml', before);
});

test('a gate that does not hold is exit code 1 as well', async () => {
  const before = await read('items/KP01.yaml');
  await write(
    'items/KP01.yaml',
    before.replace('Only our brand is hurt.', `Only our brand is hurt, ${'and hurt again, '.repeat(12)}and so on.`),
  );
  const { code, err } = await command('translated', 'web', '--dry-run');
  expect(code).toBe(1);
  expect(err).toMatch(/gate \d+: it is required that/);
  await write('items/KP01.yaml', before);
});

test('ids are published when a zip is written, and not by a dry run', async () => {
  const before = await read(LOCK);
  const course = await read('course.yaml');
  await write('course.yaml', course.replace('version: 1.0.0', 'version: 1.0.1'));
  expect((await command('translated', 'web', '--dry-run')).code).toBe(0);
  expect(await read(LOCK)).toBe(before);
  const { code, out } = await command('translated', 'web');
  expect(code).toBe(0);
  expect(out).toContain(
    'translated 1.0.1: Text: only wording differs from version 1.0.0, so replace the package in place.',
  );
  expect(JSON.parse(await read(LOCK))).toMatchObject({ release: { version: '1.0.1', since: '1.0.0', kind: 'text' } });
  await write('course.yaml', course);
  await write(LOCK, before);
});
