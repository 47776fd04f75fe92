import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { targets, type Target, type TargetName } from '../../src/package/targets.ts';
import { browserArgs } from '../../src/setup/browser.mjs';
import { packaged } from './packaged.ts';

/** The browser the other tests use, too. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: browserArgs });
}

/** A package built, zipped and unpacked into a folder of its own, as somebody would who was handed the zip. */
export async function unpacked(
  target: TargetName | Target,
  into?: string,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = into ?? (await mkdtemp(join(tmpdir(), 'unpacked-')));
  const chosen = typeof target === 'string' ? targets[target] : target;
  const file = await packaged(chosen);
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(await readFile(file))))) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
