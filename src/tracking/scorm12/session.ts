import type { AttemptRecord } from '../../attempt/record.ts';
import type { Outcome } from '../../attempt/outcome.ts';
import type { Course } from '../../course/course.ts';
import { LmsError } from '../errors.ts';
import type { CheckedApi } from '../scorm/call.ts';
import { percent } from '../scorm/names.ts';
import type { Edition } from '../scorm/open-api.ts';
import { readLaunch, ScormSession } from '../scorm/session.ts';
import { cmiTimespan } from '../scorm/time.ts';
import type { Batch, Launch, TrackingSession } from '../session.ts';
import { objectiveRow, statusOf, type Last } from './cmi.ts';
import { rowWriter, type RowWriter } from './rows.ts';

const EDITION: Edition = {
  standard: 'SCORM 1.2',
  object: 'API',
  calls: {
    initialize: 'LMSInitialize',
    finish: 'LMSFinish',
    get: 'LMSGetValue',
    set: 'LMSSetValue',
    commit: 'LMSCommit',
    lastError: 'LMSGetLastError',
    diagnostic: 'LMSGetDiagnostic',
    sessionEnded: [301],
  },
};

/** 1.2 error 401: the LMS does not know this optional element. */
const NOT_IMPLEMENTED = 401;

/** lesson_status from worst to best: a status never goes down. */
const RANK = ['not attempted', 'incomplete', 'failed', 'completed', 'passed'];

/** A SCORM 1.2 session with the LMS that has opened `window`. Of the course it needs the names trainers read. */
export function createSession(
  window: Window,
  course: Pick<Course, 'motivations' | 'objectives' | 'reportNames' | 'settings'>,
): TrackingSession {
  const names = Object.fromEntries([...course.objectives, ...course.motivations].map((o) => [o.id, o.name]));
  return new Scorm12Session(
    window,
    { ...names, ...course.reportNames }, // In every language the same, because reports are put together by them.
    course.settings.status ?? 'passed',
  );
}

class Scorm12Session extends ScormSession {
  readonly #last: Last;
  readonly #writer: RowWriter;
  #status = 'not attempted';
  #finished = false;
  /** Records whose commit failed: their rows must be sent in a way the LMS cannot take for old news. */
  #unconfirmed = new Set<AttemptRecord>();
  #statusUnconfirmed = false;
  /** A result the LMS has refused in this step. */
  #refusal: LmsError | null = null;
  /** The status to come back to after a resend. */
  #floor = 'not attempted';

  constructor(window: Window, names: Record<string, string>, last: Last) {
    super(window, EDITION, [NOT_IMPLEMENTED]);
    this.#last = last;
    this.#writer = rowWriter(names, (element, value) => this.optional(element, value));
  }

  protected launched(api: CheckedApi): Launch {
    const language = 'cmi.student_preference.language';
    return readLaunch(api, 'cmi.core.lesson_mode', 'cmi.core.credit', 'cmi.student_data.mastery_score', language, 100);
  }

  protected recall(api: CheckedApi): void {
    const status = api.get('cmi.core.lesson_status');
    this.#status = RANK.includes(status) ? status : 'not attempted';
  }

