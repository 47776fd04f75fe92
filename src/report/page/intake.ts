import type { Desk, NamedFile, Progress, Sorted } from '../desk.ts';
import type { ColumnMapping } from '../sources/column-mapping.ts';
import type { LrsSource } from '../sources/lrs.ts';
import type { OfferedStore } from './offered-store.ts';

/** An export whose columns somebody must look at. */
export type WaitingTable = Extract<Sorted, { kind: 'table' }> & { file: Blob };

/** What became of reading something. */
interface Told {
  said: string;
  problems: readonly string[];
  /** Exports that wait for somebody to look at them. */
  waiting?: readonly WaitingTable[];
}

interface IntakeHooks {
  /** Something here is to be shown anew. */
  changed(): void;
  /** There may be new data; `isDone`: nothing is left to be read or done. */
  loaded(isDone: boolean): Promise<void>;
}

/** Takes data in, one source at a time; files that come meanwhile are read next. It belongs to the whole page: who looks elsewhere meanwhile finds it again, and what it brought. */
export class Intake {
  busy = false;
  said = '';
  problems: readonly string[] = [];
  waiting: readonly WaitingTable[] = [];
  progress: Progress = { text: '', share: null };
  readonly #desk: Desk;
  readonly #hooks: IntakeHooks;
  #turn = 0;
  /** What came while something was read. */
  #queue: (() => Promise<Told>)[] = [];

  constructor(desk: Desk, hooks: IntakeHooks) {
    this.#desk = desk;
    this.#hooks = hooks;
  }

  /** Says how far reading has come. */
  show(progress: Progress): void {
    this.progress = progress;
    this.#hooks.changed();
  }

  /** Takes files of any kind. */
  files(list: readonly File[]): void {
    if (list.length === 0) return;
    this.#next(async () => {
      const named = list.map((file): NamedFile => ({ name: file.name, file }));
      const sorted = await this.#desk.sort(named);
      const both = sorted.map((each, n) => ({ ...each, file: named[n]?.file ?? new Blob() }));
      const refused = both.flatMap((each) =>
        each.kind === 'unknown' ? [`${each.name} was not read: ${each.why}.`] : [],
      );
      const waiting = both.filter((each): each is WaitingTable => each.kind === 'table');
      const plain = both.flatMap(({ kind, name, file }) =>
        kind === 'statements' || kind === 'roster' || kind === 'receipt' ? [{ kind, name, file }] : [],
      );
      const { state, problems } = await this.#desk.read(plain);
      const said = plain.map(({ kind, name }) => `${name}: read as ${WORDS[kind]}.`).join(' ');
      return { said: state === 'stopped' ? STOPPED : said, problems: [...refused, ...problems], waiting };
    });
  }

  /** Takes an export with its columns as somebody says they are; null leaves it out. */
  mapped(table: WaitingTable, mapping: ColumnMapping | null): void {
    this.waiting = this.waiting.filter((each) => each !== table);
    this.#hooks.changed();
    if (!mapping) return;
    this.#next(async () => {
      await this.#desk.table({ name: table.name, file: table.file }, mapping);
      return { said: `${table.name}: ${table.table.rows} rows read.`, problems: [] };
    });
  }

  /** Reads a record store; null goes on where the last reading stopped. */
  store(source: LrsSource | null): void {
    void this.#take(async () => {
      const { state, read, problem } = await this.#desk.lrs(source);
      const kept = read > 0 ? ` ${read} statements were read and are kept.` : '';
      return {
        said: state === 'stopped' ? `Stopped after ${read} statements; they are kept.` : `${read} statements read.`,
        problems: problem === '' ? [] : [`${problem}${kept}`],
      };
    });
  }

  /** Reads all stores that are offered, in place of what there is. */
  offered(stores: readonly OfferedStore[]): void {
    void this.#take(async () => {
      await this.#desk.clear();
      const problems: string[] = [];
      let read = 0;
      for (const store of stores) {
        const reading = await this.#desk.lrs(store);
        if (reading.problem !== '') problems.push(`${store.name}: ${reading.problem}`);
        read += reading.read;
        if (reading.state === 'stopped') break;
      }
      // Where a store cannot be reached nobody knows whether anybody has played.
      const isEmpty = read === 0 && problems.length === 0;
      const said = isEmpty ? 'Nobody has played the course here so far. Play it, or load a demo cohort.' : `${read} statements read.`; // prettier-ignore
      return { said, problems };
    });
  }

  /** Plays an invented cohort. */
  demo(learners: number): void {
    void this.#take(async () => {
      const { state, problems } = await this.#desk.demo(learners);
      return { said: state === 'stopped' ? STOPPED : '', problems };
    });
  }

  /** Checks a receipt code. */
  code(code: string): void {
    void this.#take(async () => ({ said: await this.#desk.code(code), problems: [] }));
  }

  stop(): void {
    void this.#desk.stop();
  }

  /** Forgets everything, what is being read as well. */
  forget(): Promise<void> {
    this.waiting = [];
    this.#queue = [];
    return this.#take(async () => {
      await this.#desk.clear();
      return { said: '', problems: [] };
    });
  }

  /** Takes what may come at any time: now, or when what is being read has ended. */
  #next(work: () => Promise<Told>): void {
    if (this.busy) this.#queue.push(work);
    else void this.#take(work);
  }

  /** Takes something; `before` is what became of those it had to wait for, and is told with it. */
  async #take(work: () => Promise<Told>, before: Told = { said: '', problems: [] }): Promise<void> {
    this.#turn += 1;
    const mine = this.#turn;
    this.busy = true;
    this.progress = { text: '', share: null };
    this.#tell(before);
    const told = await work().catch(toldOf);
    if (mine !== this.#turn) return; // It was told to forget meanwhile: what this one brought is nobody's.
    this.busy = false;
    this.waiting = [...this.waiting, ...(told.waiting ?? [])];
    this.#tell({ said: `${before.said} ${told.said}`.trim(), problems: [...before.problems, ...told.problems] });
    const next = this.#queue.shift();
    if (next) return this.#take(next, { said: this.said, problems: this.problems });
    await this.#hooks.loaded(this.problems.length === 0 && this.waiting.length === 0);
  }

  #tell({ said, problems }: Told): void {
    this.said = said;
    this.problems = problems;
    this.#hooks.changed();
  }
}

const toldOf = (error: unknown): Told => ({
  said: '',
  problems: [error instanceof Error ? error.message : String(error)],
});

const WORDS = { statements: 'statements', roster: 'a roster', receipt: 'a receipt' } as const;
const STOPPED = 'Stopped; what was read is kept.';
