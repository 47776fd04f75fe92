import type { Course } from '../course/course.ts';
import { unitIri } from '../course/iri.ts';
import { auditPack } from './audit-pack.ts';
import {
  PAGE_ROWS,
  type Choices,
  type Desk,
  type NamedFile,
  type PackOrder,
  type Progress,
  type Reading,
  type ShownView,
  type Sorted,
  type StoreReading,
} from './desk.ts';
import type { Fold } from './fold.ts';
import { Held } from './held.ts';
import { whoOf } from './learner.ts';
import { pick, type Picked, type RowQuery } from './pages/pick.ts';
import type { Look, Place } from './place.ts';
import { codesOf, readReceipt } from './receipts.ts';
import { sortFiles, textOf } from './sort-files.ts';
import type { ColumnMapping } from './sources/column-mapping.ts';
import { LrsReadError, readLrs, type LrsSource } from './sources/lrs.ts';
import { openTable } from './sources/open-table.ts';
import { readStream, type ReadProgress } from './sources/read-stream.ts';
import { whyUnread } from './sources/unread.ts';
import { tableCsv } from './tables/table.ts';
import { tables } from './tables/tables.ts';

export interface DeskDeps {
  course: Course;
  /** What ids and letters stand for, as CSV. */
  itemKey: string;
  now(): number;
  fetch: typeof globalThis.fetch;
  /** An invented cohort: the statements of one learner after the other, and their roster once all have played. */
  demo(course: Course, learners: number, now: number): { learners: Iterable<readonly unknown[]>; roster(): string };
  /** Told how far reading has come. */
  progress(progress: Progress): void;
}

/** How long work goes on before others get their turn, ms. */
const SLICE_MS = 40;

