import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/package/checksums.ts';
import { run } from '../../src/package/cli/run.ts';
import { projectDir } from '../../src/package/project.ts';
import { zip } from '../../src/package/zip.ts';

let folder = '';
/** A package of ours, built by the real command. */
let built = '';
let closing = '';
let progress = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  const result = inProcess(
    'keep-it-confidential',
    'scorm12',
    '--lms',
    'cornerstone',
    '--mastery',
    '0',
    '--out',
    folder,
  );
  if (result.status !== 0) throw new Error(result.stderr);
  [closing, progress] = [result.stdout, result.stderr];
  built = join(folder, 'keep-it-confidential-1-0-0-scorm12.zip');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The real command, in a process of its own. */
const inProcess = (...words: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/package/cli.ts', ...words], {
    cwd: projectDir,
    encoding: 'utf8',
  });

/** The same in this process: exit code and what was written where. */
async function here(...words: string[]) {
  const texts = { out: '', err: '' };
  const code = await run(words, { out: (text) => (texts.out += text), err: (text) => (texts.err += text) });
  return { code, ...texts };
}

/** A zip of some files, written where the command can find it. */
async function file(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

describe('npm run package', () => {
  test('writes a zip, its hand-over sheet and the item key, and tells size, SHA-256, settings and the next step', async () => {
    const bytes = readFileSync(built);
    const row = closing.split('\n').find((line) => line.includes('keep-it-confidential-1-0-0-scorm12.zip'));
    expect(closing).toMatch(/^file +bytes +SHA-256 +standard +identifier +version +languages +mastery$/m);
    expect(row?.split(/ {2,}/).slice(1)).toEqual([
      String(bytes.length),
      sha256(bytes),
      'SCORM 1.2',
      'keep-it-confidential',
      '1.0.0',
      'en, es',
      '0 %',
    ]);
    expect(closing).toContain('preset: cornerstone, for Cornerstone\n');
    expect(closing).toContain('status: completed only, never passed or failed');
    expect(closing).toContain('pass mark: 0 %, as asked with --mastery');
    expect(closing).toContain('Next: upload as in docs/lms/cornerstone.md');
    expect(progress).toContain('Packaging keep-it-confidential for SCORM 1.2');
    expect((await readdir(folder)).sort()).toEqual([
      'keep-it-confidential-1-0-0-item-key.csv',
      'keep-it-confidential-1-0-0-item-key.html',
      'keep-it-confidential-1-0-0-scorm12-handover.html',
      'keep-it-confidential-1-0-0-scorm12.zip',
    ]);
    expect(readFileSync(built.replace('.zip', '-handover.html'), 'utf8')).toContain(sha256(bytes));
  });

  test('the settings are in the package: texts, rules and version.json agree', () => {
    const files = unzipSync(new Uint8Array(readFileSync(built)));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    expect(text('content.en.js')).toMatch(/mastery:0,.*status:"completed"/);
    expect(JSON.parse(text('version.json'))).toMatchObject({
      target: 'scorm12',
      settings: { mastery: 0, status: 'completed' },
    });
  });

  test('--dry-run --json checks several standards, writes nothing and says so in one document', async () => {
    const out = join(folder, 'not-made');
    const {
      code,
      out: text,
      err,
    } = await here(
      'keep-it-confidential',
      'web',
      'xapi',
      '--dry-run',
      '--json',
      '--quiet',
      '--lang',
      'en',
      '--out',
      out,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = JSON.parse(text) as { packages: { target: string; languages: string[]; status: string }[] };
    expect(told).toMatchObject({ ok: true, dryRun: true, preset: null, guide: 'docs/lms/README.md' });
    expect(told.packages.map(({ target, languages, status }) => [target, languages, status])).toEqual([
      ['web', ['en', 'es'], 'passed'],
      ['xapi', ['en', 'es'], 'passed'],
    ]);
    expect(existsSync(out)).toBe(false);
  });
});

describe('a wrong word gives one sentence that says what to do, exit code 2, and nothing on standard output', () => {
  test.each<[words: string[], says: string]>([
    [['keep-it-confidental'], 'There is no module "keep-it-confidental"; did you mean "keep-it-confidential"?'],
    [['keep-it-confidential', 'scrom12'], 'There is no target "scrom12"; did you mean "scorm12"? Known: scorm12,'],
    [['keep-it-confidential', 'web', 'pdf'], 'There is no target "pdf". Known: scorm12, scorm2004-3'],
    [['--lms', 'moodel'], 'There is no preset "moodel"; did you mean "moodle"? Known: moodle, totara'],
    [['--mastery', '101'], '--mastery takes a number from 0 to 100, not "101".'],
    [['--mastery', 'high'], '--mastery takes a number from 0 to 100, not "high".'],
    [['--mastery', ''], '--mastery takes a number from 0 to 100, not "".'],
    [['keep-it-confidential', 'web', '--lang', 'xx', '--quiet'], 'has no language "xx". It has: en, es.'],
    [['--out', 'package.json'], 'package.json" is a file: name a folder with --out.'],
    [['--out', 'package.json/inside'], '(ENOTDIR): name another folder with --out.'],
    [['--fast'], "unknown option '--fast'"],
    [['--out'], "option '--out <folder>' argument missing"],
    [['inspect'], "missing required argument 'zip'"],
    [['inspect', 'no.zip'], 'There is no file "no.zip": name a zip'],
    [['verify', 'src'], '"src" is a folder: name the zip itself.'],
  ])('%o', async (words, says) => {
    const { code, out, err } = await here(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  test('in a real process too, and as one JSON document where that was asked for', () => {
    const { status, stdout, stderr } = inProcess('keep-it-confidential', 'scrom12', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      exitCode: 2,
      message: expect.stringContaining('scorm12') as string,
    });
    expect(stderr).toContain('did you mean "scorm12"?');
  });
});

test('help names the exit codes, and is no mistake', async () => {
  for (const words of [['--help'], ['-h'], ['inspect', '--help']]) expect((await here(...words)).code).toBe(0);
  expect((await here('-h')).out).toMatch(
    /Exit codes:\n {2}0 {2}done[^]* {2}1 {2}mistakes[^]* {2}2 {2}a wrong word[^]* {2}3 {2}a fault/,
  );
});

test('a fault of the program itself is exit code 3, and says where it happened', async () => {
  let err = '';
  const out = () => {
    throw new TypeError('a broken pipe');
  };
  expect(await run(['inspect', built], { out, err: (text) => (err += text) })).toBe(3);
  expect(err).toMatch(/fault in the program, not in your course[^]*a broken pipe\n +at /);
});

describe('inspect', () => {
  test('reads our own package back, with nothing wrong', async () => {
    const { code, out } = await here('inspect', built);
    expect(code).toBe(0);
    expect(out).toMatch(/^standard: +SCORM 1\.2$/m);
    expect(out).toMatch(/^identifier: +keep-it-confidential$/m);
    expect(out).toMatch(/^version: +1\.0\.0$/m);
    expect(out).toMatch(/No problems found\.\n$/);
  });

  test.each([
    ['1.2', 'SCORM 1.2'],
    ['2004 3rd Edition', 'SCORM 2004 3rd Edition'],
    ['2004 4th Edition', 'SCORM 2004 4th Edition'],
  ])('reads what another builder packs as SCORM %s, and finds nothing that is not there', async (version, name) => {
    const place = await mkdtemp(join(folder, 'foreign-'));
    await mkdir(join(place, 'course'));
    await writeFile(join(place, 'course', 'index.html'), '<h1>Lifting</h1>');
    const options = {
      version,
      organization: 'Example',
      title: 'Lifting',
      identifier: 'lifting',
      masteryScore: 80,
      startingPage: 'index.html',
      source: join(place, 'course'),
      package: { version: '1.0.0', zip: true, outputFolder: place },
    };
    const pack = `require('simple-scorm-packager')(${JSON.stringify(options)}, () => undefined)`;
    const { status } = spawnSync(process.execPath, ['-e', pack], { cwd: projectDir, encoding: 'utf8' });
    expect(status).toBe(0);
    const zipped = (await readdir(place)).find((entry) => entry.endsWith('.zip')) ?? '';
    const { code, out } = await here('inspect', join(place, zipped), '--json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
      code: 0,
      standardName: name,
      title: 'Lifting',
      launch: 'index.html',
      ours: false,
      problems: [],
      notes: expect.arrayContaining([expect.stringMatching(/the LMS may overwrite the status/)]) as string[],
    });
  });

  test('says what is wrong with somebody else’s, exit code 1', async () => {
    const path = await file('other.zip', zipSync({ 'course/imsmanifest.xml': strToU8('<manifest/>') }));
    const { code, out } = await here('inspect', path, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      ours: false,
      problems: expect.arrayContaining([expect.stringContaining('must be at the root')]) as string[],
    });
  });

  test.each<[what: string, bytes: () => Uint8Array, says: RegExp]>([
    [
      'half a zip',
      () => new Uint8Array(readFileSync(built)).slice(0, 50_000),
      /no zip, or only a part of one: download/,
    ],
    ['no zip at all', () => strToU8('hello'), /This is no zip/],
    ['a zip that reaches out of its folder', () => zipSync({ '../evil.txt': strToU8('x') }), /outside its folder/],
  ])('%s is one sentence, exit code 1', async (what, bytes, says) => {
    const path = await file(`${what.replaceAll(' ', '-')}.zip`, bytes());
    for (const command of ['inspect', 'verify']) {
      const { code, out, err } = await here(command, path);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(says);
    }
  });
});

describe('verify', () => {
  const changed = (change: (files: Map<string, Uint8Array>) => void) => {
    const files = new Map(Object.entries(unzipSync(new Uint8Array(readFileSync(built)))));
    change(files);
    return zip(files);
  };

  test('proves a zip of ours by building it again with the settings it names', async () => {
    const { code, out } = await here('verify', built);
    expect(code).toBe(0);
    expect(out).toMatch(/whole: +yes[^]*ours: +yes, built again from the sources here it is the same byte for byte/);
  });

  test.each<[what: string, bytes: () => Uint8Array, says: RegExp[]]>([
    [
      'a changed file',
      () => changed((files) => files.set('style.css', strToU8('body {}'))),
      [/whole: +no/, /style\.css was changed/, /ours: +not proved, .*not the same/, /these differ: style\.css/],
    ],
    [
      'a zip made again by another program',
      () => zipSync(unzipSync(new Uint8Array(readFileSync(built))), { level: 1 }),
      [/whole: +yes/, /ours: +not proved/, /zipped again by another program/],
    ],
    [
      'a package that is not ours',
      () => zipSync({ 'imsmanifest.xml': strToU8('<manifest/>') }),
      [/checksums\.txt is missing/, /could not be built again/, /no version\.json of ours/],
    ],
    [
      'another version',
      () =>
        changed((files) =>
          files.set(
            'version.json',
            strToU8(new TextDecoder().decode(files.get('version.json')).replace('"1.0.0"', '"0.9.0"')),
          ),
        ),
      [/It says version 0\.9\.0, and the sources here are version 1\.0\.0: check out those of 0\.9\.0/],
    ],
  ])('%s is not proved, and it says which proof failed', async (what, bytes, says) => {
    const path = await file(`${what.replaceAll(' ', '-')}.zip`, bytes());
    const { code, out } = await here('verify', path);
    expect(code).toBe(1);
    for (const each of says) expect(out).toMatch(each);
  });
});
