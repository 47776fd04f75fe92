import { createStore, del, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import { fromBase64Url, toBase64Url } from '../course/base64url.ts';

/** What the sealed copy is kept for when it is not needed: the learner may be on holiday, the computer is not theirs. */
const LONGEST_MS = 7 * 24 * 3600 * 1000;
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** A sealed text and when it was kept, ms since the epoch. */
interface Kept {
  at: number;
  sealed: Uint8Array<ArrayBuffer>;
}

/** What the browser must have: WebCrypto (https only) and IndexedDB (not in a sandboxed frame). Given, so that tests need none. */
export interface OutboxDeps {
  crypto: Crypto;
  /** Throws, or is missing, where this page may keep nothing. */
  indexedDB(): IDBFactory;
  now(): number;
}

/**
 * A copy of what the LMS may not have, on this device, that only its own learner can read: sealed with AES-GCM under a
 * key that lies with the saved attempt in the LMS and nowhere else. The next launch by the same learner brings the key
 * back; to anybody else at this computer it is noise, and after seven days it is gone.
 */
export class Outbox {
  /** The key as text, to be saved with the attempt: 43 letters, digits, `-` and `_`. */
  readonly key: string;
  readonly #deps: OutboxDeps;
  readonly #store: UseStore;
  readonly #secret: CryptoKey;
  readonly #name: string;
  /** One write after the other, the newest text last. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(deps: OutboxDeps, parts: { key: string; store: UseStore; secret: CryptoKey; name: string }) {
    this.#deps = deps;
    this.key = parts.key;
    this.#store = parts.store;
    this.#secret = parts.secret;
    this.#name = parts.name;
  }

  /** Opens the outbox under the key the LMS gave back, or under a new one; null where the browser cannot seal or keep. */
  static async open(deps: OutboxDeps, key: string | null): Promise<Outbox | null> {
    try {
      const bytes =
        (key === null ? null : fromBase64Url(key)) ?? deps.crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      const raw = new Uint8Array(bytes);
      const { subtle } = deps.crypto;
      const secret = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
      // The name tells nothing of the key, and nobody without the key finds it.
      const name = toBase64Url(new Uint8Array(await subtle.digest('SHA-256', raw)).subarray(0, 16));
      deps.indexedDB();
      const store = createStore('keep-it-confidential', 'outbox');
      const box = new Outbox(deps, { key: toBase64Url(raw), store, secret, name });
      await box.#forgetOld();
      return box;
    } catch {
      return null; // No WebCrypto on plain http, no storage in a sandboxed frame: the page says that it cannot keep a copy.
    }
  }

  /** The text kept last under this key; null when there is none, it is too old, or somebody has changed it. */
  async read(): Promise<string | null> {
    const kept = await get<Kept>(this.#name, this.#store);
    if (!kept) return null;
    try {
      const { sealed } = kept;
      const open = { name: 'AES-GCM', iv: sealed.subarray(0, IV_BYTES) };
      const text = await this.#deps.crypto.subtle.decrypt(open, this.#secret, sealed.subarray(IV_BYTES));
      return new TextDecoder().decode(text);
    } catch {
      await del(this.#name, this.#store); // Sealed under another key, or damaged: nobody will ever read it.
      return null;
    }
  }

  /** Seals and keeps a text in place of the one before. @throws DOMException when the device has no room */
  keep(text: string): Promise<void> {
    const work = this.#writing.then(() => this.#write(text));
    this.#writing = work.catch(() => undefined);
    return work;
  }

  /** Forgets what is kept under this key: the LMS has all of it. */
  clear(): Promise<void> {
    // A copy that cannot be deleted stays sealed, changes nothing when it is read again, and is gone after seven days.
    this.#writing = this.#writing.then(() => del(this.#name, this.#store)).catch(() => undefined);
    return this.#writing;
  }

  async #write(text: string): Promise<void> {
    const iv = this.#deps.crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const open = { name: 'AES-GCM', iv };
    const closed = new Uint8Array(
      await this.#deps.crypto.subtle.encrypt(open, this.#secret, new TextEncoder().encode(text)),
    );
    const sealed = new Uint8Array(iv.length + closed.length);
    sealed.set(iv);
    sealed.set(closed, iv.length);
    await set(this.#name, { at: this.#deps.now(), sealed } satisfies Kept, this.#store);
  }

  async #forgetOld(): Promise<void> {
    const [names, all] = await this.#store('readonly', (kept) =>
      Promise.all([promisifyRequest(kept.getAllKeys()), promisifyRequest<Kept[]>(kept.getAll())]),
    );
    const old = names.filter((_, place) => this.#deps.now() - (all[place]?.at ?? 0) > LONGEST_MS);
    await Promise.all(old.map((name) => del(name, this.#store)));
  }
}

/** A saved attempt with the language the learner has chosen and the outbox's key in front; without them it stays as it is. */
export const withKey = (key: string | null, suspendData: string, language: string | null = null): string =>
  suspendData === '' ? '' : `${language === null ? '' : `_${language}_`}${key === null ? '' : `-${key}`}${suspendData}`;

/** Takes a stored text apart. No format of an attempt begins with a hyphen or `_`: that would be version 248 or later. */
export function splitKey(stored: string): { language: string | null; key: string | null; suspendData: string } {
  const [, language = null, text = ''] = /^(?:_([a-zA-Z0-9-]+)_)?(.*)$/s.exec(stored) ?? [];
  const length = Math.ceil((KEY_BYTES * 4) / 3);
  const key = text.startsWith('-') ? text.slice(1, length + 1) : '';
  return fromBase64Url(key)?.length === KEY_BYTES
    ? { language, key, suspendData: text.slice(length + 1) }
    : { language, key: null, suspendData: text };
}
