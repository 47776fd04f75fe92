import type { AttemptRecord } from '../attempt/record.ts';
import type { Outcome } from '../attempt/outcome.ts';
import type { Course } from '../course/course.ts';

/** What the LMS told us when it opened the course. */
export interface Launch {
  /** `normal` records; in `browse`, which a visit without credit is, too, and `review` the course plays and nothing is written. */
  mode: 'normal' | 'browse' | 'review';
  /** The saved attempt as last stored, or '' on a first launch. */
  suspendData: string;
  /** A mastery score the LMS sets, 0 to 1; it replaces the course's own. 0 is a mastery score. */
  mastery: number | null;
  /** BCP 47 tags the learner prefers, best first. */
  languages: readonly string[];
  /** Where the LMS wants the learner to be sent on leaving (cmi5 §10.2.6). */
  returnUrl?: string;
  /** Set where there is no LMS by design: progress stays in this browser tab, and can be kept in a file. */
  file?: ProgressFile;
}

/** Progress as a file the learner keeps, for courses that run without an LMS. */
export interface ProgressFile {
  /** Suggested file name. */
  name: string;
  /** What is to be written into the file now. */
  text(): string;
  /** Host of a record store that gets the answers as well; without it nothing leaves the browser. */
  sentTo?: string;
  /** Takes over a saved file; the page must be loaded again to show it. False when this course did not write the text. */
  load(text: string): boolean;
}

/** What is to be on record after a step, beside the records themselves. */
export interface Snapshot {
  suspendData: string;
  location: string;
  outcome: Outcome;
  /** Active time in this session, ms: the page in sight, and an input within a minute. */
  sessionMs: number;
}

/** How saving stands; the player says it in words, always in the same place. */
export type Health =
  /** `refused`: how many single results the LMS will never take; all others are stored. */
  | { kind: 'saved'; refused?: number }
  | { kind: 'saving' }
  /** Not stored yet; we keep trying. */
  | { kind: 'waiting'; answers: number }
  /** Nothing can be stored any more; `advice` is what the learner can do. */
  | { kind: 'cannot-save'; answers: number; advice: 'session-ended' | 'too-long' | 'refused' }
  /** The LMS does not seem to be there any more: its window was closed, its session has ended, or nothing answers. */
  | { kind: 'unreachable'; why: 'lms-closed' | 'signed-out' | 'no-answer' }
  /** Review or browse mode, or a course opened without an LMS: nothing is being recorded. */
  | { kind: 'not-recording'; why: 'review' | 'browse' | 'no-lms' };

/** What a session can tell whoever looks for a fault; nothing in it names a person. */
export interface SessionCheck {
  standard: string;
  /** Where the LMS was found: `window.API, 1 window up`, or the host of a record store. */
  found: string;
  /** Whether the LMS gives back the state that was stored last; null where nothing is stored (review, browse). */
  readBack: boolean | null;
}

/** One standard's way of telling an LMS. Every adapter passes the same suite, tests/support/session-contract.ts. */
export interface TrackingSession {
  /** Whether an acknowledged save is stored for sure: the LMS names what it has. SCORM's “true” proves nothing. */
  readonly proves?: boolean;
  /** Opens the session. @throws LaunchError when there is no LMS to talk to */
  open(): Promise<Launch>;
  /**
   * Names things in the words of this course from now on; `english` gives it in English, where that is another language of the
   * package. A session that tells names to nobody has no need of it.
   */
  speak?(course: Course, english: (() => Promise<Course>) | null): void;
  /** How many single results the LMS will never take, in this session and before. They are set aside; the rest goes on. */
  readonly refused?: number;
  /**
   * Stores one step: resolves when the LMS has acknowledged it, rejects with LmsError when it has not.
   * May be called again with the same batch; what was stored already is not stored twice.
   */
  save(batch: Batch): Promise<void>;
  /** Asks the LMS something harmless, where asking costs nothing. @throws LmsError when it does not answer */
  ping?(): void;
  /** Stores the last state once more and reads it back. @throws LmsError when the LMS does not acknowledge that */
  check(): Promise<SessionCheck>;
  /**
   * Ends the session. May be called twice and, with `ended`, from `pagehide`: then it does its work before it first yields.
   * `sessionMs` is active time, as in `Snapshot`. `left`: the learner has chosen to leave. `ended`: the window goes, perhaps only to be loaded again.
   */
  close(sessionMs: number, how?: 'left' | 'ended'): Promise<void>;
}

/** The records of a step, and the state after it. */
export interface Batch {
  records: readonly AttemptRecord[];
  snapshot: Snapshot;
}
