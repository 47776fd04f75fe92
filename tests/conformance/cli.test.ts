import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../../src/package/project.ts';

const run = (...words: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/package/cli.ts', ...words], {
    cwd: projectDir,
    encoding: 'utf8',
  });

test('a package is written, and the closing table on standard output tells its file, size and SHA-256', () => {
  const { status, stdout, stderr } = run('keep-it-confidential', 'scorm12');
  expect(stderr).toContain('Packaging keep-it-confidential for SCORM 1.2');
  expect(status).toBe(0);
  const [heading, row, ...rest] = stdout.trimEnd().split('\n');
  expect(heading).toMatch(/^file +bytes +SHA-256 +standard +identifier +version +language$/);
  expect(rest).toEqual([]);
  const [file = '', bytes, sha256] = (row ?? '').split(/ {2,}/);
  const zip = readFileSync(join(projectDir, file));
  expect(Number(bytes)).toBe(zip.length);
  expect(sha256).toBe(createHash('sha256').update(zip).digest('hex'));
  expect(existsSync(join(projectDir, `${file}.part`))).toBe(false);
});

test.each([
  [['keep-it-confidental'], 'There is no module "keep-it-confidental"; did you mean "keep-it-confidential"?'],
  [['keep-it-confidential', 'scrom12'], 'There is no target "scrom12"; did you mean "scorm12"?'],
  [['a', 'b', 'c'], 'too many arguments'],
  [['--fast'], "unknown option '--fast'"],
])('%o is a usage mistake: exit code 2, a sentence, nothing on standard output', (words, says) => {
  const { status, stdout, stderr } = run(...words);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(says);
});

test('--help is no mistake', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run package --') as string });
});
