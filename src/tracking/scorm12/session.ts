import type { AttemptRecord } from '../../attempt/record.ts';
import type { Evidence, Outcome } from '../../attempt/outcome.ts';
import type { Course, Settings } from '../../course/course.ts';
import { LmsError } from '../errors.ts';
import type { CheckedApi } from '../scorm/call.ts';
import { notCut } from '../scorm/cut.ts';
import { objectiveName, percent } from '../scorm/names.ts';
import { openApi, type Edition, type OpenApi } from '../scorm/open-api.ts';
import { OptionalElements } from '../scorm/optional.ts';
import { cmiTimespan } from '../scorm/time.ts';
import type { Batch, Launch, SessionCheck, TrackingSession } from '../session.ts';
import { toCmi, type CmiInteraction, type Spelling } from './cmi.ts';

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

/** Stands in a row for a moment while it is sent again; differs from every real row in every element. */
const PLACEHOLDER: CmiInteraction = {
  id: 'again',
  type: 'performance',
  time: '00:00:00',
  student_response: 'again',
  result: 'unanticipated',
  weighting: '9',
  latency: '9999:00:00.00',
  patterns: ['again'],
  objectives: ['again'],
};

/** A SCORM 1.2 session with the LMS that has opened `window`. Of the course it needs the names trainers read. */
export function createSession(
  window: Window,
  course: Pick<Course, 'motivations' | 'objectives' | 'settings'>,
): TrackingSession {
  return new Scorm12Session(
    window,
    Object.fromEntries([...course.objectives, ...course.motivations].map((o) => [o.id, o.name])),
    course.settings.status ?? 'passed',
  );
}

class Scorm12Session implements TrackingSession {
  private readonly window: Window;
  private readonly names: Record<string, string>;
  private readonly last: Last;
  private api: OpenApi | null = null;
  private recording = false;
  /** As last stored, or as found at launch. */
  private suspendData = '';
  private closed = false;
  private status = 'not attempted';
  private finished = false;
  private spelling: Spelling = 'slug';
  private rows = 0;
  private metaRow: { record: AttemptRecord; index: number } | null = null;
  /** Where each record was written: a batch that is tried again overwrites its own rows. */
  private readonly written = new Map<AttemptRecord, number>();
  /** Records whose commit failed: their rows must be sent in a way the LMS cannot take for old news. */
  private unconfirmed = new Set<AttemptRecord>();
  private statusUnconfirmed = false;
  /** A result the LMS has refused in this step. */
  private refusal: LmsError | null = null;
  /** The status to come back to after a resend. */
  private floor = 'not attempted';
  /** Objectives as last sent: only changes are sent again. */
  private readonly sent = new Map<string, string>();
  private readonly optionals = new OptionalElements([NOT_IMPLEMENTED]);

  constructor(window: Window, names: Record<string, string>, last: Last) {
    this.window = window;
    this.names = names;
    this.last = last;
  }

  async open(): Promise<Launch> {
    const api = await openApi(this.window, EDITION);
    this.api = api;
    const launch = readLaunch(api);
    this.suspendData = launch.suspendData;
    this.recording = launch.mode === 'normal';
    if (this.recording) this.begin(api);
    return launch;
  }

  /** Before anything else: a course that is closed at once must not count as completed (1.2 cmi.core.lesson_status). */
  private begin(api: CheckedApi): void {
    const status = api.get('cmi.core.lesson_status');
    this.status = RANK.includes(status) ? status : 'not attempted';
    this.rows = Number(api.get('cmi.interactions._count')) || 0;
    this.optionals.look(api, ['cmi.interactions', 'cmi.objectives']);
    if (this.status === 'not attempted') this.raise('incomplete');
    this.optional('cmi.core.exit', 'suspend');
    try {
      api.commit();
    } catch (error) {
      // The first save will meet the same trouble and say so; the learner need not wait for it before the first page.
      if (!(error instanceof LmsError) || error.kind === 'session-ended') throw error;
      this.statusUnconfirmed = true;
    }
  }

