import { findInteraction, type Course } from '../course/course.ts';
import { otherItemIn } from './item-version.ts';
import { learnerOf, type Learner } from './learner.ts';
import { Quality, type QualityRow, type Refused } from './quality.ts';
import { codesOf, type Receipt } from './receipts.ts';
import type { ReportedAttempt } from './reported-attempt.ts';
import type { ColumnMapping } from './sources/column-mapping.ts';
import { Exports } from './sources/exports.ts';
import { fromTable } from './sources/from-table.ts';
import type { Piece } from './sources/json-pieces.ts';
import type { OpenTable } from './sources/open-table.ts';
import { fromProgressValue } from './sources/progress-file.ts';
import { personIn, readRoster, type Person, type Roster } from './sources/roster.ts';
import { StatementFold } from './sources/statements.ts';

/** Everything a report is made of, once all sources are read. */
export interface Report {
  course: Course;
  learners: readonly Learner[];
  /** People on the roster of whom the data says nothing. */
  missing: readonly Person[];
  /** Whether there is a roster at all: without one nobody is known to be assigned. */
  hasRoster: boolean;
  /** ms since the epoch: the day “overdue” is counted from. */
  now: number;
  read: number;
  quality: readonly QualityRow[];
  /** What was left out, one by one. */
  refused: readonly Refused[];
}

/** What the organisation has decided. */
export interface FoldOptions {
  /** Days after which what a learner did must be forgotten: older statements and rows are left out, and counted. Nothing: kept for ever. */
  retentionDays?: number;
}

/** How long a signature counts, where the organisation says nothing else. */
const VALID_DAYS = 365;
const DAY = 86_400_000;

/** Takes sources of every kind in one pass, in any order, and makes one report of them. Memory grows with learners and answers, not with bytes read. */
export class Fold {
  readonly #course: Course;
  readonly #now: number;
  readonly #quality = new Quality();
  readonly #statements: StatementFold;
  readonly #exports: Exports;
  readonly #receipts = new Set<string>();
  /** Who saved progress. */
  readonly #savers = new Set<string>();
  #roster: Roster | null = null;

  constructor(course: Course, now: number, { retentionDays }: FoldOptions = {}) {
    this.#course = course;
    this.#now = now;
    const oldest = retentionDays === undefined ? Number.NEGATIVE_INFINITY : now - retentionDays * DAY;
    this.#statements = new StatementFold(course, this.#quality, now, oldest);
    this.#exports = new Exports(course, this.#quality, { oldest, now });
  }

