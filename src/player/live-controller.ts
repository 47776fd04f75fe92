import type { Attempt } from '../attempt/attempt.ts';
import { outcome, type Outcome } from '../attempt/outcome.ts';
import { step } from '../attempt/step.ts';
import { encode } from '../attempt/suspend-data.ts';
import type { Action } from '../attempt/action.ts';
import type { AttemptRecord } from '../attempt/record.ts';
import { replay } from '../attempt/replay.ts';
import type { Course } from '../course/course.ts';
import { withKey } from '../tracking/outbox.ts';
import { SaveQueue } from '../tracking/queue.ts';
import type { LaunchError } from '../tracking/errors.ts';
import type { Health, Launch, SessionCheck, Snapshot, TrackingSession } from '../tracking/session.ts';
import { ActiveClock } from './active-clock.ts';
import { readActions, type Journal } from './journal.ts';
import type { ActionWithoutTime, AttemptController, Closed, Notice } from './attempt-controller.ts';
import type { Contact } from './heartbeat.ts';

/** Gives the course in another language (BCP 47). @throws Error when its text does not arrive */
export type LoadCourse = (language: string) => Promise<Course>;

/** What the controller is given; `now` is ms since the epoch, `session` null when nothing is to be recorded. */
export interface ControllerParts {
  course: Course;
  session: TrackingSession | null;
  /** Why there is no session, when that is a fault. */
  trouble: LaunchError | null;
  launch: Launch;
  attempt: Attempt;
  /** Records of the restored attempt that the LMS has lost: they are told again. */
  unsaved: readonly AttemptRecord[];
  journal: Journal;
  notice: Notice;
  /** Without it there is one language. */
  load?: LoadCourse | undefined;
  /** The language the learner chose in an earlier visit; null for none. */
  language?: string | null;
  now(): number;
}

/** The one meeting point of `step()` and the tracking session. */
export class LiveController extends EventTarget implements AttemptController {
  course: Course;
  readonly launch: Launch;
  readonly notice: Notice;
  readonly clock: ActiveClock;
  attempt: Attempt;
  outcome: Outcome;
  typedName = '';
  closed: Closed = null;
  #saving: Health;
  #contact: Contact = 'fine';
  readonly #session: TrackingSession | null;
  readonly journal: Journal;
  readonly trouble: LaunchError | null;
  readonly #unsaved: readonly AttemptRecord[];
  readonly #queue: SaveQueue | null;
  readonly #now: () => number;
  readonly #load: LoadCourse | undefined;
  #language: string | null;

  constructor(parts: ControllerParts) {
    super();
    this.course = parts.course;
    this.launch = parts.launch;
    this.notice = parts.notice;
    this.attempt = parts.attempt;
    this.#session = parts.session;
    this.trouble = parts.trouble;
    this.journal = parts.journal;
    this.#unsaved = parts.unsaved;
    this.#now = parts.now;
    this.#load = parts.load;
    this.#language = parts.language ?? null;
    this.clock = new ActiveClock(parts.now);
    this.outcome = outcome(this.course, this.attempt);
    const records = parts.session !== null && parts.launch.mode === 'normal';
    this.#saving = records ? { kind: 'saved' } : { kind: 'not-recording', why: whyNot(parts) };
    this.#queue = records && parts.session ? this.#newQueue(parts.session) : null;
  }

  /**
   * Sends the restored state once more: what the LMS lost of the last session's end is put right here,
   * because “true” from an LMS proves nothing.
   */
  begin(): void {
    if (!this.closed && this.attempt.rev > 0) this.#queue?.add(this.#unsaved);
  }

  async speak(language: string): Promise<void> {
    const { settings } = this.course;
    const course = await this.#load?.(language);
    if (!course || this.closed) return;
    this.#language = language;
    // A mastery score the LMS has set stays.
    this.course = { ...course, settings };
    this.outcome = outcome(this.course, this.attempt);
    this.saveNow();
    this.#changed();
  }

