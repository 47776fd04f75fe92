import { findInteraction, type Course } from '../course/course.ts';
import { learnerOf, type Learner } from './learner.ts';
import { Quality, type QualityRow } from './quality.ts';
import type { ReportedAttempt } from './reported-attempt.ts';
import type { Piece } from './sources/json-pieces.ts';
import { restored } from './sources/restore.ts';
import { readRoster, type Person } from './sources/roster.ts';
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
}

/** How long a signature counts, where the organisation says nothing else. */
const VALID_DAYS = 365;

/** Takes sources of every kind in one pass, in any order, and makes one report of them. Memory grows with learners and answers, not with bytes read. */
export class Fold {
  private readonly course: Course;
  private readonly now: number;
  private readonly quality = new Quality();
  private readonly statements: StatementFold;
  private readonly exported: ReportedAttempt[] = [];
  private roster: Map<string, Person> | null = null;

  constructor(course: Course, now: number) {
    this.course = course;
    this.now = now;
    this.statements = new StatementFold(course, this.quality, now);
  }

  /** Takes a statement, or what stands in its place. */
  take(piece: Piece): void {
    if (piece.kind === 'value') return this.statements.add(piece.value);
    this.quality.read += 1;
    this.quality.note(piece.reason);
  }

  /** Takes what an LMS's export says of a learner. `rows` is how many rows that were. */
  takeExport(attempt: ReportedAttempt, rows: { read: number; foreign: number }): void {
    this.quality.read += rows.read;
    this.quality.note('row-not-ours', attempt.learner, rows.foreign);
    this.exported.push(restored(attempt, this.course));
  }

  /** Takes the people who should be there. @throws RosterError when the text is no roster */
  takeRoster(csv: string): void {
    this.roster = new Map([...(this.roster ?? []), ...readRoster(csv, this.quality)]);
  }

  /** The report of everything taken so far. */
  report(): Report {
    const { course, now, roster } = this;
    const quality = this.quality.copy();
    const told = [...this.statements.attempts(quality), ...this.exported];
    const learners = told
      .map((attempt) =>
        learnerOf(attempt, { course, person: roster?.get(attempt.learner) ?? null, quality, validDays: VALID_DAYS }),
      )
      .sort((a, b) => compare(a.id, b.id) || compare(a.register.registration, b.register.registration));
    const met = new Set(learners.map(({ id }) => id));
    const missing = [...(roster?.values() ?? [])].filter(({ id }) => !met.has(id));
    if (roster) {
      for (const id of met) if (!roster.has(id)) quality.note('not-on-roster', id);
      for (const { id } of missing) quality.note('not-in-data', id);
    }
    noteShared(learners, quality);
    noteVersions(course, learners, quality);
    return { course, learners, missing, hasRoster: roster !== null, now, read: quality.read, quality: quality.rows() };
  }
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
  for (const { answers, id } of learners)
    for (const { content, interaction } of answers) {
      if (content === undefined || content === '') quality.note('no-version', id);
      else if (major(content) !== major(course.version)) quality.note('other-version', id);
      else if (!isKnown(interaction)) quality.note('unknown-item', interaction);
    }
}

/** First part of a version: content of different ones is never mixed in one statistic. */
export const major = (version: string): string => version.split('.')[0] ?? '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
