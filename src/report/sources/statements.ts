import type { Actor, Claim } from '../../tracking/xapi/statement.ts';
import { verbs } from '../../tracking/xapi/vocabulary.ts';
import { Interner } from '../intern.ts';
import { Quality } from '../quality.ts';
import type { ReportedAttempt, Traced } from '../reported-attempt.ts';
import { readStatement, type ReadStatement } from './read-statement.ts';

/** A statement as an LRS gives it back. */
export interface StoredStatement extends Claim {
  actor: Actor;
}

/** What statements have told of one learner in one registration so far. */
interface Ledger {
  learner: string;
  name: string;
  /** Home pages of the account. */
  homes: string[];
  registration: string | null;
  records: Traced[];
  /** Verdicts on the unit, and where sessions began and ended. */
  marks: Mark[];
  /** Who answers for the statements, as the record store knows it. */
  authorities: Set<string>;
}

/** A statement about the unit as a whole; its id, because a later one may void it. */
interface Mark {
  id: string;
  verb: string;
  at: number;
  /** Active time of the session that ends here. */
  ms: number;
}

/** Takes statements one by one, in any order, and keeps of each only what reports need. */
export class StatementFold {
  /** By learner, then by registration; no key is made of both, because there is one for each statement. */
  readonly #ledgers = new Map<string, Map<string | null, Ledger>>();
  readonly #seen = new Set<string>();
  readonly #voided = new Set<string>();
  readonly #intern = new Interner();
  readonly #course: { id: string } | null;
  readonly #quality: Quality;
  readonly #now: number;
  readonly #oldest: number;

  /** `oldest`: what was done before, ms since the epoch, must be forgotten. */
  constructor(course: { id: string } | null, quality: Quality, now: number, oldest = Number.NEGATIVE_INFINITY) {
    this.#course = course;
    this.#quality = quality;
    this.#now = now;
    this.#oldest = oldest;
  }

