/** Data model elements and their values: `cmi.core.lesson_status` to `incomplete`. */
export type Elements = Record<string, string>;

/** A learner's go at a module, as the preview LMS keeps it. In memory only: stopping the server forgets it. */
export interface StoredAttempt {
  id: string;
  learner: string;
  module: string;
  /** The standard's target: what one standard stored, no other can read. */
  target: string;
  /** From 1, for each learner, module and target. */
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

/** Whose attempts: a learner's at a module in one standard. */
export type Whose = Pick<StoredAttempt, 'learner' | 'module' | 'target'>;

/** All attempts of the preview LMS. */
export class AttemptStore {
  private readonly attempts = new Map<string, StoredAttempt>();
  private last = 0;

  /** Their attempts, oldest first. */
  list({ learner, module, target }: Whose): StoredAttempt[] {
    return [...this.attempts.values()].filter(
      (each) => each.learner === learner && each.module === module && each.target === target,
    );
  }

  /** Begins an attempt with nothing on record. */
  begin({ learner, module, target }: Whose): StoredAttempt {
    const number = this.list({ learner, module, target }).length + 1;
    const id = `a${++this.last}`;
    const attempt: StoredAttempt = { id, learner, module, target, number, sessions: 0, elements: {} };
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

  /** Forgets every attempt of theirs. */
  reset(whose: Whose): void {
    for (const { id } of this.list(whose)) this.attempts.delete(id);
  }

  /** Forgets every attempt at a module. */
  forget(module: string): void {
    for (const { id, module: of } of this.attempts.values()) if (of === module) this.attempts.delete(id);
  }
}