  async save({ records, snapshot }: Batch): Promise<void> {
    this.opened();
    if (!this.recording) return;
    try {
      this.resend(records);
      this.write(records, snapshot);
    } catch (error) {
      this.unconfirmed = new Set(records);
      this.statusUnconfirmed = true;
      this.sent.clear();
      throw error;
    }
    this.unconfirmed.clear();
    this.statusUnconfirmed = false;
    // The state is stored, and the learner is told that the result is not.
    if (this.refusal) throw this.refusal;
  }

  /** Order of a step: state first, status last, one commit, so that no half of a step is ever stored. */
  private write(records: Batch['records'], { suspendData, location, outcome, sessionMs }: Batch['snapshot']): void {
    const api = this.opened();
    this.refusal = null;
    this.suspendData = suspendData;
    api.set('cmi.suspend_data', suspendData);
    this.optional('cmi.core.lesson_location', location.slice(0, 255));
    for (const record of records) this.row(record);
    this.objectives(outcome);
    this.score(outcome);
    const final = statusOf(outcome, this.last);
    if (final !== 'passed') this.raise(RANK.indexOf(final) < RANK.indexOf(this.floor) ? this.floor : final);
    this.finished = final === this.last;
    this.optional('cmi.core.exit', this.exit());
    this.optional('cmi.core.session_time', cmiTimespan(sessionMs));
    if (final === 'passed' && this.status !== 'passed') {
      // Activity completion in some LMSs asks for `completed` and keeps it when `passed` follows.
      this.raise('completed');
      api.commit();
      this.raise('passed');
    }
    api.commit();
    notCut(api, suspendData);
  }

  /**
   * After a failed commit one LMS sends a value again only if it differs from the one it failed with. So what is
   * not confirmed is first overwritten with something else and committed; the right values follow in `write`.
   */
  private resend(records: Batch['records']): void {
    const again = records.filter((record) => this.unconfirmed.has(record));
    if (again.length === 0 && !this.statusUnconfirmed) return;
    for (const record of again) {
      const index = this.written.get(record);
      if (index !== undefined) this.writeRow(index, PLACEHOLDER, record);
    }
    this.floor = this.status;
    this.status = 'not attempted';
    this.opened().set('cmi.core.lesson_status', this.floor === 'incomplete' ? 'browsed' : 'incomplete');
    this.opened().commit();
  }

  async close(sessionMs: number): Promise<void> {
    if (this.closed || !this.api) return;
    try {
      if (this.recording) {
        this.optional('cmi.core.session_time', cmiTimespan(sessionMs));
        this.optional('cmi.core.exit', this.exit());
      }
      this.api.finish();
    } finally {
      this.closed = true;
    }
  }

  /** `suspend` keeps the attempt; once all is done '' ends it, because one LMS ignores the status of a suspended attempt. */
  private exit(): string {
    return this.finished ? '' : 'suspend';
  }

  async check(): Promise<SessionCheck> {
    const api = this.opened();
    if (this.recording) api.commit();
    return {
      standard: EDITION.standard,
      found: api.place,
      readBack: this.recording ? api.get('cmi.suspend_data') === this.suspendData : null,
    };
  }

  private opened(): OpenApi {
    if (!this.api || this.closed) throw new LmsError('LMSSetValue', 301, 'session-ended', 'the session is closed');
    return this.api;
  }

  private raise(status: string): void {
    if (RANK.indexOf(status) <= RANK.indexOf(this.status)) return;
    if (this.result('cmi.core.lesson_status', status)) this.status = status;
  }

  /** Sets a value that makes up the result. An LMS that refuses it must not cost the learner the state that goes with it. */
  private result(element: string, value: string): boolean {
    try {
      this.opened().set(element, value);
      return true;
    } catch (error) {
      if (!(error instanceof LmsError) || error.kind !== 'refused') throw error;
      this.refusal = error;
      return false;
    }
  }

  private score({ scaled }: Outcome): void {
    if (scaled === null) return;
    this.optional('cmi.core.score.min', '0');
    this.optional('cmi.core.score.max', '100');
    // Written another way after a failed commit, so that an LMS that compares texts sends it again.
    this.result(
      'cmi.core.score.raw',
      this.statusUnconfirmed ? `${percent(scaled)}${percent(scaled).includes('.') ? '0' : '.0'}` : percent(scaled),
    );
  }

