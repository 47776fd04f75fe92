import type { AttemptRecord } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import { LaunchError, LmsError } from '../errors.ts';
import type { Batch, Launch, ProgressFile, SessionCheck, TrackingSession } from '../session.ts';
import { addStep, fromProgress, noProgress, toProgress, type Progress } from './progress.ts';

/**
 * A session without any LMS: progress is kept in the browser tab (sessionStorage) and is gone when the tab is closed,
 * unless the learner saves it to a file. Nothing is sent anywhere.
 * The address may say `?mode=browse`: look round, keep nothing.
 */
export function createSession(window: Window, course: Pick<Course, 'id' | 'version'>): TrackingSession {
  return new StandaloneSession(window, course);
}

class StandaloneSession implements TrackingSession {
  readonly #window: Window;
  readonly #course: Pick<Course, 'id' | 'version'>;
  readonly #key: string;
  #progress: Progress = noProgress;
  /** Records stored already, so that a batch that is tried again is not stored twice. */
  readonly #stored = new Set<AttemptRecord>();
  #recording = false;
  #closed = false;

  constructor(window: Window, course: Pick<Course, 'id' | 'version'>) {
    this.#window = window;
    this.#course = course;
    this.#key = `${course.id}:progress`;
  }

  async open(): Promise<Launch> {
    const asked = new URLSearchParams(this.#window.location.search);
    const mode = asked.get('mode');
    const text = this.#read();
    this.#progress = (text === null ? null : fromProgress(this.#course, text)) ?? noProgress;
    this.#recording = mode !== 'browse' && mode !== 'review';
    return {
      mode: mode === 'browse' || mode === 'review' ? mode : 'normal',
      suspendData: this.#progress.suspendData,
      mastery: null,
      languages: [...this.#window.navigator.languages],
      file: this.#file(),
    };
  }

  async save({ records, snapshot }: Batch): Promise<void> {
    if (this.#closed) throw new LmsError('sessionStorage', 0, 'session-ended', 'the session is closed');
    if (!this.#recording) return;
    const fresh = records.filter((record) => !this.#stored.has(record));
    const next = addStep(this.#progress, fresh, snapshot);
    this.#write(next);
    this.#progress = next;
    for (const record of fresh) this.#stored.add(record);
  }

  async check(): Promise<SessionCheck> {
    const kept = this.#read() ?? '';
    const same = kept === '' ? this.#progress === noProgress : kept === toProgress(this.#course, this.#progress);
    return { standard: 'web', found: 'sessionStorage', readBack: this.#recording ? same : null };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #file(): ProgressFile {
    return {
      name: `${this.#course.id}-progress.json`,
      text: () => toProgress(this.#course, this.#progress),
      load: (text) => {
        const loaded = fromProgress(this.#course, text);
        if (!loaded) return false;
        this.#write(loaded);
        this.#closed = true; // What is on the screen now must not overwrite what was loaded.
        return true;
      },
    };
  }

  #read(): string | null {
    try {
      return this.#window.sessionStorage.getItem(this.#key);
    } catch (cause) {
      throw new LaunchError('No LMS is expected here, and the browser lets this page keep nothing.', {
        standard: 'web',
        reason: 'not-found',
        searched: 'sessionStorage of this tab',
        cause,
      });
    }
  }

  #write(progress: Progress): void {
    try {
      this.#window.sessionStorage.setItem(this.#key, toProgress(this.#course, progress));
    } catch (error) {
      const why = error instanceof Error ? error.name : String(error);
      throw new LmsError('sessionStorage.setItem', 0, 'failed', why);
    }
  }
}