/** The desk: holds what was read, and answers what the page asks. Runs in a worker. */
export class LocalDesk implements Desk {
  #held: Held;
  readonly #deps: DeskDeps;
  #stopping = new AbortController();
  #rested = 0;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    this.#held = new Held(deps.course, deps.now());
  }

  async sort(files: readonly NamedFile[]): Promise<Sorted[]> {
    const held = this.#held;
    const sorted = await sortFiles(files);
    for (const { kind, name } of sorted) if (kind === 'unknown') held.fold.noteFile(name);
    held.changed();
    return sorted;
  }

  async read(files: Parameters<Desk['read']>[0]): Promise<Reading> {
    return this.#reading(async (held, signal) => {
      const whole = files.reduce((sum, { file }) => sum + file.size, 0);
      const problems: string[] = [];
      let [values, bytes] = [0, 0];
      for (const each of files) {
        const { name, file } = each;
        held.inputs.add(name);
        try {
          values += await this.#readFile(each, held, signal, (now) =>
            this.#deps.progress({
              text: `${count(values + now.values)} statements read, ${name}`,
              share: (bytes + now.bytes) / Math.max(1, whole),
            }),
          );
        } catch (error) {
          if (signal.aborted) return { state: 'stopped', problems };
          held.fold.noteFile(name, 'file-broken');
          problems.push(`${name} was not read to its end: ${whyUnread(error)}. Fetch it again.`);
        }
        bytes += file.size;
      }
      return { state: 'done', problems };
    });
  }

  /** Reads one file, and gives how many statements it holds. */
  async #readFile(
    { name, file, kind }: Parameters<Desk['read']>[0][number],
    { fold }: Held,
    signal: AbortSignal,
    progress: (now: ReadProgress) => void,
  ): Promise<number> {
    if (kind === 'roster') fold.takeRoster(await textOf(file));
    if (kind === 'receipt') takeReceipt(fold, await textOf(file));
    if (kind !== 'statements') return 0;
    let at = 0;
    const { values } = await readStream(file.stream(), {
      take: (piece) => {
        at += 1;
        fold.take(piece, piece.kind === 'value' ? name : `${name}, statement ${at}`);
      },
      progress,
      pause: () => this.#rest(),
      signal,
    });
    return values;
  }

  async table({ name, file }: NamedFile, mapping: ColumnMapping): Promise<void> {
    const held = this.#held;
    const opened = openTable(await textOf(file));
    held.inputs.add(name);
    held.fold.takeTable(opened, mapping, name);
    held.changed();
  }

  async code(given: string): Promise<string> {
    const code = given.toUpperCase().replaceAll(/[\s-]/g, '');
    if (!/^[2-9A-HJ-NP-Z]{8}$/.test(code))
      throw new Error('This is no receipt code: it has eight letters and digits, without 0, 1, I and O.');
    this.#held.fold.takeReceipt({ code, sha256: '' });
    this.#held.changed();
    const fits = this.#held.whole().learners.some(({ attempt }) => codesOf(attempt, this.#deps.course).includes(code));
    return fits ? `${code} is of a record that was read here.` : `${code} fits no record that was read here.`;
  }

  async lrs(asked: LrsSource | null): Promise<StoreReading> {
    const about = unitIri(this.#deps.course);
    const from = asked === null ? this.#held.unfinished : { source: { ...asked, about }, more: '', read: 0 };
    if (!from) return { state: 'failed', read: 0, problem: 'There is no reading to go on with.' };
    return this.#reading(async (held, signal) => {
      let { more, read } = from;
      const started = { at: this.#deps.now(), read };
      const end = (state: StoreReading['state'], problem: string): StoreReading => {
        const isOwn = held.unfinished?.source.endpoint === from.source.endpoint;
        // Where another store broke off stays known, and so does this one's place when it now fails at once.
        if (state === 'done') held.unfinished = isOwn ? null : held.unfinished;
        else if (read > 0) held.unfinished = { source: from.source, more, read };
        return { state, read, problem };
      };
      try {
        await readLrs(from.source, {
          fetch: this.#deps.fetch,
          signal,
          from: more,
          wait: (seconds) => {
            this.#deps.progress({
              text: `${count(read)} statements read. The record store does not answer: it is asked again in ${seconds} s.`,
              share: null,
            });
            return pause(seconds, signal);
          },
          page: async (statements, next) => {
            for (const value of statements) held.fold.take({ kind: 'value', value });
            held.inputs.add(new URL(from.source.endpoint).host);
            held.changed();
            more = next;
            read += statements.length;
            const rate = (read - started.read) / Math.max(0.1, (this.#deps.now() - started.at) / 1000);
            this.#deps.progress({
              text: `${count(read)} statements read, ${count(Math.round(rate))} a second`,
              share: null,
            });
            await this.#rest();
          },
        });
        return end('done', '');
      } catch (error) {
        if (signal.aborted) return end('stopped', '');
        if (!(error instanceof LrsReadError)) throw error;
        return end('failed', error.message);
      }
    });
  }

  async demo(learners: number): Promise<Reading> {
    return this.#reading(async (held, signal) => {
      held.inputs.add('an invented cohort');
      this.#deps.progress({ text: 'Playing an invented cohort through the course…', share: 0 });
      const cohort = this.#deps.demo(this.#deps.course, learners, this.#deps.now());
      let played = 0;
      for (const statements of cohort.learners) {
        if (signal.aborted) return { state: 'stopped', problems: [] };
        for (const value of statements) held.fold.take({ kind: 'value', value });
        played += 1;
        this.#deps.progress({ text: `${played} of ${learners} learners played`, share: played / learners });
        await this.#rest();
      }
      held.fold.takeRoster(cohort.roster());
      return { state: 'done', problems: [] };
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
  }

  async clear(): Promise<void> {
    this.#stopping.abort();
    this.#held = new Held(this.#deps.course, this.#deps.now());
  }

  async choices(): Promise<Choices> {
    const { learners, missing, read } = this.#held.whole();
    const people = [...learners.flatMap(({ person }) => person ?? []), ...missing];
    const each = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '').sort();
    return {
      learners: new Set([...learners.map(whoOf), ...missing.map(({ id }) => id)]).size,
      read,
      inputs: [...this.#held.inputs],
      unfinished: this.#held.unfinished?.read ?? null,
      teams: each(people.map(({ team }) => team)),
      sites: each(people.map(({ site }) => site)),
      cohorts: each(people.map(({ cohort }) => cohort)),
      locales: each(learners.map(({ register }) => register.locale)),
      versions: each(learners.map(({ register }) => register.content_version)),
    };
  }

  async view(place: Place): Promise<ShownView> {
    const view = this.#held.view(place);
    const totals: Record<string, number> = {};
    const blocks = view.blocks.map((block) => {
      if (block.kind !== 'table') return block;
      totals[block.id] = block.rows.length;
      return block.long ? { ...block, rows: block.rows.slice(0, PAGE_ROWS) } : block;
    });
    return { ...view, blocks, totals };
  }

  async rows(place: Place, id: string, query: RowQuery): Promise<Picked> {
    const block = this.#held.view(place).blocks.find((each) => each.kind === 'table' && each.id === id);
    return block?.kind === 'table' ? pick(block, query) : { rows: [], total: 0 };
  }

  async files(look: Look): ReturnType<Desk['files']> {
    return tables.map((table) => ({
      name: table.name,
      title: table.title,
      rows: table.rows(this.#held.scope(table.name, look)).length,
    }));
  }

  async csv(name: string, look: Look): Promise<string> {
    const table = tables.find((each) => each.name === name);
    if (!table) throw new Error(`There is no file "${name}".`);
    return tableCsv(table, this.#held.scope(name, look));
  }

  async pack(order: PackOrder): Promise<Uint8Array<ArrayBuffer>> {
    const { now, itemKey } = this.#deps;
    const scope = this.#held.scope('pack', order);
    return auditPack(scope, { ...order, filters: scope.filters, now: now(), inputs: [...this.#held.inputs], itemKey });
  }

  /** Reads into what is held now, and ends what was being read. What was looked at meanwhile is no longer all there is. */
  async #reading<T>(work: (held: Held, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    const held = this.#held;
    const stopping = this.#stopping;
    try {
      return await work(held, stopping.signal);
    } finally {
      held.changed();
    }
  }

  /** Gives way to others now and then: a message to stop, or a question of the page. */
  async #rest(): Promise<void> {
    if (this.#deps.now() - this.#rested < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#rested = this.#deps.now();
  }
}

function takeReceipt(fold: Fold, text: string): void {
  const receipt = readReceipt(text);
  if (receipt) fold.takeReceipt(receipt);
}

const count = (n: number): string => n.toLocaleString('en');

/** Ends early when told to stop. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', () => done(), { once: true });
  });