  protected begin(): void {
    if (this.#status === 'not attempted') this.#raise('incomplete');
    this.optional('cmi.core.exit', 'suspend');
  }

  protected failed(records: readonly AttemptRecord[]): void {
    this.#unconfirmed = new Set(records);
    this.#statusUnconfirmed = true;
  }

  protected write({ records, snapshot }: Batch): void {
    const { suspendData, location, outcome, sessionMs } = snapshot;
    const trouble = this.#resend(records);
    this.#refusal = null;
    this.putState(suspendData);
    this.optional('cmi.core.lesson_location', location.slice(0, 255));
    for (const record of records) this.#row(record);
    this.#objectives(outcome);
    this.#score(outcome);
    const final = statusOf(outcome, this.#last);
    if (final !== 'passed') this.#raise(RANK.indexOf(final) < RANK.indexOf(this.#floor) ? this.#floor : final);
    this.#finished = final === this.#last;
    this.leave(sessionMs);
    if (final === 'passed' && this.#status !== 'passed') {
      // Activity completion in some LMSs asks for `completed` and keeps it when `passed` follows.
      this.#raise('completed');
      if (!trouble) this.opened().commit();
      this.#raise('passed');
    }
    if (trouble) throw trouble;
    this.commit();
    this.#unconfirmed.clear();
    this.#statusUnconfirmed = false;
  }

  override async save(batch: Batch): Promise<void> {
    await super.save(batch);
    // The state is stored, and the learner is told that the result is not.
    if (this.#refusal) throw this.#refusal;
  }

  /**
   * After a failed commit one LMS sends a value again only if it differs from the one it failed with. So what is
   * not confirmed is first overwritten with something else and committed; the right values follow in `write`. Gives why
   * the LMS did not take that: the right values must follow even then, because the end of a session may store them.
   */
  #resend(records: Batch['records']): LmsError | null {
    const again = records.filter((record) => this.#unconfirmed.has(record));
    if (again.length === 0 && !this.#statusUnconfirmed) return null;
    this.#floor = this.#status;
    this.#status = 'not attempted';
    try {
      // A page that dies after this commit must not leave a state behind that knows of more than the rows do: then
      // nobody would send them again.
      if (this.confirmed !== '') this.putState(this.confirmed);
      for (const record of again) {
        const index = this.written.get(record);
        if (index !== undefined) this.#writer.write(index, record);
      }
      this.opened().set('cmi.core.lesson_status', this.#floor === 'incomplete' ? 'browsed' : 'incomplete');
      this.opened().commit();
      return null;
    } catch (error) {
      if (!(error instanceof LmsError) || error.kind === 'session-ended') throw error;
      return error;
    }
  }

  /** `suspend` keeps the attempt; once all is done '' ends it, because one LMS ignores the status of a suspended attempt. */
  protected leave(sessionMs: number): void {
    if (!this.recording) return;
    this.optional('cmi.core.exit', this.#finished ? '' : 'suspend');
    this.time('cmi.core.session_time', cmiTimespan(sessionMs), sessionMs);
  }

  #raise(status: string): void {
    if (RANK.indexOf(status) <= RANK.indexOf(this.#status)) return;
    if (this.#result('cmi.core.lesson_status', status)) this.#status = status;
  }

  /** Sets a value that makes up the result. An LMS that refuses it must not cost the learner the state that goes with it. */
  #result(element: string, value: string): boolean {
    try {
      this.opened().set(element, value);
      return true;
    } catch (error) {
      if (!(error instanceof LmsError) || error.kind !== 'refused') throw error;
      this.#refusal = error;
      return false;
    }
  }

  #score({ scaled }: Outcome): void {
    if (scaled === null) return;
    this.optional('cmi.core.score.min', '0');
    this.optional('cmi.core.score.max', '100');
    // Written another way after a failed commit, so that an LMS that compares texts sends it again.
    this.#result(
      'cmi.core.score.raw',
      this.#statusUnconfirmed ? `${percent(scaled)}${percent(scaled).includes('.') ? '0' : '.0'}` : percent(scaled),
    );
  }

  #objectives({ objectives, motivations, round }: Outcome): void {
    if (!round || this.optionals.lacks('cmi.objectives')) return;
    [...objectives, ...motivations].forEach((evidence, index) => {
      const at = `cmi.objectives.${index}`;
      const [id, raw, status] = objectiveRow(evidence);
      this.optional(`${at}.id`, id);
      this.optional(`${at}.score.min`, '0');
      this.optional(`${at}.score.max`, '100');
      if (raw !== '') this.optional(`${at}.score.raw`, raw);
      this.optional(`${at}.status`, status);
    });
  }

  #row(record: AttemptRecord): void {
    const row = this.#writer.rowOf(record);
    if (row && !this.optionals.lacks('cmi.interactions')) this.#writer.write(this.place(record), record, row);
  }
}
