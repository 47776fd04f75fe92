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
  type ShownView,
  type Sorted,
  type StoreReading,
} from './desk.ts';
import { ALL } from './filters.ts';
import { Fold, type Report } from './fold.ts';
import { pages } from './pages/pages.ts';
import { pick, type Picked, type RowQuery } from './pages/pick.ts';
import type { View } from './pages/view.ts';
import type { Look, Place } from './place.ts';
import { pseudonymised } from './pseudonyms.ts';
import { readReceipt } from './receipts.ts';
import { scopeOf, type Scope } from './scope.ts';
import { sortFile, textOf } from './sort-files.ts';
import type { ColumnMapping } from './sources/column-mapping.ts';
import { LrsReadError, readLrs, type LrsSource } from './sources/lrs.ts';
import { openTable } from './sources/open-table.ts';
import { readStream } from './sources/read-stream.ts';
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
/** Pages whose figures can be of first attempts only. */
const OF_ATTEMPTS = new Set(['objectives', 'calls']);

/** The desk: holds the fold, and answers what the page asks. Runs in a worker, or in the page where there can be none. */
export class LocalDesk implements Desk {
  private fold: Fold;
  private readonly deps: DeskDeps;
  private inputs = new Set<string>();
  private report: Report | null = null;
  private hidden: Report | null = null;
  private readonly scopes = new Map<string, Scope>();
  private readonly views = new Map<string, View>();
  private stopping = new AbortController();
  private rested = 0;
  /** A record store that was not read to its end, and where to go on. */
  private unfinished: { source: LrsSource; more: string; read: number } | null = null;

  constructor(deps: DeskDeps) {
    this.deps = deps;
    this.fold = new Fold(deps.course, deps.now());
  }

  async sort(files: readonly NamedFile[]): Promise<Sorted[]> {
    return Promise.all(files.map((file) => sortFile(file)));
  }

  async read(files: Parameters<Desk['read']>[0]): Promise<void> {
    const { signal } = this.begin();
    const whole = files.reduce((sum, { file }) => sum + file.size, 0);
    let [values, bytes] = [0, 0];
    for (const { name, file, kind } of files) {
      this.inputs.add(name);
      if (kind === 'roster') this.fold.takeRoster(await textOf(file));
      else if (kind === 'receipt') this.takeReceipt(await textOf(file));
      else {
        let at = 0;
        const read = await readStream(file.stream(), {
          take: (piece) => {
            at += 1;
            this.fold.take(piece, piece.kind === 'value' ? name : `${name}, statement ${at}`);
          },
          progress: (now) =>
            this.deps.progress({
              text: `${count(values + now.values)} statements read, ${name}`,
              share: (bytes + now.bytes) / Math.max(1, whole),
            }),
          pause: () => this.rest(),
          signal,
        });
        values += read.values;
      }
      bytes += file.size;
    }
  }

  async table({ name, file }: NamedFile, mapping: ColumnMapping): Promise<void> {
    this.begin();
    this.inputs.add(name);
    this.fold.takeTable(openTable(await textOf(file)).rows, mapping);
  }

  async code(given: string): Promise<string> {
    const code = given.toUpperCase().replaceAll(/[\s-]/g, '');
    if (!/^[2-9A-HJ-NP-Z]{8}$/.test(code))
      throw new Error('This is no receipt code: it has eight letters and digits, without 0, 1, I and O.');
    this.begin();
    this.fold.takeReceipt({ code, sha256: '' });
    this.report = this.fold.report();
    const differs = this.report.quality.some(
      ({ reason, example }) => reason === 'receipt-of-nobody' && example === code,
    );
    return differs ? `${code} fits no record that was read here.` : `${code} is of a record that was read here.`;
  }

  async lrs(asked: LrsSource | null): Promise<StoreReading> {
    const { signal } = this.begin();
    const about = unitIri(this.deps.course);
    const from = asked === null ? this.unfinished : { source: { ...asked, about }, more: '', read: 0 };
    if (!from) return { state: 'failed', read: 0, problem: 'There is no reading to go on with.', canResume: false };
    let { more, read } = from;
    const started = { at: this.deps.now(), read };
    const end = (state: StoreReading['state'], problem: string): StoreReading => {
      this.unfinished = state === 'done' ? null : { source: from.source, more, read };
      return { state, read, problem, canResume: state !== 'done' && read > 0 };
    };
    try {
      await readLrs(from.source, {
        fetch: this.deps.fetch,
        signal,
        from: more,
        wait: (seconds) => {
          this.deps.progress({
            text: `${count(read)} statements read. The record store does not answer: it is asked again in ${seconds} s.`,
            share: null,
          });
          return pause(seconds, signal);
        },
        page: async (statements, next) => {
          for (const value of statements) this.fold.take({ kind: 'value', value });
          this.inputs.add(new URL(from.source.endpoint).host);
          more = next;
          read += statements.length;
          const rate = (read - started.read) / Math.max(0.1, (this.deps.now() - started.at) / 1000);
          this.deps.progress({
            text: `${count(read)} statements read, ${count(Math.round(rate))} a second`,
            share: null,
          });
          await this.rest();
        },
      });
      return end('done', '');
    } catch (error) {
      if (signal.aborted) return end('stopped', '');
      if (!(error instanceof LrsReadError)) throw error;
      return end('failed', error.message);
    }
  }