  /** Takes a statement, a learner's saved progress, or what stands in its place. `source` is the name of the file it was in. */
  take(piece: Piece, source = ''): void {
    if (piece.kind !== 'value') {
      this.#quality.read += 1;
      return this.#quality.note(piece.reason, source);
    }
    const saved = fromProgressValue(this.#course, piece.value, source);
    if (!saved) return this.#statements.add(piece.value);
    if (this.#savers.has(saved.learner)) this.#quality.note('same-progress', source);
    this.#savers.add(saved.learner);
    this.takeExport(saved, { read: saved.records.length, foreign: 0 });
  }

  /** Takes what an LMS's export says of a learner. `rows` is how many rows that were. */
  takeExport(attempt: ReportedAttempt, rows: { read: number; foreign: number }): void {
    this.#quality.read += rows.read;
    this.#quality.note('row-not-ours', attempt.learner, rows.foreign);
    this.#exports.add(attempt);
  }

  /** Takes an LMS's export from a file of that name. */
  takeTable({ rows, stray }: Pick<OpenTable, 'rows' | 'stray'>, mapping: ColumnMapping, file = ''): void {
    for (const line of stray) this.#quality.note('table-quote', `${file}, line ${line}`);
    const { attempts, nameless } = fromTable(rows, mapping, this.#course);
    this.#quality.read += nameless;
    this.#quality.note('row-nobody', '', nameless);
    for (const { attempt, rows: count, unknown } of attempts) {
      this.takeExport(attempt, count);
      for (const word of unknown) this.#quality.note('status-unknown', `${attempt.learner}: ${word}`);
    }
  }

  /** Takes the receipt a learner has handed in. */
  takeReceipt({ code }: Receipt): void {
    this.#quality.read += 1;
    this.#receipts.add(code);
  }

  /** Takes note of a file that holds nothing a report can read, or that broke off. */
  noteFile(name: string, reason: 'file-unknown' | 'file-broken' = 'file-unknown'): void {
    this.#quality.note(reason, name);
  }

  /** Takes the people who should be there. @throws RosterError when the text is no roster */
  takeRoster(csv: string): void {
    const { people, addresses } = readRoster(csv, this.#quality);
    this.#roster = {
      people: new Map([...(this.#roster?.people ?? []), ...people]),
      addresses: new Map([...(this.#roster?.addresses ?? []), ...addresses]),
    };
  }

  /** The report of everything taken so far. */
  report(): Report {
    const course = this.#course;
    const now = this.#now;
    const roster = this.#roster;
    const quality = this.#quality.copy();
    const told = [...this.#statements.attempts(quality), ...this.#exports.attempts()];
    const folded = told
      .map((attempt) =>
        learnerOf(attempt, {
          course,
          person: roster && personIn(roster, attempt.learner),
          quality,
          validDays: VALID_DAYS,
        }),
      )
      .sort((a, b) => compare(a.id, b.id) || compare(a.register.registration, b.register.registration));
    const learners = withReceipts(course, folded, this.#receipts, quality);
    const met = new Set(learners.flatMap(({ person }) => person?.id ?? []));
    const missing = [...(roster?.people.values() ?? [])].filter(({ id }) => !met.has(id));
    if (roster) {
      const strangers = new Set(learners.flatMap(({ id, person }) => (person ? [] : id)));
      for (const id of strangers) quality.note('not-on-roster', id);
      for (const { id } of missing) quality.note('not-in-data', id);
    }
    noteShared(learners, quality);
    noteVersions(course, learners, quality);
    return {
      course,
      learners,
      missing,
      hasRoster: roster !== null,
      now,
      read: quality.read,
      quality: quality.rows(),
      refused: quality.refused(),
    };
  }
}

/** Holds receipts against records. A code proves nothing but this: that both are of one result. Codes that fit nobody are counted. */
function withReceipts(course: Course, learners: readonly Learner[], codes: ReadonlySet<string>, quality: Quality) {
  const unmet = new Set(codes);
  const found = learners.map((learner) => {
    const own = codesOf(learner.attempt, course);
    const said = learner.person?.receipt ?? '';
    const shown = own.filter((code) => codes.has(code));
    for (const code of shown) unmet.delete(code);
    if (said === '' && shown.length === 0) return learner;
    const receiptAgrees = shown.length > 0 || own.includes(said);
    if (!receiptAgrees) quality.note('receipt-differs', learner.id);
    return { ...learner, receiptAgrees };
  });
  for (const code of unmet) quality.note('receipt-of-nobody', code);
  return found;
}

/** A registration belongs to one learner; a second one in it was put there by somebody. */
function noteShared(learners: readonly Learner[], quality: Quality): void {
  const owners = new Map<string, Set<string>>();
  for (const { id, register } of learners)
    if (register.registration !== '')
      owners.set(register.registration, (owners.get(register.registration) ?? new Set()).add(id));
  for (const [registration, ids] of owners) if (ids.size > 1) quality.note('shared-registration', registration);
}

function noteVersions(course: Course, learners: readonly Learner[], quality: Quality): void {
  const others = new Set([...course.selfCheck.statements, ...course.closing].map(({ id }) => id));
  const known = new Map<string, boolean>();
  const isKnown = (id: string): boolean => {
    const found = known.get(id) ?? (others.has(id) || findInteraction(course, id) !== undefined);
    known.set(id, found);
    return found;
  };
  const isOther = otherItemIn(course);
  for (const { answers, id } of learners)
    for (const answer of answers) {
      const { content, interaction } = answer;
      if (content === undefined || content === '') quality.note('no-version', id);
      else if (major(content) !== major(course.version)) quality.note('other-version', id);
      else if (!isKnown(interaction)) quality.note('unknown-item', interaction);
      else if (isOther(answer)) quality.note('other-item', interaction);
    }
}

/** First part of a version: content of different ones is never mixed in one statistic. */
export const major = (version: string): string => version.split('.')[0] ?? '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
