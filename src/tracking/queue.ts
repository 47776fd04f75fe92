import type { AttemptRecord } from '../attempt/record.ts';
import { LmsError } from './errors.ts';
import type { Health, Snapshot, TrackingSession } from './session.ts';

const SHORTEST_WAIT_MS = 500;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** What the queue needs from outside; given, so that tests need no real clock. */
export interface QueueDeps {
  session: TrackingSession;
  /** The state to store now; after a failure it must differ from the last one sent, or some LMSs store nothing. */
  snapshot(afterFailure: boolean): Snapshot;
  /** Told whenever saving stands differently than before. */
  onHealth(health: Health): void;
  /** Calls back after some ms; gives a function that calls it off. */
  wait(ms: number, then: () => void): () => void;
  /** 0 to 1; spreads the retries of many learners. */
  random(): number;
}

/**
 * Keeps records until the LMS has acknowledged them, in order, one save at a time.
 * What fails is tried again, with growing pauses, for as long as the page lives; nothing is dropped.
 */
export class SaveQueue {
  readonly #deps: QueueDeps;
  #waiting: AttemptRecord[] = [];
  #dirty = false;
  #saving = false;
  #failures = 0;
  #stopped = false;
  /** The LMS has named a time before which it wants to hear nothing. */
  #held = false;
  #inFlight: Promise<void> = Promise.resolve();
  #callOff: (() => void) | null = null;

  constructor(deps: QueueDeps) {
    this.#deps = deps;
  }

  /** Whether something is not acknowledged yet; what is on its way is not. */
  get unsent(): boolean {
    return this.#dirty || this.#saving;
  }

  /** Stores the records and the present state. Synchronous LMSs have them when this returns. */
  add(records: readonly AttemptRecord[]): void {
    this.#waiting.push(...records);
    this.#dirty = true;
    if (this.#held) this.#sayWaiting();
    this.flush();
  }

  /** Tries now instead of after the pause: the network is back, or the window was shown again. */
  flush(): void {
    if (this.#saving || this.#stopped || this.#held || !this.#dirty) return;
    this.#callOff?.();
    this.#callOff = null;
    this.#saving = true;
    this.#dirty = false;
    const records = [...this.#waiting];
    if (this.#failures === 0) this.#deps.onHealth({ kind: 'saving' });
    this.#inFlight = this.#deps.session.save({ records, snapshot: this.#deps.snapshot(this.#failures > 0) }).then(
      () => this.#saved(records),
      (error: unknown) => this.#failed(error),
    );
  }

  /** Resolves when no save is under way: then `unsent` tells how it went. */
  async idle(): Promise<void> {
    while (this.#saving) await this.#inFlight;
  }

  #saved(records: readonly AttemptRecord[]): void {
    this.#saving = false;
    this.#failures = 0;
    this.#waiting = this.#waiting.filter((record) => !records.includes(record));
    const { refused = 0 } = this.#deps.session;
    if (this.#dirty) this.flush();
    else this.#deps.onHealth(refused > 0 ? { kind: 'saved', refused } : { kind: 'saved' });
  }

  #failed(error: unknown): void {
    this.#saving = false;
    this.#dirty = true;
    this.#failures += 1;
    if (error instanceof LmsError && error.kind !== 'failed') {
      // What was refused may pass with the next step, or once somebody has mended the LMS; a session that has ended never comes back.
      this.#stopped = error.kind === 'session-ended';
      if (!this.#stopped) this.#callOff = this.#deps.wait(LONGEST_WAIT_MS, () => this.flush());
      this.#deps.onHealth({ kind: 'cannot-save', answers: this.#answers(), advice: adviceFor(error) });
      return;
    }
    this.#sayWaiting();
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    const pause = SHORTEST_WAIT_MS + this.#deps.random() * (longest - SHORTEST_WAIT_MS);
    const asked = error instanceof LmsError ? error.retryAfterMs : 0;
    this.#held = asked > 0;
    this.#callOff = this.#deps.wait(Math.max(pause, asked), () => {
      this.#held = false;
      this.flush();
    });
  }

  #answers(): number {
    return this.#waiting.filter((record) => record.kind === 'answered').length;
  }

  #sayWaiting(): void {
    this.#deps.onHealth({ kind: 'waiting', answers: this.#answers() });
  }
}

function adviceFor({ kind, call }: LmsError): 'session-ended' | 'too-long' | 'refused' {
  if (kind === 'session-ended') return 'session-ended';
  return call.includes('suspend_data') ? 'too-long' : 'refused';
}
