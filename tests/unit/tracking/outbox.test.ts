import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Outbox, splitKey, withKey, type OutboxDeps } from '../../../src/tracking/outbox.ts';
import { uuidOf } from '../../../src/tracking/xapi/uuid.ts';

const DAY = 24 * 3600 * 1000;
let now = 0;
let deps: OutboxDeps;
beforeEach(() => {
  now = Date.UTC(2026, 10, 23);
  globalThis.indexedDB = new IDBFactory();
  deps = { crypto: globalThis.crypto, indexedDB: () => globalThis.indexedDB, now: () => now };
});
const open = async (key: string | null = null): Promise<Outbox> => (await Outbox.open(deps, key)) as Outbox;

describe('the sealed copy', () => {
  it('is read again with the key an earlier launch saved, and by nobody else', async () => {
    const mine = await open();
    await mine.keep('my answers');
    expect(await (await open(mine.key)).read()).toBe('my answers');
    expect(await (await open()).read()).toBeNull();
  });

  it('keeps the newest text, and none after it was cleared', async () => {
    const box = await open();
    await Promise.all([box.keep('one'), box.keep('two'), box.keep('three')]);
    expect(await box.read()).toBe('three');
    await box.clear();
    expect(await box.read()).toBeNull();
  });

  it('[decision 13] is gone after seven days, whoever opens the course next', async () => {
    const mine = await open();
    await mine.keep('my answers');
    now += 7 * DAY - 1;
    expect(await (await open(mine.key)).read()).toBe('my answers');
    now += 2;
    await open();
    expect(await mine.read()).toBeNull();
  });

  it('is refused when a byte of it was changed', async () => {
    const mine = await open();
    await mine.keep('my answers');
    const request = indexedDB.open('keep-it-confidential');
    const database = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const store = database.transaction('outbox', 'readwrite').objectStore('outbox');
    const all = store.openCursor();
    await new Promise<void>((resolve) => {
      all.onsuccess = () => {
        const kept = all.result?.value as { sealed: Uint8Array };
        kept.sealed[20] = (kept.sealed[20] ?? 0) ^ 1;
        all.result?.update(kept).addEventListener('success', () => resolve());
      };
    });
    database.close();
    expect(await mine.read()).toBeNull();
  });

  it('does not exist without WebCrypto or without storage, and says so', async () => {
    const noCrypto = { ...deps, crypto: { getRandomValues: deps.crypto.getRandomValues.bind(deps.crypto) } as Crypto };
    expect(await Outbox.open(noCrypto, null)).toBeNull();
    const refused = (): IDBFactory => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(await Outbox.open({ ...deps, indexedDB: refused }, null)).toBeNull();
  });
});

describe('a saved attempt with the key in front', () => {
  it('comes apart again, in letters every LMS keeps', async () => {
    const { key } = await open();
    const text = withKey(key, 'AZAvAD0AAAAK');
    expect(text).toMatch(/^[\w-]+$/);
    expect(splitKey(text)).toEqual({ language: null, key, suspendData: 'AZAvAD0AAAAK' });
    const spanish = withKey(key, 'AZAvAD0AAAAK', 'es-419');
    expect(spanish).toMatch(/^[\w-]+$/);
    expect(splitKey(spanish)).toEqual({ language: 'es-419', key, suspendData: 'AZAvAD0AAAAK' });
    expect(splitKey(withKey(null, 'AZAv', 'es'))).toEqual({ language: 'es', key: null, suspendData: 'AZAv' });
    expect(withKey(key, '', 'es')).toBe('');
  });

  it.each(['', 'AZAvAD0AAAAK', '-', '-tooShort', `-${'!'.repeat(43)}AZAv`])(
    '“%s” has no key, and is left alone',
    (text) => {
      expect(splitKey(text)).toEqual({ language: null, key: null, suspendData: text });
      expect(withKey(null, text)).toBe(text);
    },
  );
});

it('[xAPI 3, 2.1.1] the id of a record is always the same UUID, and another one for another record', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) =>
    uuidOf(`{"interaction":"KP01-C","at":${1_790_000_000_000 + n}}`),
  );
  expect(new Set(ids).size).toBe(20_000);
  expect(uuidOf('a')).toBe(uuidOf('a'));
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  );
});
