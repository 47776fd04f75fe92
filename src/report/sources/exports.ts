import type { Course } from '../../course/course.ts';
import type { Quality } from '../quality.ts';
import type { ReportedAttempt, Traced } from '../reported-attempt.ts';
import { versioned } from '../settle.ts';
import { restored } from './restore.ts';
import { isFuture, isSound } from './sound.ts';

/** Collects what exports and saved files tell; the same attempt told by two of them is one attempt. */
export class Exports {
  readonly #found = new Map<string, ReportedAttempt>();
  readonly #course: Course;
  readonly #quality: Quality;
  readonly #oldest: number;
  readonly #now: number;

  /** ms since the epoch: what was done before `oldest` must be forgotten, and nothing was done after `now`. */
  constructor(course: Course, quality: Quality, { oldest, now }: { oldest: number; now: number }) {
    this.#course = course;
    this.#quality = quality;
    this.#oldest = oldest;
    this.#now = now;
  }

  add(told: ReportedAttempt): void {
    const versions = versioned(told.records);
    const attempt = { ...told, records: told.records.map((record) => this.#read(versions(record), told.learner)) };
    const records = attempt.records.filter((record) => this.#isKept(record, attempt));
    const key = JSON.stringify([attempt.learner, attempt.series ?? '', attempt.registration]);
    const before = this.#found.get(key);
    // All of it is too old: nobody learns from this report that there was such a learner.
    if (records.length === 0 && attempt.records.length > 0 && !before) return;
    this.#found.set(key, before ? joined(before, { ...attempt, records }) : { ...attempt, records });
  }

  attempts(): ReportedAttempt[] {
    return [...this.#found.values()];
  }

  #read(record: Traced, learner: string): Traced {
    const exact = restored(record, this.#course);
    if (isLetters(record)) this.#quality.note(isLetters(exact) ? 'letters-unread' : 'letters', learner);
    return exact;
  }

  #isKept(record: Traced, { learner, dates }: ReportedAttempt): boolean {
    const why =
      record.kind === 'answered' && record.unjudged
        ? 'row-not-judged'
        : !isSound(record)
          ? 'broken'
          : dates === 'none'
            ? null
            : isFuture(record.at, this.#now)
              ? 'future'
              : record.at < this.#oldest
                ? 'too-old'
                : null;
    if (why) this.#quality.note(why, learner);
    return why === null;
  }
}

/** Types whose answers name what was offered. */
const NAMING = new Set(['choice', 'multiple', 'node', 'sequencing', 'matching', 'scene']);

/** An LMS that keeps to SCORM 1.2's own pattern stores letters in place of ids. */
const isLetters = (record: Traced): boolean =>
  record.kind === 'answered' &&
  NAMING.has(record.type) &&
  record.response.length > 0 &&
  record.response.every((part) => /^[a-z](\.[a-z])?$/.test(part));

function joined(a: ReportedAttempt, b: ReportedAttempt): ReportedAttempt {
  const either = (success: ReportedAttempt['success']): boolean => a.success === success || b.success === success;
  const scores = [a.scaled, b.scaled].flatMap((scaled) => scaled ?? []);
  return {
    ...b,
    ...a,
    completion: a.completion === 'completed' ? 'completed' : b.completion,
    success: either('passed') ? 'passed' : either('failed') ? 'failed' : 'unknown',
    scaled: scores.length === 0 ? null : Math.max(...scores),
    ...(a.dates === 'none' || b.dates === 'none' ? { dates: 'none' as const } : {}),
    records: [...a.records, ...b.records],
  };
}
