import type { AttemptRecord } from '../../attempt/record.ts';
import { LmsError } from '../errors.ts';
import type { Batch, Launch, SessionCheck, TrackingSession } from '../session.ts';
import type { CheckedApi } from './call.ts';
import { notCut } from './cut.ts';
import { atLaunch, openApi, type Edition, type OpenApi } from './open-api.ts';
import { OptionalElements } from './optional.ts';

/** While the course goes on, an LMS is told its time so often, ms; what is told with a save is at most this old. */
const TIME_MS = 10_000;

/** A session with a SCORM LMS, as far as the editions are alike; results, and how rows are written, are theirs. */
export abstract class ScormSession implements TrackingSession {
  protected recording = false;
  /** Optional elements as last sent: only changes are sent again, because each call of some LMSs takes its time. */
  readonly #sent = new Map<string, string>();
  protected readonly optionals: OptionalElements;
  readonly #window: Window;
  readonly #edition: Edition;
  #api: OpenApi | null = null;
  /** As last set, or as found at launch. */
  #suspendData = '';
  /** As last acknowledged, or as found at launch. */
  protected confirmed = '';
  /** Length of the longest state this LMS has given back whole, characters. */
  #uncut = 0;
  #closed = false;
  #closing = false;
  /** Time in use as last told, ms. */
  #told = -TIME_MS;
  /** The step that failed last, until one gets through. */
  #unsaved: Batch | null = null;
  #rows = 0;
  /** Where each record was written: a batch that is tried again overwrites its own rows. */
  protected readonly written = new Map<AttemptRecord, number>();

  /** `unknown`: codes an LMS answers for elements it does not have. */
  constructor(window: Window, edition: Edition, unknown: readonly number[]) {
    this.#window = window;
    this.#edition = edition;
    this.optionals = new OptionalElements(unknown);
  }

  /** Reads how the LMS has launched us. */
  protected abstract launched(api: CheckedApi): Launch;
  /** Reads what an earlier session has left of results. */
  protected abstract recall(api: CheckedApi): void;
  /** Sets the status of a course that has only been opened. */
  protected abstract begin(): void;
  /** Writes a step: `putState` first, status last, one `commit`, so that no half of a step is ever stored. */
  protected abstract write(batch: Batch): void;
  /** A step did not get through: what the LMS kept of it is not known. */
  protected abstract failed(records: readonly AttemptRecord[]): void;
  /** Says how to leave, and how long it took; ms. */
  protected abstract leave(sessionMs: number): void;

  async open(): Promise<Launch> {
    const api = await openApi(this.#window, this.#edition);
    this.#api = api;
    return atLaunch(this.#edition.standard, () => {
      const launch = this.launched(api);
      this.#suspendData = this.confirmed = launch.suspendData;
      this.recording = launch.mode === 'normal';
      if (this.recording) this.#enter(api);
      return launch;
    });
  }

  /** Before anything else: a course that is closed at once must not count as completed, and comes back with its data. */
  #enter(api: CheckedApi): void {
    this.optionals.look(api, ['cmi.interactions', 'cmi.objectives']);
    // A number in one LMS after a resume, a text before it.
    this.#rows = Number(api.get('cmi.interactions._count')) || 0;
    this.recall(api);
    try {
      this.begin();
      api.commit();
    } catch (error) {
      // The first save will meet the same trouble and say so; the learner need not wait for it before the first page.
      if (!(error instanceof LmsError) || error.kind === 'session-ended') throw error;
      this.failed([]);
    }
  }

  async save(batch: Batch): Promise<void> {
    this.opened();
    if (!this.recording) return;
    try {
      this.write(batch);
      this.#unsaved = null;
    } catch (error) {
      this.#unsaved = batch;
      this.#sent.clear();
      this.#told = -TIME_MS;
      this.failed(batch.records);
      throw error;
    }
  }

  ping(): void {
    this.opened().get('cmi.suspend_data');
  }

  async check(): Promise<SessionCheck> {
    const api = this.opened();
    if (this.recording) api.commit();
    return {
      standard: this.#edition.standard,
      found: api.place,
      readBack: this.recording ? api.get('cmi.suspend_data') === this.#suspendData : null,
    };
  }

  async close(sessionMs: number): Promise<void> {
    if (this.#closed || !this.#api) return;
    try {
      if (this.#unsaved) this.#lastTry(this.#unsaved);
      this.#closing = true;
      this.leave(sessionMs);
    } finally {
      // Whatever became of the time: a session that is not ended may be thrown away.
      this.#closed = true;
      this.#api.finish();
    }
  }

  /** The end of a session may store what is set, and a step that broke off is set by halves. */
  #lastTry(batch: Batch): void {
    try {
      this.write(batch);
    } catch (error) {
      // The learner has been told that it is not saved when it failed the first time.
      if (!(error instanceof LmsError)) throw error;
    }
  }

  protected opened(): OpenApi {
    if (!this.#api || this.#closed)
      throw new LmsError(this.#edition.calls.set, 0, 'session-ended', 'the session is closed');
    return this.#api;
  }

  protected putState(suspendData: string): void {
    this.#suspendData = suspendData;
    this.opened().set('cmi.suspend_data', suspendData);
  }

  protected commit(): void {
    this.opened().commit();
    if (this.#suspendData.length > this.#uncut) notCut(this.opened(), this.#suspendData);
    this.#uncut = Math.max(this.#uncut, this.#suspendData.length);
    this.confirmed = this.#suspendData;
  }

  /** Index of a record's row: the same as before, or the next free one. */
  protected place(record: AttemptRecord): number {
    const index = this.written.get(record) ?? this.#rows;
    this.written.set(record, index);
    this.#rows = Math.max(this.#rows, index + 1);
    return index;
  }

  /** Sets the time in use: not with every click of a learner in a hurry, but always at the end. */
  protected time(element: string, value: string, ms: number): void {
    if (!this.#closing && ms - this.#told < TIME_MS) return;
    if (this.optional(element, value)) this.#told = ms;
  }

  /** Sets an element the course can do without; gives whether the LMS took it, or has no such element and is not asked again. */
  protected optional(element: string, value: string): boolean {
    if (this.#sent.get(element) === value) return true;
    const taken = this.optionals.set(this.opened(), element, value);
    if (taken) this.#sent.set(element, value);
    return taken;
  }
}

/**
 * A launch as both editions tell it. A visit without credit leaves nothing on record: it is one to browse.
 * `full` is the mastery score that means everything. A score of this course lies between 0 and 1, and so does a mark for it.
 */
export function readLaunch(
  api: CheckedApi,
  modeElement: string,
  creditElement: string,
  masteryElement: string,
  languageElement: string,
  full: number,
): Launch {
  const mode = api.get(modeElement);
  const counts = api.get(creditElement) !== 'no-credit';
  const mastery = api.get(masteryElement);
  const language = api.get(languageElement);
  return {
    mode: mode === 'review' || mode === 'browse' ? mode : counts ? 'normal' : 'browse',
    suspendData: api.get('cmi.suspend_data'),
    mastery:
      mastery === '' || !Number.isFinite(Number(mastery)) ? null : Math.min(1, Math.max(0, Number(mastery) / full)),
    languages: language === '' ? [] : [language],
  };
}
