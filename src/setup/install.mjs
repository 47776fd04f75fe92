// Installs the dependencies when they are missing or older than the lockfile. Plain Node: it runs before anything is there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectDir = fileURLToPath(new URL('../../', import.meta.url));

/** Runs `npm ci` if it is needed; its output goes to standard error. @throws Error when it fails */
export function installIfNeeded() {
  const lock = `${projectDir}package-lock.json`;
  // npm writes this file at the end of an install, so it also tells a broken one.
  const installed = `${projectDir}node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write(
    existsSync(installed)
      ? 'The dependencies are older than package-lock.json. Installing them again…\n'
      : 'The dependencies are not installed yet. Installing them, once…\n',
  );
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts'], {
    cwd: projectDir,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32', // npm is a script there
  });
  if (status === 0) return;
  const why = error ? ` (${error.message})` : '';
  throw new Error(
    `The dependencies could not be installed${why}. Check the connection, run "npm ci --ignore-scripts" yourself, and try again.`,
  );
}
