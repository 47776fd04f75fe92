import type { AttemptRecord } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import { LaunchError, LmsError } from '../errors.ts';
import type { Batch, Launch, SessionCheck, Snapshot, TrackingSession } from '../session.ts';
import { isoDuration } from './duration.ts';
import type { Lrs, Stored } from './lrs.ts';
import type { Activity, Claim, Statement } from './statement.ts';
import { claim, toStatement, type Trail } from './statements.ts';
import { PROGRESS, verbs } from './vocabulary.ts';

/** A verb about the unit as a whole. At most one of each in a session; passed, completed and failed once in a registration. */
export type UnitVerb = 'initialized' | 'terminated' | 'passed' | 'failed' | 'completed';

/** What a launch opened: the ways in which Tin Can and cmi5 differ. */
export interface Connection {
  /** Its name for people. */
  standard: string;
  lrs: Lrs;
  launch: Omit<Launch, 'suspendData'>;
  /** The unit under the id the LMS launched it by. */
  unit: Activity;
  /** Mastery score to name on passed and failed, or null. */
  mastery: number | null;
  /** Adds id, actor, registration and what the standard demands; `verb` for statements about the unit. */
  dress(claim: Claim, verb: UnitVerb | null): Statement;
  /** Verbs an earlier load of this page has sent in this session. */
  said: Set<UnitVerb>;
  /** Called when a verb is acknowledged. */
  onSaid(verb: UnitVerb): void;
  /** Whether closing the window ends the session; false where a reload must be able to go on. */
  endsWithWindow: boolean;
  /** The learner has left: nothing of the launch may stay behind. */
  forget(): void;
}

/** Our State document. */
interface Saved {
  suspendData: string;
  /** Verbs this registration has had; they are never sent again. */
  said: UnitVerb[];
  progress: number;
}

const STATE = 'suspendData';

/** A session over xAPI statements and one State document; `connect` opens the launch. */
export class StatementSession implements TrackingSession {
  private readonly course: Course;
  private readonly connect: () => Promise<Connection>;
  private readonly now: () => number;
  private connection: Connection | null = null;
  private closed = false;
  private etag: string | null = null;
  private hadState = false;
  private progress = 0;
  /** As last stored, or as found at launch. */
  private suspendData = '';
  /** Each record's statement, made once: sent again it is the same one. */
  private readonly made = new Map<AttemptRecord, Statement>();
  private readonly unitStatements = new Map<UnitVerb, Statement>();
  private readonly acknowledged = new Set<Statement>();
  private readonly registrationSaid = new Set<UnitVerb>();
  private busy: Promise<void> = Promise.resolve();

  constructor(course: Course, connect: () => Promise<Connection>, now: () => number) {
    this.course = course;
    this.connect = connect;
    this.now = now;
  }

  async open(): Promise<Launch> {
    this.connection = await this.connect();
    const { lrs, launch, said } = this.connection;
    const stored = readSaved(await this.atLaunch(() => lrs.readState(STATE)));
    this.etag = stored?.etag ?? null;
    this.hadState = stored !== null;
    this.progress = stored?.saved.progress ?? 0;
    this.suspendData = stored?.saved.suspendData ?? '';
    for (const verb of stored?.saved.said ?? []) this.registrationSaid.add(verb);
    if (!said.has('initialized')) {
      this.unitStatement('initialized', this.now(), this.noDraw());
      await this.atLaunch(() => this.sendWaiting([]));
    }
    return { ...launch, suspendData: this.suspendData };
  }

