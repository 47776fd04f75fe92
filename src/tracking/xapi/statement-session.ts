import type { AttemptRecord } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import { LaunchError, LmsError } from '../errors.ts';
import type { Batch, Launch, SessionCheck, Snapshot, TrackingSession } from '../session.ts';
import * as activity from './activities.ts';
import type { Connection, UnitVerb } from './connection.ts';
import { isoDuration } from './duration.ts';
import { Ledger } from './ledger.ts';
import type { Tag } from './lrs.ts';
import { doneOf, merged, readSaved, type Saved } from './state-document.ts';
import type { Claim, Statement } from './statement.ts';
import { claim, inBoth, toStatement, type Trail } from './statements.ts';
import { uuidOf } from './uuid.ts';
import { verdictsOf } from './verdicts.ts';
import { PROGRESS, verbs } from './vocabulary.ts';

const STATE = 'suspendData';
/** Between the tries to say the last word, ms. */
const PAUSES_MS = [500, 1500];

/** A session over xAPI statements and one State document; `connect` opens the launch. */
export class StatementSession implements TrackingSession {
  #course: Course;
  /** The same in English, once it is there and where it is another language. */
  #english: Course | null = null;
  readonly #connect: () => Promise<Connection>;
  readonly #now: () => number;
  readonly proves = true;
  #connection: Connection | null = null;
  #closed = false;
  #tag: Tag = 'none';
  /** When the State document was saved last, ms: a computer whose clock is behind saves later all the same. */
  #savedAt = 0;
  /** Another window's document, where its attempt has come further than ours. */
  #ahead: Saved | null = null;
  #hadState = false;
  #progress = 0;
  /** As last stored, or as found at launch. */
  #suspendData = '';
  /** Each record's statement, made once: sent again it is the same one. */
  readonly #made = new Map<AttemptRecord, Statement>();
  /** The same for `progressed`, by whole percent. */
  readonly #steps = new Map<number, Statement>();
  readonly #ledger = new Ledger((verb) => {
    const { said, onSaid } = this.#connected();
    said.add(verb);
    onSaid(verb);
  });
  #busy: Promise<void> = Promise.resolve();

  constructor(course: Course, connect: () => Promise<Connection>, now: () => number) {
    this.#course = course;
    this.#connect = connect;
    this.#now = now;
  }

  speak(course: Course, english: (() => Promise<Course>) | null): void {
    this.#course = course;
    const { unit } = this.#connected();
    Object.assign(unit, { definition: activity.unit(course).definition });
    void english?.().then(
      (found) => {
        this.#english = found;
        Object.assign(unit, { definition: inBoth(activity.unit(course), activity.unit(found)).definition });
      },
      () => undefined, // Without it the names stand in the learner's language alone.
    );
  }

  get refused(): number {
    return this.#ledger.refused;
  }

  async open(): Promise<Launch> {
    this.#connection = await this.#connect();
    const { lrs, launch, said } = this.#connection;
    const stored = await this.#atLaunch(() => lrs.readState(STATE));
    const saved = readSaved(stored?.content);
    this.#tag = stored?.tag ?? 'none';
    this.#hadState = stored !== null;
    this.#savedAt = saved.at;
    this.#progress = saved.progress;
    this.#suspendData = saved.suspendData;
    this.#ledger.recall(saved);
    if (!said.has('initialized')) {
      this.#unitStatement('initialized', this.#now(), trailOf(this.#course));
      await this.#atLaunch(() => this.#sendWaiting([]), true);
    }
    return { ...launch, suspendData: this.#suspendData };
  }

  /**
   * What the learner did before must be known before anything is written over it: without an answer there is no
   * session. What may wait is said first when the next statements go. @throws LaunchError
   */
  async #atLaunch<T>(request: () => Promise<T>, mayWait = false): Promise<T | null> {
    try {
      return await request();
    } catch (cause) {
      if (!(cause instanceof LmsError)) throw cause;
      if (mayWait && cause.kind === 'failed') return null;
      const { standard } = this.#opened();
      const message = 'The LMS was found, but its record store does not take part.';
      throw new LaunchError(message, { standard, reason: 'refused', searched: cause.call, cause });
    }
  }

  async save(batch: Batch): Promise<void> {
    const { launch } = this.#opened();
    if (launch.mode !== 'normal') return;
    const work = this.#write(batch);
    this.#busy = work.catch(() => undefined); // Whoever called `save` hears of it; this only tells when it is over.
    await work;
  }

  /** Statements first: an answer the LRS has not seen must not count as saved. */
  async #write({ records, snapshot }: Batch): Promise<void> {
    const trail = trailOf(this.#course, snapshot);
    const statements = records.flatMap((record) => this.#statementOf(record, trail) ?? []);
    const { mastery } = this.#connected();
    for (const [verb, result] of verdictsOf(records, snapshot, mastery)) {
      if (await this.#isNew(verb)) this.#unitStatement(verb, this.#now(), trail, { result });
    }
    await this.#sendWaiting([...statements, ...this.#progressed(snapshot, trail)]);
    this.#progress = Math.max(this.#progress, wholePercent(snapshot));
    await this.#remember(snapshot);
  }

  async #remember(snapshot: Snapshot): Promise<void> {
    const { lrs } = this.#connected();
    const { verdicts, refused, setAside } = this.#ledger;
    const { suspendData } = snapshot;
    this.#savedAt = Math.max(this.#now(), this.#savedAt + 1);
    const attempt = { suspendData, done: doneOf(snapshot), at: this.#savedAt };
    const ours: Saved = { ...attempt, said: [...verdicts], progress: this.#progress, refused, setAside };
    let content = this.#ahead ? merged(this.#ahead, ours) : ours;
    this.#tag = await lrs.writeState(STATE, content, this.#tag, (theirs) => {
      content = this.#ahead = merged(readSaved(theirs), ours);
      for (const verb of content.said) verdicts.add(verb);
      return content;
    });
    ({ suspendData: this.#suspendData, progress: this.#progress } = content);
  }

  async check(): Promise<SessionCheck> {
    const { standard, lrs, launch } = this.#opened();
    const stored = await lrs.readState(STATE);
    const same = readSaved(stored?.content).suspendData === this.#suspendData;
    return { standard, found: lrs.host, readBack: launch.mode === 'normal' ? same : null };
  }

  async close(sessionMs: number, how: 'left' | 'ended' = 'left'): Promise<void> {
    if (this.#closed || !this.#connection) return;
    this.#closed = true;
    const { lrs, said, endsWithWindow, forget } = this.#connection;
    lrs.leaving = true;
    if (how === 'ended' && !endsWithWindow) return;
    if (!said.has('terminated')) {
      const statement = this.#unitStatement('terminated', this.#now(), trailOf(this.#course), {
        result: { duration: isoDuration(sessionMs) },
      });
      const send = () => lrs.send([...this.#ledger.first, statement], this.#ledger);
      try {
        await (how === 'left' ? this.#busy.then(() => patiently(send)) : send());
      } finally {
        if (how === 'left') forget();
      }
    }
  }

  /** What the launch opened. Work that began before the session was closed goes on to its end. */
  #connected(): Connection {
    if (!this.#connection) throw new LmsError('POST statements', 0, 'session-ended', 'the session was never opened');
    return this.#connection;
  }

  #opened(): Connection {
    if (!this.#connection || this.#closed)
      throw new LmsError('POST statements', 0, 'session-ended', 'the session is closed');
    return this.#connection;
  }

  /** `completed` is told as the outcome's verdict, once in a registration, and not as a record. */
  #statementOf(record: AttemptRecord, trail: Trail): Statement | null {
    if (record.kind === 'completed') return null;
    const known = this.#made.get(record);
    if (known) return known;
    const dressed = this.#dressed(this.#inWords(record, trail), null);
    // Of the same record always the same id, also when it is made again by a later launch that cannot know it was stored.
    const id = uuidOf(JSON.stringify([dressed.actor, dressed.context.registration, record]));
    const made = { ...dressed, id };
    this.#made.set(record, made);
    return made;
  }

  /** A timestamp must not lie in the future (xAPI 2.4.7): by the record store's clock, where it tells the time. */
  #dressed(claimed: Claim, verb: UnitVerb | null): Statement {
    const { lrs, dress } = this.#connected();
    const timestamp = new Date(Date.parse(claimed.timestamp) + lrs.offset).toISOString();
    return dress({ ...claimed, timestamp }, verb);
  }

  /** In the launch language plus English. */
  #inWords(record: AttemptRecord, trail: Trail): Claim {
    const claimed = toStatement(record, trail);
    return this.#english ? inBoth(claimed, toStatement(record, { ...trail, course: this.#english })) : claimed;
  }

  /** Whether a verdict is still to be told. In a later session the LRS is asked: the State document may be the older of the two. */
  async #isNew(verb: UnitVerb): Promise<boolean> {
    const { lrs, unit, said } = this.#connected();
    const { verdicts, unit: made } = this.#ledger;
    if (verdicts.has(verb) || said.has(verb) || made.has(verb)) return false;
    if (verb === 'failed' && verdicts.has('passed')) return false;
    if (verb === 'passed' && (said.has('failed') || made.has('failed'))) return false; // not both in one session (cmi5 §9.3)
    if (!this.#hadState || !(await lrs.hasVerb(verbs[verb], unit.id))) return true;
    verdicts.add(verb);
    return false;
  }

  #progressed(snapshot: Snapshot, trail: Trail): Statement[] {
    const percent = wholePercent(snapshot);
    const completed = snapshot.outcome.completion === 'completed' || this.#ledger.verdicts.has('completed');
    if (percent <= this.#progress || completed) return [];
    const { unit } = this.#connected();
    const result = { extensions: { [PROGRESS]: percent } };
    const made =
      this.#steps.get(percent) ?? this.#dressed(claim(this.#now(), 'progressed', unit, trail, { result }), null);
    this.#steps.set(percent, made);
    return [made];
  }

  #unitStatement(verb: UnitVerb, at: number, trail: Trail, more: Parameters<typeof claim>[4] = {}): Statement {
    const { unit } = this.#connected();
    const made = this.#ledger.unit.get(verb) ?? this.#dressed(claim(at, verb, unit, trail, more), verb);
    this.#ledger.unit.set(verb, made);
    return made;
  }

  /** What waits about the unit goes round what the records say: initialized before them, verdicts after. */
  async #sendWaiting(statements: readonly Statement[]): Promise<void> {
    const ledger = this.#ledger;
    const { lrs } = this.#connected();
    await lrs.send(ledger.first, ledger);
    if (ledger.first.length > 0)
      // Without it, everything else would be refused as well.
      throw new LmsError('POST statements', 400, 'refused', 'the session cannot begin');
    const verdicts = (['passed', 'failed', 'completed'] as const).map((verb) => ledger.unit.get(verb));
    await lrs.send(ledger.open([...statements, ...verdicts]), ledger);
  }
}

/** Tries again what failed, a few times: the learner is on the way out. @throws LmsError when it has failed each time */
async function patiently(send: () => Promise<void>): Promise<void> {
  for (const pause of PAUSES_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof LmsError) || error.kind !== 'failed') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return send();
}

/** What is said about the session itself belongs to no graded draw. */
function trailOf(course: Course, snapshot?: Snapshot): Trail {
  const round = snapshot?.outcome.round?.round;
  return { course, round: round?.n ?? 0, form: round ? (round.seed >>> 0).toString(16).padStart(8, '0') : '' };
}

/** 0 to 99: the whole is told by completed (cmi5 §9.5.5.1). */
const wholePercent = ({ outcome }: Snapshot): number => Math.min(99, Math.floor(outcome.progress * 100));
