import type { Action } from '../attempt/action.ts';
import type { Attempt } from '../attempt/attempt.ts';
import type { Outcome } from '../attempt/outcome.ts';
import type { Course } from '../course/course.ts';
import type { Journal } from './journal.ts';
import type { Health, Launch, SessionCheck } from '../tracking/session.ts';

/**
 * What the learner must know of the saved attempt: it was unreadable, a later version of the course wrote it, or answers
 * the LMS had lost were found again on this device.
 */
export type Notice = 'damaged' | 'newer' | 'recovered' | null;

/** `left`: the learner has ended the session. `ended`: it is over without that. `moved`: another window has it. In each nothing more can be stored. */
export type Closed = 'left' | 'ended' | 'moved' | null;

/** The one meeting point of the engine and the tracking session. Elements read it and never judge anything. */
export interface AttemptController extends EventTarget {
  readonly course: Course;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  readonly launch: Launch;
  readonly health: Health;
  readonly notice: Notice;
  /** Goes on in another language of the course: nothing but words changes. @throws Error when its text does not arrive */
  speak(language: string): Promise<void>;
  /** The name typed when signing in this session, for the receipt; kept in memory only. */
  readonly typedName: string;
  /** Applies an action: adds the time, steps, saves. Dispatches `change` (attempt or health changed). */
  act(action: ActionWithoutTime): void;
  readonly closed: Closed;
  readonly journal: Pick<Journal, 'promises'>;
  /** Whether leaving now would lose something, or may. */
  readonly unsent: boolean;
  /** What is not saved for sure, as a file; null when there is nothing, or nothing is being recorded. */
  rescue(): { name: string; text: string } | null;
  /** Takes over such a file; gives how many facts it brought, null when it is none of this course. */
  bringBack(text: string): number | null;
  /** Looks at the launch. @throws LaunchError when there is none, LmsError when the LMS does not acknowledge a save */
  check(): Promise<SessionCheck>;
  /**
   * Saves and ends the session; `closed` is then `left`. While something cannot be saved it stays open and gives false,
   * unless the learner wants to leave `anyway`.
   */
  exit(anyway?: boolean): Promise<boolean>;
}

type WithoutAt<T> = T extends unknown ? Omit<T, 'at'> : never;
/** An action as an element sends it; the controller adds the time. */
export type ActionWithoutTime = WithoutAt<Action>;