  async demo(learners: number): Promise<void> {
    const { signal } = this.begin();
    this.inputs.add('an invented cohort');
    this.deps.progress({ text: 'Playing an invented cohort through the course…', share: 0 });
    const cohort = this.deps.demo(this.deps.course, learners, this.deps.now());
    let played = 0;
    for (const statements of cohort.learners) {
      signal.throwIfAborted();
      for (const value of statements) this.fold.take({ kind: 'value', value });
      played += 1;
      this.deps.progress({ text: `${played} of ${learners} learners played`, share: played / learners });
      await this.rest();
    }
    this.fold.takeRoster(cohort.roster());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
  }

  async clear(): Promise<void> {
    this.begin();
    this.fold = new Fold(this.deps.course, this.deps.now());
    this.inputs = new Set();
    this.unfinished = null;
  }

  async choices(): Promise<Choices> {
    const { learners, missing, read } = this.scope({ filters: ALL, names: 'shown' });
    const people = [...learners.flatMap(({ person }) => person ?? []), ...missing];
    const each = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '').sort();
    return {
      learners: learners.length + missing.length,
      read,
      inputs: [...this.inputs],
      teams: each(people.map(({ team }) => team)),
      sites: each(people.map(({ site }) => site)),
      cohorts: each(people.map(({ cohort }) => cohort)),
      locales: each(learners.map(({ register }) => register.locale)),
      versions: each(learners.map(({ register }) => register.content_version)),
    };
  }

  async view(place: Place): Promise<ShownView> {
    const view = this.whole(place);
    const totals: Record<string, number> = {};
    const blocks = view.blocks.map((block) => {
      if (block.kind !== 'table') return block;
      totals[block.id] = block.rows.length;
      return block.long ? { ...block, rows: block.rows.slice(0, PAGE_ROWS) } : block;
    });
    return { ...view, blocks, totals };
  }

  async rows(place: Place, id: string, query: RowQuery): Promise<Picked> {
    const block = this.whole(place).blocks.find((each) => each.kind === 'table' && each.id === id);
    return block?.kind === 'table' ? pick(block, query) : { rows: [], total: 0 };
  }

  async files(look: Look): ReturnType<Desk['files']> {
    const scope = this.scope(look);
    return tables.map((table) => ({ name: table.name, title: table.title, rows: table.rows(scope).length }));
  }

  async csv(name: string, look: Look): Promise<string> {
    const table = tables.find((each) => each.name === name);
    if (!table) throw new Error(`There is no file "${name}".`);
    return tableCsv(table, this.scope(look));
  }

  async pack(order: PackOrder): Promise<Uint8Array<ArrayBuffer>> {
    const { now, itemKey } = this.deps;
    return auditPack(this.scope(order), { ...order, now: now(), inputs: [...this.inputs], itemKey });
  }

  private whole(place: Place): View {
    const { page, filters, names, show } = place;
    const look = { names, filters: OF_ATTEMPTS.has(page) ? filters : { ...filters, attempt: '' } };
    const learner = page === 'record' ? place.learner : 0;
    const key = JSON.stringify([page, look, learner, show]);
    const view = this.views.get(key) ?? (pages[page] ?? pages['overview'])?.(this.scope(look), { learner, show });
    if (!view) throw new Error(`There is no page "${page}".`);
    if (this.views.size > 30) this.views.clear();
    this.views.set(key, view);
    return view;
  }

  private scope({ filters, names }: Look): Scope {
    const key = JSON.stringify([filters, names]);
    this.report ??= this.fold.report();
    if (names === 'hidden') this.hidden ??= pseudonymised(this.report);
    const scope =
      this.scopes.get(key) ?? scopeOf(names === 'hidden' && this.hidden ? this.hidden : this.report, filters);
    this.scopes.set(key, scope);
    return scope;
  }

  private takeReceipt(text: string): void {
    const receipt = readReceipt(text);
    if (receipt) this.fold.takeReceipt(receipt);
  }

  /** New data: what was worked out from the old is worth nothing. */
  private begin(): AbortController {
    this.report = null;
    this.hidden = null;
    this.scopes.clear();
    this.views.clear();
    this.stopping = new AbortController();
    return this.stopping;
  }

  /** Gives way to others now and then: a message to stop, or the page's own drawing. */
  private async rest(): Promise<void> {
    if (this.deps.now() - this.rested < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.rested = this.deps.now();
  }
}

const count = (n: number): string => n.toLocaleString('en');

/** Ends early when told to stop. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', () => done(), { once: true });
  });
