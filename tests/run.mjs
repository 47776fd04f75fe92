// `npm test`: everything from a fresh clone. Plain Node at first: it installs what the rest needs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installIfNeeded, projectDir } from '../src/setup/install.mjs';

const say = (words) => process.stderr.write(`\n== ${words}\n`);

/** Runs a tool of the project; ends everything with its exit code when it fails. */
function run(what, script, ...args) {
  say(what);
  const began = Date.now();
  const { status } = spawnSync(process.execPath, [join(projectDir, 'node_modules', script), ...args], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.stderr.write(`   ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  if (status === 0) return true;
  failures.push(what);
  return false;
}

const failures = [];
try {
  installIfNeeded();
  const { findBrowser } = await import('../src/setup/browser.mjs');
  say('finding a browser');
  process.env.CHROME_PATH = await findBrowser();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

run('types', 'typescript/bin/tsc', '-b');
run('lint', 'oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'src', 'tests');
run('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');
run('the course against its quality gates', 'tsx/dist/cli.mjs', 'src/package/check-course.ts');
run('size budgets', 'tsx/dist/cli.mjs', 'src/package/size.ts');

const folder = mkdtempSync(join(tmpdir(), 'keep-it-confidential-'));
const results = join(folder, 'results.json');
run('tests', 'vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile=${results}`);
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
rmSync(folder, { recursive: true, force: true });

if (failures.length > 0) process.stderr.write(`\nFailed: ${failures.join(', ')}. The lines above say why.\n`);
process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);
