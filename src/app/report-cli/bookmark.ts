import { createReadStream, existsSync } from 'node:fs';
import { appendFile, open, readFile, rename, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { UsageError } from '../../package/cli/usage.ts';

/** How far each record store has been read, by address; and beside it, in `<name>.ndjson`, what was read so far. */
interface Marks {
  format: 1;
  stores: Record<string, string>;
}

/** Stores may stamp several statements with one instant, and tell the later ones later; known ones are met again and not counted twice. */
const OVERLAP_MS = 60_000;

/** 31.01.2026, 31/01/2026, 2026-1-31: meant as a day, whoever writes it, and no name for a file. */
const DATE_LIKE = /^\d+([-./]\d+)*([T ].*)?$/;

/** A bookmark: a file that lets the next run pick up where this one stopped, with everything read before. It holds what learners did: personal data. */
export class Bookmark {
  readonly #path: string;
  #marks: Marks;
  readonly #latest = new Map<string, number>();

  private constructor(path: string, marks: Marks) {
    this.#path = path;
    this.#marks = marks;
  }

  /** Opens a bookmark; a file that is not there yet is a new one. @throws UsageError for a file that is none, and for a date in another spelling */
  static async open(path: string): Promise<Bookmark> {
    if (!existsSync(path)) {
      if (DATE_LIKE.test(path)) throw new UsageError(`--since takes a date such as 2026-01-31; "${path}" is none.`);
      return new Bookmark(path, { format: 1, stores: {} });
    }
    try {
      const marks = JSON.parse(await readFile(path, 'utf8')) as Partial<Marks>;
      if (marks.format === 1 && typeof marks.stores === 'object') return new Bookmark(path, marks as Marks);
    } catch {
      // Not JSON at all: told below, like any other file that is no bookmark.
    }
    throw new UsageError(`"${path}" is no bookmark of this program: --since takes a date such as 2026-01-31, or a file that it may write.`); // prettier-ignore
  }

  /** Where what was read is kept. */
  get archive(): string {
    return `${this.#path.replace(/\.json$/, '')}.ndjson`;
  }

  /** From when to read this store; nothing the first time. */
  sinceOf(store: string): string | undefined {
    const at = Date.parse(this.#marks.stores[store] ?? '');
    return Number.isNaN(at) ? undefined : new Date(at - OVERLAP_MS).toISOString();
  }

  /** Keeps a page of statements. What is kept is on disk before it counts as read. */
  async keep(store: string, statements: readonly unknown[]): Promise<void> {
    if (statements.length === 0) return;
    await appendFile(this.archive, statements.map((statement) => `${JSON.stringify(statement)}\n`).join(''));
    for (const statement of statements) {
      const at = Date.parse(String((statement as { stored?: unknown } | null)?.stored));
      if (at > (this.#latest.get(store) ?? 0)) this.#latest.set(store, at);
    }
    await this.#save();
  }

  /** Takes out of the archive what is older than the retention, and what is there twice. */
  async tidy(oldest: number): Promise<void> {
    if (!existsSync(this.archive)) return;
    const met = new Set<string>();
    const next = await open(`${this.archive}.new`, 'w');
    for await (const line of createInterface({ input: createReadStream(this.archive), crlfDelay: Infinity })) {
      const { id, timestamp } = identity(line);
      if (line === '' || Date.parse(timestamp) < oldest || (id !== '' && met.has(id))) continue;
      if (id !== '') met.add(id);
      await next.write(`${line}\n`);
    }
    await next.close();
    await rename(`${this.archive}.new`, this.archive);
  }

  async #save(): Promise<void> {
    for (const [store, at] of this.#latest) this.#marks.stores[store] = new Date(at).toISOString();
    await writeFile(`${this.#path}.new`, `${JSON.stringify(this.#marks, null, 2)}\n`);
    await rename(`${this.#path}.new`, this.#path);
  }
}

/** Id and time of a kept statement; empty for a line that was cut short when a run was ended in the middle. */
function identity(line: string): { id: string; timestamp: string } {
  try {
    const { id, timestamp } = JSON.parse(line) as { id?: unknown; timestamp?: unknown };
    return { id: typeof id === 'string' ? id : '', timestamp: typeof timestamp === 'string' ? timestamp : '' };
  } catch {
    return { id: '', timestamp: '' };
  }
}
