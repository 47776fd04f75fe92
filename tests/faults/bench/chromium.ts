import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext } from 'playwright';
import { browserArgs } from '../../../src/setup/browser.mjs';

/** A Chromium as trainees have it: started by us, so that no switch of the test tool hides a fault. */
export interface Chromium {
  context: BrowserContext;
  /** Switches the browser really runs with. */
  switches: string[];
  /** Folder with what it keeps. */
  profile: string;
  /** As when power fails: no event reaches any page. */
  kill(): Promise<void>;
  /** As a person closes the whole browser. */
  quit(): Promise<void>;
  /** Ends it, however it stands, and forgets the profile. */
  end(): Promise<void>;
}

export interface ChromiumOptions {
  /** A profile an earlier browser has left. */
  profile?: string;
  args?: string[];
  /** Settings of the user, as in the profile's Preferences. */
  preferences?: object;
}

/** Starts it without one of Playwright's switches and page defaults; `lms.test` is this machine. */
export async function startChromium({ profile, args = [], preferences }: ChromiumOptions = {}): Promise<Chromium> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'faults-profile-')));
  if (preferences) {
    await mkdir(join(folder, 'Default'), { recursive: true });
    await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  const portFile = join(folder, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const child = spawn(
    process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    [
      ...browserArgs,
      '--headless=new',
      '--enable-automation', // else it does not tell its switches
      '--remote-debugging-port=0',
      '--host-resolver-rules=MAP lms.test 127.0.0.1',
      '--window-size=1000,760',
      `--user-data-dir=${folder}`,
      ...args,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await portIn(portFile, child);
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const context = browser.contexts()[0];
  if (!context) throw new Error('The browser has no window.');
  context.setDefaultTimeout(10_000);
  const cdp = await browser.newBrowserCDPSession();
  const { arguments: switches } = await cdp.send('Browser.getBrowserCommandLine');
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    await gone;
  };
  return {
    context,
    switches,
    profile: folder,
    kill,
    quit: async () => {
      await cdp.send('Browser.close');
      await gone;
    },
    end: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function portIn(file: string, child: ChildProcess): Promise<string> {
  for (let n = 0; n < 200; n += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const [port] = text.split('\n');
    if (text.includes('\n') && port) return port;
    if (child.exitCode !== null) break;
    await pause(100);
  }
  throw new Error('Chromium did not start: it named no port for its remote control within 20 seconds.');
}
