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
  /** When each verdict on the unit was first told. */
  verdicts: Map<string, number>;
  opened: number[];
  closed: number[];
  activeMs: number;
}

/** Takes statements one by one, in any order, and keeps of each only what reports need. */
export class StatementFold {
  /** By learner, then by registration; no key is made of both, because there is one for each statement. */
  private readonly ledgers = new Map<string, Map<string | null, Ledger>>();
  private readonly seen = new Set<string>();
  private readonly voided = new Set<string>();
  private readonly intern = new Interner();
  private readonly course: { id: string } | null;
  private readonly quality: Quality;
  private readonly now: number;
  private readonly oldest: number;

  /** `oldest`: what was done before, ms since the epoch, must be forgotten. */
  constructor(course: { id: string } | null, quality: Quality, now: number, oldest = Number.NEGATIVE_INFINITY) {
    this.course = course;
    this.quality = quality;
    this.now = now;
    this.oldest = oldest;
  }

  add(raw: unknown): void {
    this.quality.read += 1;
    const reading = readStatement(raw, this.course, this.now);
    switch (reading.kind) {
      case 'left-out':
        return this.quality.note(reading.reason, reading.id);
      case 'void':
        return void this.voided.add(reading.id);
      case 'statement':
        if (reading.at < this.oldest) return this.quality.note('too-old', reading.id);
        if (reading.id !== '' && this.seen.has(reading.id)) return this.quality.note('same-statement', reading.id);
        if (reading.id !== '') this.seen.add(reading.id);
        return this.keep(reading);
    }
  }

  private keep(reading: ReadStatement): void {
    const { learner, name, home, registration, at, verb, ofUnit, durationMs, record } = reading;
    const ledger = this.ledgerOf(learner, registration);
    // The same name whatever the order.
    if (name !== '' && (ledger.name === '' || name < ledger.name)) ledger.name = name;
    if (home !== '' && !ledger.homes.includes(home)) ledger.homes.push(this.intern.text(home));
    if (record) ledger.records.push(this.slim(record));
    if (!ofUnit) {
      if (!record) this.quality.note('not-reported', reading.id);
      return;
    }
    switch (verb) {
      case verbs.initialized:
        ledger.opened.push(at);
        break;
      case verbs.terminated:
        ledger.closed.push(at);
        ledger.activeMs += durationMs ?? 0;
        break;
      case verbs.passed:
      case verbs.failed:
      case verbs.completed:
        ledger.verdicts.set(verb, Math.min(at, ledger.verdicts.get(verb) ?? at));
        break;
      default:
        this.quality.note('not-reported', reading.id);
    }
  }

  private ledgerOf(learner: string, registration: string | null): Ledger {
    const own = this.ledgers.get(learner) ?? new Map<string | null, Ledger>();
    const known = own.get(registration);
    if (known) return known;
    const fresh: Ledger = {
      learner,
      name: '',
      homes: [],
      registration,
      records: [],
      verdicts: new Map(),
      opened: [],
      closed: [],
      activeMs: 0,
    };
    this.ledgers.set(learner, own.set(registration, fresh));
    return fresh;
  }

  /** The record itself, which nobody else has: its texts and lists become those of all others that say the same. */
  private slim(record: Traced): Traced {
    const { intern } = this;
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
    for (const [learner, own] of this.ledgers)
      if (new Set([...own.values()].flatMap(({ homes }) => homes)).size > 1) quality.note('shared-account', learner);
    return [...this.ledgers.values()]
      .flatMap((own) => [...own.values()])
      .map((ledger) => {
        const records = ledger.records.filter(({ statement = '' }) => !this.voided.has(statement));
        quality.note('voided', ledger.learner, ledger.records.length - records.length);
        return attemptOf({ ...ledger, records: records.sort((a, b) => a.at - b.at) });
      });
  }
}

function attemptOf({
  learner,
  name,
  registration,
  records,
  verdicts,
  opened,
  closed,
  activeMs,
}: Ledger): ReportedAttempt {
  const scores = records.flatMap((record) => (record.kind === 'round-ended' ? [record.scaled] : []));
  const [completedAt, passedAt] = [verdicts.get(verbs.completed), verdicts.get(verbs.passed)];
  const launchedAt = Math.min(...opened, ...records.slice(0, 1).map(({ at }) => at));
  return {
    learner,
    ...(name === '' ? {} : { name }),
    registration,
    completion: completedAt === undefined ? 'incomplete' : 'completed',
    success: passedAt !== undefined ? 'passed' : verdicts.has(verbs.failed) ? 'failed' : 'unknown',
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
