/** Data model elements and their values: `cmi.core.lesson_status` to `incomplete`. */
export type Elements = Record<string, string>;

/** A learner's go at a module, as the preview LMS keeps it. In memory only: stopping the server forgets it. */
export interface StoredAttempt {
  id: string;
  learner: string;
  module: string;
  /** From 1, for each learner and module. */
  number: number;
  /** Launches so far; the first one has entry `ab-initio`. */
  sessions: number;
  elements: Elements;
}

/** What a commit brings: the values to store, and whether the session ends with it. */
export interface Commit {
  elements: Elements;
  finished: boolean;
}

/** All attempts of the preview LMS. */
export class AttemptStore {
  private readonly attempts = new Map<string, StoredAttempt>();
  private last = 0;

  /** The attempts of a learner at a module, oldest first. */
  list(learner: string, module: string): StoredAttempt[] {
    return [...this.attempts.values()].filter((each) => each.learner === learner && each.module === module);
  }

  /** Begins an attempt with nothing on record. */
  begin(learner: string, module: string): StoredAttempt {
    const number = this.list(learner, module).length + 1;
    const attempt: StoredAttempt = { id: `a${++this.last}`, learner, module, number, sessions: 0, elements: {} };
    this.attempts.set(attempt.id, attempt);
    return attempt;
  }

  /** Stores a commit; undefined when there is no such attempt (any more). */
  commit(id: string, { elements, finished }: Commit): StoredAttempt | undefined {
    const attempt = this.attempts.get(id);
    if (!attempt) return undefined;
    Object.assign(attempt.elements, elements);
    if (finished) attempt.sessions += 1;
    return attempt;
  }

  /** Forgets every attempt of a learner at a module. */
  reset(learner: string, module: string): void {
    for (const { id } of this.list(learner, module)) this.attempts.delete(id);
  }
}
