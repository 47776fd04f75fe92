import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Frame, Page } from 'playwright';

/** Everything a page of this origin can find on the device, as text; a text, since a compiler would put helpers into a function. */
const EVERYTHING = `(async () => {
  const found = {};
  const tried = async (name, read) => { try { found[name] = await read(); } catch (error) { found[name] = error.name; } };
  await tried('localStorage', () => ({ ...localStorage }));
  await tried('sessionStorage', () => ({ ...sessionStorage }));
  await tried('cookie', () => document.cookie);
  await tried('caches', async () => (await caches.keys()));
  await tried('name', () => window.name);
  await tried('indexedDB', async () => {
    const all = {};
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, fail) => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
      for (const store of db.objectStoreNames) {
        const rows = db.transaction(store).objectStore(store);
        const read = (ask) => new Promise((done) => (ask.onsuccess = () => done(ask.result)));
        const [keys, values] = [await read(rows.getAllKeys()), await read(rows.getAll())];
        all[name + '/' + store] = keys.map((key, n) => [key, JSON.stringify(values[n], (_, each) => each instanceof Uint8Array ? String.fromCharCode(...each) : each)]);
      }
      db.close();
    }
    return all;
  });
  return JSON.stringify(found);
})()`;

export const storageOf = (page: Page | Frame): Promise<string> => page.evaluate<string>(EVERYTHING);

/** Which of these words are in a text. */
export const found = (text: string, words: readonly string[]): string[] => words.filter((word) => text.includes(word));

/** Files under a folder that hold one of these words, as UTF-8 or UTF-16, by path. */
export async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const bytes = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
  const hits: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (bytes.some((each) => content.includes(each))) hits.push(relative(folder, path));
  }
  return hits;
}
