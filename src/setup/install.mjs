// Installs the dependencies when they are missing or older than the lockfile. Plain Node: it runs before anything is there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectDir = fileURLToPath(new URL('../../', import.meta.url));

/** Installs if it is needed; npm's own words go to standard error. @throws Error when that fails */
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
  if (npm('ci', '--ignore-scripts')) return;
  // A lockfile written where the registry holds no builds for other systems lacks them, and `npm ci` then refuses the
  // whole file. `npm install` takes the same locked versions and does without.
  process.stderr.write(
    '"npm ci" did not accept package-lock.json here. Installing the versions it locks with "npm install"…\n',
  );
  if (npm('install', '--no-save', '--ignore-scripts')) return;
  throw new Error(
    'The dependencies could not be installed; the lines above say why. Check the connection, run "npm install" yourself, and try again.',
  );
}

/** Runs npm in the project's folder; true when it succeeds. */
function npm(...args) {
  const { status } = spawnSync('npm', args, {
    cwd: projectDir,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32', // npm is a script there
  });
  return status === 0;
}
