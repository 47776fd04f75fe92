import type { Course } from '../course/course.ts';
import { ALL, type Filters } from './filters.ts';
import { Fold, type Report } from './fold.ts';
import { pages } from './pages/pages.ts';
import { pick, type Picked, type RowQuery } from './pages/pick.ts';
import type { View } from './pages/view.ts';
import { scopeOf, type Scope } from './scope.ts';
import { readLrs, type LrsSource } from './sources/lrs.ts';
import { readStream } from './sources/read-stream.ts';
import { tableCsv } from './tables/table.ts';
import { tables } from './tables/tables.ts';

/** What the page may ask for. Files and texts go in; only what is shown comes out. */
export interface Desk {
  /** Reads files of statements, one after the other. */
  read(files: readonly Blob[]): Promise<void>;
  roster(csv: string): Promise<void>;
  lrs(source: LrsSource): Promise<void>;
  /** Plays an invented cohort. */
  demo(learners: number): Promise<void>;
  /** Stops reading; what was read stays. */
  stop(): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** What the filters can be set to, and whether there is any data. */
  choices(): Promise<Choices>;
  view(page: string, filters: Filters, learner: number): Promise<ShownView>;
  rows(page: string, block: string, filters: Filters, learner: number, query: RowQuery): Promise<Picked>;
  csv(table: string, filters: Filters): Promise<string>;
}

export interface Choices {
  learners: number;
  read: number;
  teams: string[];
  sites: string[];
  cohorts: string[];
  locales: string[];
  versions: string[];
}

/** A view whose long tables hold their first rows only; `totals` by table id. */
export interface ShownView extends View {
  totals: Record<string, number>;
}

/** Rows shown at once. */
export const PAGE_ROWS = 50;

export interface DeskDeps {
  course: Course;
  now(): number;
  fetch: typeof globalThis.fetch;
  /** An invented cohort's statements, and its roster. */
  demo(course: Course, learners: number, now: number): { statements: Iterable<unknown>; roster: string };
  /** Told how far reading has come. */
  progress(text: string): void;
}

/** How long work goes on before others get their turn, ms. */
const SLICE_MS = 40;

/** The desk: holds the fold, and answers what the page asks. Runs in a worker, or in the page where there can be none. */
export class LocalDesk implements Desk {
  private fold: Fold;
  private readonly deps: DeskDeps;
  private report: Report | null = null;
  private readonly scopes = new Map<string, Scope>();
  private readonly views = new Map<string, View>();
  private stopping = new AbortController();
  private rested = 0;

  constructor(deps: DeskDeps) {
    this.deps = deps;
    this.fold = new Fold(deps.course, deps.now());
  }

  async read(files: readonly Blob[]): Promise<void> {
    const { signal } = this.begin();
    let before = 0;
    for (const file of files) {
      const { values } = await readStream(file.stream(), {
        take: (piece) => this.fold.take(piece),
        progress: ({ values: n, bytes }) =>
          this.deps.progress(`${before + n} statements read, ${Math.floor((100 * bytes) / Math.max(1, file.size))} %`),
        pause: () => this.rest(),
        signal,
      });
      before += values;
    }
  }

  async lrs(source: LrsSource): Promise<void> {
    const { signal } = this.begin();
    let read = 0;
    const started = this.deps.now();
    await readLrs(source, {
      fetch: this.deps.fetch,
      signal,
      page: async (statements) => {
        for (const value of statements) this.fold.take({ kind: 'value', value });
        read += statements.length;
        const rate = Math.round(read / Math.max(0.1, (this.deps.now() - started) / 1000));
        this.deps.progress(`${read} statements read, ${rate} a second`);
        await this.rest();
      },
    });
  }

  async demo(learners: number): Promise<void> {
    const { signal } = this.begin();
    this.deps.progress('Playing an invented cohort through the course…');
    const { statements, roster } = this.deps.demo(this.deps.course, learners, this.deps.now());
    for (const value of statements) {
      signal.throwIfAborted();
      this.fold.take({ kind: 'value', value });
      await this.rest();
    }
    this.fold.takeRoster(roster);
  }

  async roster(csv: string): Promise<void> {
    this.begin();
    this.fold.takeRoster(csv);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
  }

  async clear(): Promise<void> {
    this.begin();
    this.fold = new Fold(this.deps.course, this.deps.now());
  }

  async choices(): Promise<Choices> {
    const { learners, missing, read } = this.scope(ALL);
    const people = [...learners.flatMap(({ person }) => person ?? []), ...missing];
    const each = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => value !== '').sort();
    return {
      learners: learners.length + missing.length,
      read,
      teams: each(people.map(({ team }) => team)),
      sites: each(people.map(({ site }) => site)),
      cohorts: each(people.map(({ cohort }) => cohort)),
      locales: each(learners.map(({ register }) => register.locale)),
      versions: each(learners.map(({ register }) => register.content_version)),
    };
  }

  async view(page: string, filters: Filters, learner: number): Promise<ShownView> {
    const view = this.whole(page, filters, learner);
    const totals: Record<string, number> = {};
    const blocks = view.blocks.map((block) => {
      if (block.kind !== 'table') return block;
      totals[block.id] = block.rows.length;
      return block.long ? { ...block, rows: block.rows.slice(0, PAGE_ROWS) } : block;
    });
    return { ...view, blocks, totals };
  }

  async rows(page: string, id: string, filters: Filters, learner: number, query: RowQuery): Promise<Picked> {
    const block = this.whole(page, filters, learner).blocks.find((each) => each.kind === 'table' && each.id === id);
    return block?.kind === 'table' ? pick(block.rows, query) : { rows: [], total: 0 };
  }

  async csv(name: string, filters: Filters): Promise<string> {
    const table = tables.find((each) => each.name === name);
    if (!table) throw new Error(`There is no file "${name}".`);
    return tableCsv(table, this.scope(filters));
  }

  private whole(page: string, filters: Filters, learner: number): View {
    const key = JSON.stringify([page, filters, page === 'record' ? learner : 0]);
    const view = this.views.get(key) ?? (pages[page] ?? pages['overview'])?.(this.scope(filters), learner);
    if (!view) throw new Error(`There is no page "${page}".`);
    if (this.views.size > 30) this.views.clear();
    this.views.set(key, view);
    return view;
  }

  private scope(filters: Filters): Scope {
    const key = JSON.stringify(filters);
    this.report ??= this.fold.report();
    const scope = this.scopes.get(key) ?? scopeOf(this.report, filters);
    this.scopes.set(key, scope);
    return scope;
  }

  /** New data: what was worked out from the old is worth nothing. */
  private begin(): AbortController {
    this.report = null;
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