  add(raw: unknown): void {
    this.#quality.read += 1;
    const reading = readStatement(raw, this.#course, this.#now);
    switch (reading.kind) {
      case 'left-out':
        return this.#quality.note(reading.reason, reading.id);
      case 'void':
        return void this.#voided.add(reading.id);
      case 'statement':
        if (reading.at < this.#oldest) return this.#quality.note('too-old', reading.id);
        if (reading.id !== '' && this.#seen.has(reading.id)) return this.#quality.note('same-statement', reading.id);
        if (reading.id !== '') this.#seen.add(reading.id);
        return this.#keep(reading, authorityOf(raw));
    }
  }

  #keep(reading: ReadStatement, authority: string): void {
    const { id, learner, name, home, registration, at, verb, ofUnit, durationMs, record } = reading;
    const ledger = this.#ledgerOf(learner, registration);
    if (authority !== '') ledger.authorities.add(this.#intern.text(authority));
    // The same name whatever the order.
    if (name !== '' && (ledger.name === '' || name < ledger.name)) ledger.name = name;
    if (home !== '' && !ledger.homes.includes(home)) ledger.homes.push(this.#intern.text(home));
    if (record) ledger.records.push(this.#slim(record));
    if (!ofUnit) {
      if (!record) this.#quality.note('not-reported', id);
      return;
    }
    if (OF_UNIT.has(verb)) ledger.marks.push({ id, verb, at, ms: durationMs ?? 0 });
    else this.#quality.note('not-reported', id);
  }

  #ledgerOf(learner: string, registration: string | null): Ledger {
    const own = this.#ledgers.get(learner) ?? new Map<string | null, Ledger>();
    const known = own.get(registration);
    if (known) return known;
    const fresh: Ledger = {
      learner,
      name: '',
      homes: [],
      registration,
      records: [],
      marks: [],
      authorities: new Set(),
    };
    this.#ledgers.set(learner, own.set(registration, fresh));
    return fresh;
  }

  /** The record itself, which nobody else has: its texts and lists become those of all others that say the same. */
  #slim(record: Traced): Traced {
    const intern = this.#intern;
    if (record.content !== undefined) record.content = intern.text(record.content);
    if (record.locale !== undefined) record.locale = intern.text(record.locale);
    if (record.kind !== 'answered') return record;
    record.interaction = intern.text(record.interaction);
    record.slug = intern.text(record.slug);
    record.part = intern.text(record.part);
    record.type = intern.text(record.type);
    record.response = intern.list(record.response);
    record.pattern = intern.list(record.pattern);
    record.choices = intern.list(record.choices);
    record.objectives = intern.list(record.objectives);
    if (record.targets) record.targets = intern.list(record.targets);
    if (record.quality) record.quality = intern.text(record.quality);
    return record;
  }

  /** What has been told of each learner; may be asked for again after more statements. Voided statements and names at two home pages are counted here. */
  attempts(quality: Quality = new Quality()): ReportedAttempt[] {
    for (const [learner, own] of this.#ledgers)
      if (new Set([...own.values()].flatMap(({ homes }) => homes)).size > 1) quality.note('shared-account', learner);
    return [...this.#ledgers.values()]
      .flatMap((own) => [...own.values()])
      .map((ledger) => {
        const isVoided = ({ id = '' }: { id?: string | undefined }): boolean => this.#voided.has(id);
        const records = ledger.records.filter(({ statement }) => !isVoided({ id: statement }));
        const marks = ledger.marks.filter((mark) => !isVoided(mark));
        // The statement that all is done is a record as well as a verdict.
        const gone = [...ledger.records.map(({ statement: id }) => ({ id })), ...ledger.marks].filter(isVoided);
        quality.note('voided', ledger.learner, new Set(gone.map(({ id }) => id)).size);
        if (ledger.authorities.size > 1) quality.note('many-authorities', ledger.learner);
        const voidedPass = ledger.marks.some(isPass) && !marks.some(isPass);
        return attemptOf({ ...ledger, marks, records: records.sort((a, b) => a.at - b.at) }, voidedPass);
      });
  }
}

/** Statements about the unit as a whole that a report needs. */
const OF_UNIT = new Set<string>([verbs.initialized, verbs.terminated, verbs.passed, verbs.failed, verbs.completed]);

const isPass = ({ verb }: Mark): boolean => verb === verbs.passed;

/** The identifier of whom the record store names as the statement's authority; '' where it names nobody. Of a group, all its members'. */
function authorityOf(raw: unknown): string {
  const { authority } = raw as { authority?: unknown };
  if (!isObject(authority)) return '';
  const members = Array.isArray(authority['member']) ? authority['member'] : [authority];
  return members.map((member: unknown) => (isObject(member) ? identifierOf(member) : '')).join(' ');
}

function identifierOf({ account, mbox, mbox_sha1sum: hash, openid }: Json): string {
  const { homePage, name } = isObject(account) ? account : {};
  const found = [homePage, name, mbox, hash, openid].filter((each) => typeof each === 'string');
  return found.join(' ');
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function attemptOf({ learner, name, registration, records, marks }: Ledger, voidedPass: boolean): ReportedAttempt {
  const scores = records.flatMap((record) => (record.kind === 'round-ended' ? [record.scaled] : []));
  const timesOf = (verb: string): number[] => marks.flatMap((mark) => (mark.verb === verb ? [mark.at] : []));
  const firstOf = (verb: string): number | undefined => timesOf(verb).sort((a, b) => a - b)[0];
  const [completedAt, passedAt] = [firstOf(verbs.completed), firstOf(verbs.passed)];
  const [opened, closed] = [timesOf(verbs.initialized), timesOf(verbs.terminated)];
  const launchedAt = Math.min(...opened, ...records.slice(0, 1).map(({ at }) => at));
  const activeMs = marks.reduce((sum, { ms }) => sum + ms, 0);
  return {
    learner,
    ...(name === '' ? {} : { name }),
    registration,
    completion: completedAt === undefined ? 'incomplete' : 'completed',
    success: passedAt !== undefined ? 'passed' : firstOf(verbs.failed) === undefined ? 'unknown' : 'failed',
    ...(voidedPass ? { voidedPass: true as const } : {}),
    scaled: scores.length === 0 ? null : Math.max(...scores),
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(passedAt === undefined ? {} : { passedAt }),
    ...(Number.isFinite(launchedAt) ? { launchedAt } : {}),
    ...(closed.length === 0 ? {} : { activeMs, clockMs: clockOf(opened, closed) }),
    records,
  };
}

/** Time between opening and leaving, summed over sessions; a session that was never left has no length. */
function clockOf(opened: readonly number[], closed: readonly number[]): number {
  const marks = [...opened.map((at) => ({ at, open: true })), ...closed.map((at) => ({ at, open: false }))];
  marks.sort((a, b) => a.at - b.at || Number(b.open) - Number(a.open));
  return marks.reduce((sum, { at, open }, n) => {
    const before = marks[n - 1];
    return !open && before?.open ? sum + at - before.at : sum;
  }, 0);
}

/** What statements about any course of ours tell, by learner and registration, in the order of their timestamps. */
export function fromStatements(statements: readonly StoredStatement[]): ReportedAttempt[] {
  const fold = new StatementFold(null, new Quality(), Number.POSITIVE_INFINITY);
  for (const statement of statements) fold.add(statement);
  return fold.attempts();
}
