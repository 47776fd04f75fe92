import type { Commit, Elements } from './attempts.ts';

/** *strict* is the letter of the standard; *lenient* does what Moodle 4.5 does outside its standards mode. */
export type Profile = 'strict' | 'lenient';

export type Mode = 'normal' | 'review' | 'browse';

/** How the LMS opens the course. */
export interface Launch {
  learner: { id: string; first: string; last: string };
  profile: Profile;
  /** What was asked for; *lenient* turns a finished attempt into review by itself. */
  mode: Mode;
  /** What earlier sessions of this attempt stored. */
  saved: Elements;
  /** Sessions of this attempt so far. */
  sessions: number;
}

/** One call of the course, as the log shows it. `error` is the code left behind by the call. */
export interface LoggedCall {
  call: string;
  args: readonly unknown[];
  value: string;
  error: string;
  ms: number;
}

/** Keeps a commit and says if it could. */
export type Store = (commit: Commit) => boolean;

/** Hears of every call. */
export type Report = (call: LoggedCall) => void;

/** A function of the object a course looks for. */
export type Call = (...args: unknown[]) => string;

/** One session with a SCORM course, whatever its edition. */
export interface Shell {
  /** The object the course looks for; its name is the standard's (standards.ts). */
  readonly api: Readonly<Record<string, Call>>;
  /** The learner has left and the course did not finish: what it did not commit is lost, as in most LMSs. */
  abandon(): void;
}

/** Entries of `collection` among the elements: one more than the highest index. */
export function countOf(elements: Elements, collection: string): number {
  const indexes = Object.keys(elements)
    .filter((element) => element.startsWith(`${collection}.`))
    .map((element) => Number.parseInt(element.slice(collection.length + 1), 10));
  return Math.max(-1, ...indexes) + 1;
}

/** An element's name with `n` for each index. */
export const patternOf = (element: string): string =>
  element
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? 'n' : part))
    .join('.');