  private objectives({ objectives, motivations, round }: Outcome): void {
    if (!round || this.optionals.lacks('cmi.objectives')) return;
    [...objectives, ...motivations].forEach((evidence, index) => {
      const row = objectiveRow(evidence);
      if (this.sent.get(evidence.id) === row.join()) return;
      const at = `cmi.objectives.${index}`;
      const [id, raw, status] = row;
      this.optional(`${at}.id`, id);
      this.optional(`${at}.score.min`, '0');
      this.optional(`${at}.score.max`, '100');
      if (raw !== '') this.optional(`${at}.score.raw`, raw);
      this.optional(`${at}.status`, status);
      this.sent.set(evidence.id, row.join());
    });
  }

  private row(record: AttemptRecord): void {
    const row = toCmi(record, this.names, this.spelling);
    if (!row || this.optionals.lacks('cmi.interactions')) return;
    const index = this.written.get(record) ?? this.rows;
    this.written.set(record, index);
    if (record.kind === 'meta') this.metaRow = { record, index };
    this.writeRow(index, row, record);
    this.rows = Math.max(this.rows, index + 1);
  }

  private writeRow(index: number, row: CmiInteraction, record: AttemptRecord): void {
    const at = `cmi.interactions.${index}`;
    this.optional(`${at}.id`, row.id);
    this.optional(`${at}.type`, row.type);
    this.optional(`${at}.time`, row.time);
    row.objectives.forEach((id, n) => this.optional(`${at}.objectives.${n}.id`, id));
    if (
      !this.takes(`${at}.student_response`, row.student_response) &&
      this.spelling === 'slug' &&
      record.kind === 'answered'
    ) {
      this.useLetters();
      const letters = toCmi(record, this.names, 'letter');
      if (letters) {
        this.optional(`${at}.student_response`, letters.student_response);
        row = letters;
      }
    }
    row.patterns.forEach((pattern, n) => this.optional(`${at}.correct_responses.${n}.pattern`, pattern));
    this.optional(`${at}.result`, row.result);
    this.optional(`${at}.weighting`, row.weighting);
    if (row.latency !== '') this.optional(`${at}.latency`, row.latency);
  }

  /** For the rest of the session responses are letters; the record says so, for whoever reads it. */
  private useLetters(): void {
    this.spelling = 'letter';
    if (!this.metaRow) return;
    const row = toCmi(this.metaRow.record, this.names, 'letter');
    if (row) this.optional(`cmi.interactions.${this.metaRow.index}.student_response`, row.student_response);
  }

  /** Sets an element the course can do without; an LMS that refuses it is not asked again. */
  private optional(element: string, value: string): void {
    this.takes(element, value);
  }

  private takes(element: string, value: string): boolean {
    return this.optionals.set(this.opened(), element, value);
  }
}

function readLaunch(api: CheckedApi): Launch {
  const mode = api.get('cmi.core.lesson_mode');
  const mastery = api.get('cmi.student_data.mastery_score');
  const language = api.get('cmi.student_preference.language');
  return {
    mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
    suspendData: api.get('cmi.suspend_data'),
    mastery: mastery === '' || !Number.isFinite(Number(mastery)) ? null : Number(mastery) / 100,
    languages: language === '' ? [] : [language],
  };
}

/** The status of a learner who has done and passed everything; with `completed` the LMS is told of completion only. */
type Last = NonNullable<Settings['status']>;

/** 1.2 has one status for completion and success; a fail counts only when the tries are used up (decisions 1). */
function statusOf({ completion, success }: Outcome, last: Last): string {
  if (success === 'failed') return last === 'passed' ? 'failed' : 'incomplete';
  return completion === 'completed' && success === 'passed' ? last : 'incomplete';
}

function objectiveRow({
  id,
  name,
  earned,
  available,
  observations,
  status,
}: Evidence): [id: string, raw: string, status: string] {
  const raw = available === 0 ? '' : percent(earned / available);
  const word = observations === 0 ? 'not attempted' : status === 'mastered' ? 'passed' : 'incomplete';
  return [objectiveName(id, name), raw, word];
}
