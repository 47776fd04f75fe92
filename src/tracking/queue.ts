import type { AttemptRecord } from '../attempt/record.ts';
import { LmsError } from './errors.ts';
import type { Health, Snapshot, TrackingSession } from './session.ts';

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
  private readonly deps: QueueDeps;
  private waiting: AttemptRecord[] = [];
  private dirty = false;
  private saving = false;
  private failures = 0;
  private stopped = false;
  private inFlight: Promise<void> = Promise.resolve();
  private callOff: (() => void) | null = null;

  constructor(deps: QueueDeps) {
    this.deps = deps;
  }

  /** Whether something is not acknowledged yet. */
  get unsent(): boolean {
    return this.dirty;
  }

  /** Stores the records and the present state. Synchronous LMSs have them when this returns. */
  add(records: readonly AttemptRecord[]): void {
    this.waiting.push(...records);
    this.dirty = true;
    this.flush();
  }

  /** Tries now instead of after the pause: the network is back, or the window was shown again. */
  flush(): void {
    if (this.saving || this.stopped || !this.dirty) return;
    this.callOff?.();
    this.callOff = null;
    this.saving = true;
    this.dirty = false;
    const records = [...this.waiting];
    if (this.failures === 0) this.deps.onHealth({ kind: 'saving' });
    this.inFlight = this.deps.session.save({ records, snapshot: this.deps.snapshot(this.failures > 0) }).then(
      () => this.saved(records),
      (error: unknown) => this.failed(error),
    );
  }

  /** Resolves when no save is under way: then `unsent` tells how it went. */
  async idle(): Promise<void> {
    while (this.saving) await this.inFlight;
  }

  private saved(records: readonly AttemptRecord[]): void {
    this.saving = false;
    this.failures = 0;
    this.waiting = this.waiting.filter((record) => !records.includes(record));
    if (this.dirty) this.flush();
    else this.deps.onHealth({ kind: 'saved' });
  }

  private failed(error: unknown): void {
    this.saving = false;
    this.dirty = true;
    this.failures += 1;
    const answers = this.waiting.filter((record) => record.kind === 'answered').length;
    if (error instanceof LmsError && error.kind !== 'failed') {
      // A value that was refused may pass with the next step; a session that has ended never comes back.
      this.stopped = error.kind === 'session-ended';
      this.deps.onHealth({ kind: 'cannot-save', answers, advice: adviceFor(error) });
      return;
    }
    this.deps.onHealth({ kind: 'waiting', answers });
    const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.failures - 1));
    this.callOff = this.deps.wait(pause * (0.5 + this.deps.random() / 2), () => this.flush());
  }
}

function adviceFor({ kind, call }: LmsError): 'session-ended' | 'too-long' | 'refused' {
  if (kind === 'session-ended') return 'session-ended';
  return call.includes('suspend_data') ? 'too-long' : 'refused';
}
