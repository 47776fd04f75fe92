import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { projectDir } from '../../src/package/project.ts';
import { browserArgs } from '../../src/setup/browser.mjs';

const run = promisify(execFile);
let copy = '';
let readme = '';

/** What the README tells a stranger to type; each is run below, `npm test` by whoever runs this. */
const COMMANDS = ['npm start', 'npm test', 'npm run package -- --lms moodle', 'npm run check'];

beforeAll(async () => {
  readme = await readFile(join(projectDir, 'README.md'), 'utf8');
  copy = await mkdtemp(join(tmpdir(), 'readme-'));
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: projectDir });
  for (const file of stdout.split('\n').filter((f) => f && !f.startsWith('tests/'))) {
    await cp(join(projectDir, file), join(copy, file), { recursive: true });
  }
  await symlink(join(projectDir, 'node_modules'), join(copy, 'node_modules'));
  // Older than the install, or `npm start` would install again, right through the link.
  await utimes(join(copy, 'package-lock.json'), 0, 0);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** A command as a stranger would run it, in a copy of the project. */
const command = (words: string) => {
  const [program = '', ...args] = words.split(' ');
  return run(program, args, { cwd: copy, maxBuffer: 10_000_000 });
};

describe('the README', () => {
  it('has under 700 words, a picture that exists, and only commands that are tested here', async () => {
    expect(readme.split(/\s+/).length).toBeLessThan(700);
    const picture = /!\[[^\]]+\]\(([^)]+)\)/.exec(readme)?.[1] ?? '';
    expect((await readFile(join(projectDir, picture))).length).toBeGreaterThan(5000);
    const blocks = [...readme.matchAll(/```sh\n([^`]+)```/g)].flatMap((m) => (m[1] ?? '').trim().split('\n'));
    expect(blocks.sort()).toEqual([...COMMANDS].sort());
  });

  it('names only files and folders that exist', async () => {
    for (const [, path = ''] of readme.matchAll(/`((?:src|modules|tests)\/[^`]+)`/g)) {
      await expect(
        readdir(join(projectDir, path)).catch(() => readFile(join(projectDir, path))),
      ).resolves.toBeDefined();
    }
  });

  it('`npm test` runs this', async () => {
    const { scripts } = JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['test']).toBe('node tests/run.mjs');
  });

  it('`npm run package -- --lms moodle` writes the zip, the hand-over sheet and the item key', async () => {
    const { stdout } = await command('npm run package -- --lms moodle');
    expect(stdout).toContain('keep-it-confidential-1-0-0-scorm12.zip');
    expect((await readdir(join(copy, 'dist/packages'))).sort()).toEqual([
      'keep-it-confidential-1-0-0-item-key.csv',
      'keep-it-confidential-1-0-0-item-key.html',
      'keep-it-confidential-1-0-0-scorm12-handover.html',
      'keep-it-confidential-1-0-0-scorm12.zip',
    ]);
  });

  it('`npm run check` prints every gate with its figures', async () => {
    const { stdout } = await command('npm run check');
    for (let gate = 1; gate <= 10; gate += 1) expect(stdout).toMatch(new RegExp(`holds  gate ${gate}: .*\\(.+\\)`));
  });

  it('`npm run size` prints the budgets and keeps them', async () => {
    const { stdout } = await command('npm run size');
    expect(stdout).toMatch(/first load in es, gzip/);
    expect(stdout).not.toContain('OVER');
  });

  it('a course file with mistakes stops the package, and says where they are', async () => {
    const file = join(copy, 'modules/keep-it-confidential/items/KP01.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('type: choice', 'type: choise'));
    onTestFinished(() => writeFile(file, before));
    await rm(join(copy, 'dist'), { recursive: true, force: true });
    const failed = await command('npm run package -- keep-it-confidential scorm12').catch(
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/items\/KP01\.yaml:\d+:\d+ .*did you mean "choice"\?/),
    });
    await expect(readdir(join(copy, 'dist/packages'))).rejects.toThrow(/ENOENT/);
  });

  it('`npm start` prints the ready line; an edit reloads the course and keeps the attempt; it stops when told to', async () => {
    const server = spawn('npm', ['start'], {
      cwd: copy,
      env: { ...process.env, PORT: '4398' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    onTestFinished(() => stop(server));
    const address = await ready(server);
    expect(address).toBe('http://127.0.0.1:4398/');

    const browser = await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: browserArgs,
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(address);
    await page.getByRole('button', { name: 'Launch' }).click();
    const course = page.frameLocator('iframe');
    await course.getByRole('link', { name: 'Lesson 3: Store it safely' }).click();
    await course.getByRole('heading', { level: 1, name: /Store it safely/ }).waitFor();

    const file = join(copy, 'modules/keep-it-confidential/course.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('name: Store it safely', 'name: Store it very safely'));
    await course.getByText('Store it very safely').first().waitFor();
    const again = course
      .getByRole('link', { name: 'Continue where you left off' })
      .or(course.getByRole('heading', { level: 1, name: /Store it very safely/ }));
    await again.first().waitFor();
  });
});

/** The address in the ready line, which must be the only line npm itself did not print. */
function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const address = /^ready (\S+)$/m.exec(out)?.[1];
      if (address) resolve(address);
    });
    server.on('exit', () => reject(new Error(`npm start ended: ${out}`)));
  });
}

/** Ends npm and what it started, as closing the terminal does. */
async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.on('exit', resolve));
  if (server.pid !== undefined && server.exitCode === null) {
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  }
}