  act(action: ActionWithoutTime): void {
    if (this.closed) return;
    if (action.kind === 'sign') this.typedName = action.typedName.trim();
    const at = this.#now();
    const active = step(this.course, this.attempt, { kind: 'active-time', activeMs: this.clock.take(), at });
    const { attempt, records } = step(this.course, active.attempt, { ...action, at } as Action);
    this.attempt = attempt;
    if (attempt === active.attempt) return;
    this.outcome = outcome(this.course, attempt);
    if (this.#queue) this.journal.add({ ...action, at } as Action, attempt);
    this.#queue?.add(records);
    this.#changed();
  }

  /** Takes over a file of answers that were not saved; gives how many it brought, null when it is no such file. */
  bringBack(text: string): number | null {
    const actions = readActions(this.course, text);
    if (!actions) return null;
    const { attempt, records } = replay(this.course, this.attempt, actions);
    this.attempt = attempt;
    this.outcome = outcome(this.course, attempt);
    this.journal.takeOver(actions);
    this.#queue?.add(records);
    this.#changed();
    return records.length;
  }

  /** Stores the state and the time once more: the page is being hidden. */
  saveNow(): void {
    if (this.closed) return;
    this.#countTime();
    this.#queue?.add([]);
  }

  /** Tries again what is waiting, at once. */
  retry(): void {
    this.#queue?.flush();
  }

  /** How saving stands. */
  get health(): Health {
    return this.#contact === 'fine' || !this.#doubted ? this.#saving : { kind: 'unreachable', why: this.#contact };
  }

  /** Whether a “true” counts for nothing once the LMS is not to be found: it may go on saying yes to everything. */
  get #doubted(): boolean {
    return this.#queue !== null && this.#session?.proves !== true && this.launch.file === undefined;
  }

  /** Asks the LMS something harmless. @throws LmsError when it does not answer */
  ping(): void {
    if (!this.closed && this.#queue) this.#session?.ping?.();
  }

  /** What the last look for the LMS has found. Once it is there again, everything that is open is tried at once. */
  reached(contact: Contact): void {
    if (this.closed) return;
    this.#contact = contact;
    this.#changed();
    if (contact === 'fine') this.#queue?.add([]);
  }

  /** What is not saved for sure, as a file; null when there is nothing, or nothing is being recorded. */
  rescue(): { name: string; text: string } | null {
    return this.#queue && !this.journal.empty ? this.journal.file() : null;
  }

  /** Whether leaving now would lose something, or may. */
  get unsent(): boolean {
    return (this.#queue?.unsent ?? false) || (this.#doubted && this.#contact !== 'fine' && !this.journal.empty);
  }

  async exit(anyway = false): Promise<boolean> {
    if (this.closed) return true;
    this.saveNow();
    // A SCORM API has answered by now and only a later microtask reads it; a record store takes as long as the network does.
    await (anyway ? undefined : this.#queue?.idle());
    await new Promise((resolve) => setTimeout(resolve));
    if (this.unsent && !anyway) return false;
    await this.close('left');
    return true;
  }

  async check(): Promise<SessionCheck> {
    if (this.trouble) throw this.trouble;
    if (!this.#session) return { standard: '', found: '', readBack: null };
    return this.#session.check();
  }

  /**
   * Ends the session without another save; for `pagehide`, when everything has been stored already. Dispatches `left` when the
   * learner has chosen to leave and the LMS has been told, or cannot be.
   */
  async close(how: 'left' | 'ended' | 'moved'): Promise<void> {
    if (this.closed) return;
    this.closed = how;
    this.#changed();
    try {
      await this.#session?.close(this.clock.total(), how === 'left' ? 'left' : 'ended');
    } catch {
      // The LMS had ended the session before we did. Every answer was stored, or reported as not stored, when it was given.
      if (this.unsent) this.#setHealth({ kind: 'cannot-save', answers: 0, advice: 'session-ended' });
    }
    this.#changed();
    if (how === 'left') this.dispatchEvent(new Event('left'));
  }

  /** The page came back after its session was closed: nothing more can be stored until the LMS opens it again. */
  sessionEnded(): void {
    this.closed = 'ended';
    this.#setHealth({ kind: 'cannot-save', answers: 0, advice: 'session-ended' });
  }

  #newQueue(session: TrackingSession): SaveQueue {
    return new SaveQueue({
      session,
      snapshot: (afterFailure) => this.#snapshot(afterFailure),
      onHealth: (health) => {
        // A record store names what it has stored; of a SCORM LMS only the next launch tells.
        if (health.kind === 'saved' && session.proves) void this.journal.settled();
        this.#setHealth(health);
      },
      wait: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
  }

  #snapshot(afterFailure: boolean): Snapshot {
    // One LMS sends a value again only when it differs from the last one it was given.
    if (afterFailure) this.attempt = { ...this.attempt, rev: this.attempt.rev + 1 };
    return {
      suspendData: withKey(this.journal.key, encode(this.course, this.attempt), this.#language),
      location: this.attempt.location,
      outcome: this.outcome,
      sessionMs: this.clock.total(),
    };
  }

  #countTime(): void {
    const action: Action = { kind: 'active-time', activeMs: this.clock.take(), at: this.#now() };
    this.attempt = step(this.course, this.attempt, action).attempt;
  }

  #setHealth(health: Health): void {
    this.#saving = health;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function whyNot({ session, launch }: ControllerParts): 'review' | 'browse' | 'no-lms' {
  if (session === null || launch.mode === 'normal') return 'no-lms';
  return launch.mode;
}