  /** A record store that does not answer at launch will store nothing either: it is said at once. @throws LaunchError */
  private async atLaunch<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (cause) {
      if (!(cause instanceof LmsError)) throw cause;
      const { standard } = this.opened();
      const message = 'The LMS was found, but its record store does not take part.';
      throw new LaunchError(message, { standard, reason: 'refused', searched: cause.call, cause });
    }
  }

  async save(batch: Batch): Promise<void> {
    const { launch } = this.opened();
    if (launch.mode !== 'normal') return;
    const work = this.write(batch);
    this.busy = work.catch(() => undefined); // Whoever called `save` hears of it; this only tells when it is over.
    await work;
  }

  /** Statements first: an answer the LRS has not seen must not count as saved. */
  private async write({ records, snapshot }: Batch): Promise<void> {
    const trail = this.trailOf(snapshot);
    const statements = records.flatMap((record) => this.statementOf(record, trail) ?? []);
    await this.verdicts(records, snapshot, trail);
    await this.sendWaiting([...statements, ...this.progressed(snapshot, trail)]);
    this.progress = Math.max(this.progress, wholePercent(snapshot));
    const saved: Saved = {
      suspendData: snapshot.suspendData,
      said: [...this.registrationSaid],
      progress: this.progress,
    };
    this.etag = await this.connected().lrs.writeState(STATE, saved, this.etag);
    this.suspendData = saved.suspendData;
  }

  async check(): Promise<SessionCheck> {
    const { standard, lrs, launch } = this.opened();
    const stored = readSaved(await lrs.readState(STATE));
    const same = (stored?.saved.suspendData ?? '') === this.suspendData;
    return { standard, found: lrs.host, readBack: launch.mode === 'normal' ? same : null };
  }

  async close(sessionMs: number, how: 'left' | 'ended' = 'left'): Promise<void> {
    if (this.closed || !this.connection) return;
    this.closed = true;
    const { lrs, said, endsWithWindow, forget } = this.connection;
    lrs.leaving = true;
    if (how === 'ended' && !endsWithWindow) return;
    if (!said.has('terminated')) {
      const statement = this.unitStatement('terminated', this.now(), this.noDraw(), {
        result: { duration: isoDuration(sessionMs) },
      });
      try {
        await (how === 'left' ? this.busy.then(() => lrs.send([statement])) : lrs.send([statement]));
      } finally {
        if (how === 'left') forget();
      }
    }
  }

  /** What the launch opened. Work that began before the session was closed goes on to its end. */
  private connected(): Connection {
    if (!this.connection) throw new LmsError('POST statements', 0, 'session-ended', 'the session was never opened');
    return this.connection;
  }

  private opened(): Connection {
    if (!this.connection || this.closed)
      throw new LmsError('POST statements', 0, 'session-ended', 'the session is closed');
    return this.connection;
  }

  /** What is said about the session itself belongs to no graded draw. */
  private noDraw(): Trail {
    return { course: this.course, round: 0, form: '' };
  }

  private trailOf({ outcome }: Snapshot): Trail {
    const round = outcome.round?.round;
    return {
      course: this.course,
      round: round?.n ?? 0,
      form: round ? (round.seed >>> 0).toString(16).padStart(8, '0') : '',
    };
  }

  /** `completed` is told as the outcome's verdict, once in a registration, and not as a record. */
  private statementOf(record: AttemptRecord, trail: Trail): Statement | null {
    if (record.kind === 'completed') return null;
    const made = this.made.get(record) ?? this.connected().dress(toStatement(record, trail), null);
    this.made.set(record, made);
    return made;
  }

  /** Completed and passed when they are reached; failed only when no try is left (decision 1). */
  private async verdicts(records: Batch['records'], { outcome, sessionMs }: Snapshot, trail: Trail): Promise<void> {
    const { mastery } = this.connected();
    const duration = isoDuration(records.find((r) => r.kind === 'completed')?.durationMs ?? sessionMs);
    const score = outcome.scaled === null ? {} : { score: { scaled: Math.max(outcome.scaled, 0) } };
    // A pass under an earlier, lower mark is none under this one. Scores are rounded: to just below is still reached.
    const short = mastery !== null && (outcome.scaled ?? 0) < mastery - 0.0001;
    if (outcome.success === 'passed' && !short && (await this.isNew('passed'))) {
      const scaled = Math.max(outcome.scaled ?? 0, mastery ?? 0);
      this.unitStatement('passed', this.now(), trail, { result: { score: { scaled }, success: true, duration } });
    }
    // A mark that was reached cannot be failed by (cmi5 §9.3.5): other gates that stand open are told by `scored`.
    const reached = mastery !== null && (outcome.scaled ?? 0) >= mastery;
    if (outcome.success === 'failed' && !reached && (await this.isNew('failed'))) {
      this.unitStatement('failed', this.now(), trail, { result: { ...score, success: false, duration } });
    }
    if (outcome.completion === 'completed' && (await this.isNew('completed'))) {
      this.unitStatement('completed', this.now(), trail, { result: { completion: true, duration } });
    }
  }

  /** Whether a verdict is still to be told. In a later session the LRS is asked: the State document may be the older of the two. */
  private async isNew(verb: UnitVerb): Promise<boolean> {
    const { lrs, unit, said } = this.connected();
    if (this.registrationSaid.has(verb) || said.has(verb) || this.unitStatements.has(verb)) return false;
    if (verb === 'failed' && this.registrationSaid.has('passed')) return false;
    if (verb === 'passed' && said.has('failed')) return false; // not both in one session (cmi5 §9.3)
    if (!this.hadState || !(await lrs.hasVerb(verbs[verb], unit.id))) return true;
    this.registrationSaid.add(verb);
    return false;
  }

  private progressed(snapshot: Snapshot, trail: Trail): Statement[] {
    const percent = wholePercent(snapshot);
    if (percent <= this.progress || snapshot.outcome.completion === 'completed') return [];
    const { unit, dress } = this.connected();
    const result = { extensions: { [PROGRESS]: percent } };
    return [dress(claim(this.now(), 'progressed', unit, trail, { result }), null)];
  }

  private unitStatement(verb: UnitVerb, at: number, trail: Trail, more: Parameters<typeof claim>[4] = {}): Statement {
    const { unit, dress } = this.connected();
    const made = this.unitStatements.get(verb) ?? dress(claim(at, verb, unit, trail, more), verb);
    this.unitStatements.set(verb, made);
    return made;
  }

  /** What waits about the unit goes round what the records say: initialized before them, verdicts after. */
  private async sendWaiting(statements: readonly Statement[]): Promise<void> {
    const { lrs, said, onSaid } = this.connected();
    const first = this.unitStatements.get('initialized');
    const verdicts = (['passed', 'failed', 'completed'] as const).flatMap((v) => this.unitStatements.get(v) ?? []);
    const waiting = [...(first ? [first] : []), ...statements, ...verdicts].filter((s) => !this.acknowledged.has(s));
    if (waiting.length === 0) return;
    await lrs.send(waiting);
    for (const statement of waiting) this.acknowledged.add(statement);
    for (const [verb, statement] of this.unitStatements) {
      if (!this.acknowledged.has(statement) || said.has(verb)) continue;
      if (verb !== 'initialized') this.registrationSaid.add(verb);
      said.add(verb);
      onSaid(verb);
    }
  }
}

/** 0 to 99: the whole is told by completed (cmi5 §9.5.5.1). */
const wholePercent = ({ outcome }: Snapshot): number => Math.min(99, Math.floor(outcome.progress * 100));

function readSaved(stored: Stored | null): { saved: Saved; etag: string | null } | null {
  if (!stored) return null;
  const content = (typeof stored.content === 'object' ? stored.content : null) as Partial<Saved> | null;
  return {
    saved: { suspendData: content?.suspendData ?? '', said: content?.said ?? [], progress: content?.progress ?? 0 },
    etag: stored.etag,
  };
}
