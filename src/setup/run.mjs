// Runs a TypeScript program of the project, after installing what it needs. Plain Node, no dependencies. The commands of
// package.json call it: `run.mjs [--browser] <file> [its own words]`; `--browser` finds a Chromium first.
import { spawn } from 'node:child_process';
import { installIfNeeded, projectDir } from './install.mjs';

const words = process.argv.slice(2);
const needsBrowser = words[0] === '--browser';
const [file, ...own] = needsBrowser ? words.slice(1) : words;
try {
  installIfNeeded();
  if (needsBrowser) {
    const { findBrowser } = await import('./browser.mjs');
    process.env.CHROME_PATH = await findBrowser();
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const program = spawn(process.execPath, ['--import', 'tsx', file, ...own], { cwd: projectDir, stdio: 'inherit' });
// A terminal tells both of us to stop; whoever tells only us means both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal));
program.on('error', (error) => {
  process.stderr.write(`${file} could not be started: ${error.message}\n`);
  process.exitCode = 1;
});
program.on('exit', (code, signal) => {
  if (signal) process.stderr.write(`${file} was stopped (${signal}).\n`);
  process.exitCode = code ?? 1;
});
