import type { Look, Place } from './place.ts';
import type { Picked, RowQuery } from './pages/pick.ts';
import type { View } from './pages/view.ts';
import type { ColumnMapping } from './sources/column-mapping.ts';
import type { LrsSource } from './sources/lrs.ts';

/** A file somebody gave us. */
export interface NamedFile {
  name: string;
  file: Blob;
}

/** What a file seems to be. A `table` is an LMS's export: it is read once somebody has looked at its columns. */
export type Sorted =
  | { kind: 'statements' | 'roster' | 'receipt'; name: string }
  | { kind: 'table'; name: string; table: ShownTable }
  | { kind: 'unknown'; name: string; why: string };

/** An export as the mapping screen shows it. */
export interface ShownTable {
  header: readonly string[];
  /** The first few rows. */
  sample: readonly (readonly string[])[];
  rows: number;
  suggested: ColumnMapping;
}

/** How reading a record store ended; what was read is kept whatever the end. */
export interface StoreReading {
  state: 'done' | 'stopped' | 'failed';
  read: number;
  /** What is wrong, as a sentence; '' for nothing. */
  problem: string;
}

/** How reading files or playing a cohort ended; what was read is kept whatever the end. */
export interface Reading {
  state: 'done' | 'stopped';
  /** What could not be read, a sentence for each file. */
  problems: readonly string[];
}

/** How far reading has come; `share` is 0 to 1, null where nobody knows how much there is. */
export interface Progress {
  text: string;
  share: number | null;
}

/** What goes into an audit pack besides the files. */
export interface PackOrder extends Look {
  /** Who makes it; '' for nobody named. */
  by: string;
  /** Whether each learner's record goes into it. */
  records: boolean;
  /** Ids of the people it is about; everybody in scope where none is named. */
  learners?: readonly string[];
}

/** What the page may ask for. Files and texts go in; only what is shown comes out. */
export interface Desk {
  /** Tells what each file is, without taking it; what nobody can read is counted. */
  sort(files: readonly NamedFile[]): Promise<Sorted[]>;
  /** Reads files that were sorted: statements, saved progress, rosters, receipts. */
  read(files: readonly (NamedFile & { kind: 'statements' | 'roster' | 'receipt' })[]): Promise<Reading>;
  /** Reads an LMS's export, its columns as somebody says they are. */
  table(file: NamedFile, mapping: ColumnMapping): Promise<void>;
  /** Takes a receipt code that somebody read out; tells in a sentence what became of it. */
  code(code: string): Promise<string>;
  /** Reads a record store; without a source it goes on where it stopped. */
  lrs(source: LrsSource | null): Promise<StoreReading>;
  /** Plays an invented cohort. */
  demo(learners: number): Promise<Reading>;
  /** Stops reading; what was read stays. */
  stop(): Promise<void>;
  /** Stops reading and forgets everything, keys included. */
  clear(): Promise<void>;
  /** What the filters can be set to, and whether there is any data. */
  choices(): Promise<Choices>;
  view(place: Place): Promise<ShownView>;
  rows(place: Place, block: string, query: RowQuery): Promise<Picked>;
  /** The ten files, with how many rows each has now. */
  files(look: Look): Promise<{ name: string; title: string; rows: number }[]>;
  csv(table: string, look: Look): Promise<string>;
  /** One zip for an auditor. */
  pack(order: PackOrder): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Choices {
  /** People in the data or on the roster. */
  learners: number;
  read: number;
  /** Names of what was read. */
  inputs: string[];
  /** Statements read of a record store that was not read to its end; null where there is nothing to go on with. */
  unfinished: number | null;
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
