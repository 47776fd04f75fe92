import type { AttemptRecord } from '../../attempt/record.ts';
import type { Evidence, Outcome } from '../../attempt/outcome.ts';
import { withReportNames, type Course } from '../../course/course.ts';
import type { CheckedApi } from '../scorm/call.ts';
import { objectiveName, percent } from '../scorm/names.ts';
import type { Edition } from '../scorm/open-api.ts';
import { readLaunch, ScormSession } from '../scorm/session.ts';
import type { Batch, Launch, TrackingSession } from '../session.ts';
import { toCmi, type CmiInteraction } from './cmi.ts';
import { cmiDuration } from './time.ts';

const EDITION: Edition = {
  standard: 'SCORM 2004',
  object: 'API_1484_11',
  calls: {
    initialize: 'Initialize',
    finish: 'Terminate',
    get: 'GetValue',
    set: 'SetValue',
    commit: 'Commit',
    lastError: 'GetLastError',
    diagnostic: 'GetDiagnostic',
    // Each call before Initialize and after Terminate has a code of its own; 301 is no more than a failed get here.
    sessionEnded: [112, 113, 122, 123, 132, 133, 142, 143],
  },
};

/** 2004 errors 401 and 402: the LMS does not know this element, or does not have it. */
const UNKNOWN = [401, 402];

/** 2004 cmi.location. */
const LONGEST_LOCATION = 1000;

/** From least to most: a status never goes down. */
const COMPLETION = ['unknown', 'not attempted', 'incomplete', 'completed'];
const SUCCESS = ['unknown', 'failed', 'passed'];

/** A SCORM 2004 session, 3rd or 4th edition, with the LMS that has opened `window`. The course gives names and questions trainers read. */
export function createSession(window: Window, course: Course): TrackingSession {
  return new Scorm2004Session(window, course);
}

class Scorm2004Session extends ScormSession {
  #course: Course;
  #completion = 'unknown';
  #success = 'unknown';
  /** Objective id to its index: a manifest, or an earlier session, may have put others first. */
  readonly #places = new Map<string, number>();

  constructor(window: Window, course: Course) {
    super(window, EDITION, UNKNOWN);
    this.#course = withReportNames(course);
  }

  /** What was asked is told in the learner's language; ids and names of key points are the same in all. */
  speak(course: Course): void {
    this.#course = withReportNames(course);
  }

  protected launched(api: CheckedApi): Launch {
    return readLaunch(api, 'cmi.mode', 'cmi.credit', 'cmi.scaled_passing_score', 'cmi.learner_preference.language', 1);
  }

  protected recall(api: CheckedApi): void {
    this.#completion = higher(COMPLETION, api.get('cmi.completion_status'), 'incomplete');
    this.#success = higher(SUCCESS, api.get('cmi.success_status'), 'unknown');
    const objectives = Number(api.get('cmi.objectives._count')) || 0;
    for (let index = 0; index < objectives; index += 1) {
      this.#places.set(api.get(`cmi.objectives.${index}.id`), index);
    }
  }

  protected begin(): void {
    this.#statuses();
    this.optional('cmi.exit', 'suspend');
  }

  protected failed(): void {
    // Statuses and rows are all set again with the next try, and the rest because what was sent is forgotten.
  }

  protected write({ records, snapshot }: Batch): void {
    const { suspendData, location, outcome, sessionMs } = snapshot;
    this.putState(suspendData);
    this.optional('cmi.location', location.slice(0, LONGEST_LOCATION));
    for (const record of records) this.#row(record);
    this.#objectives(outcome);
    this.#score(outcome);
    this.optional('cmi.progress_measure', String(rounded(outcome.progress)));
    this.#raise(outcome);
    this.#statuses();
    this.leave(sessionMs);
    this.commit();
  }

  /** Always `suspend`, after a review, too: after any other word an LMS gives the saved attempt back to nobody. */
  protected leave(sessionMs: number): void {
    this.optional('cmi.exit', 'suspend');
    if (this.recording) this.time('cmi.session_time', cmiDuration(sessionMs), sessionMs);
  }

  /** A fail counts only when the tries are used up, and a pass only when all is done (decisions 1 and 2). */
  #raise({ completion, success }: Outcome): void {
    this.#completion = higher(COMPLETION, this.#completion, completion);
    const settled = success === 'failed' || completion === 'completed';
    if (settled) this.#success = higher(SUCCESS, this.#success, success);
  }

  /** Both, always: with only one of them an LMS shows a passed learner as not attempted. */
  #statuses(): void {
    this.opened().set('cmi.completion_status', this.#completion);
    this.opened().set('cmi.success_status', this.#success);
  }

  /** One LMS grades by `raw` alone and ignores `scaled`; others do the opposite. */
  #score({ scaled }: Outcome): void {
    if (scaled === null) return;
    this.optional('cmi.score.min', '0');
    this.optional('cmi.score.max', '100');
    this.opened().set('cmi.score.raw', percent(scaled));
    this.optional('cmi.score.scaled', String(rounded(scaled)));
  }

  #objectives({ objectives, motivations, round }: Outcome): void {
    if (!round || this.optionals.lacks('cmi.objectives')) return;
    const names = new Map([...this.#course.objectives, ...this.#course.motivations].map((o) => [o.id, o.name]));
    for (const found of [...objectives, ...motivations]) {
      const evidence = { ...found, name: names.get(found.id) ?? found.name };
      const id = objectiveName(evidence.id, evidence.name);
      const index = this.#places.get(id) ?? Math.max(-1, ...this.#places.values()) + 1;
      this.#places.set(id, index);
      this.optional(`cmi.objectives.${index}.id`, id);
      for (const [element, value] of Object.entries(objectiveRow(evidence)))
        this.optional(`cmi.objectives.${index}.${element}`, value);
    }
  }

  #row(record: AttemptRecord): void {
    const row = toCmi(record, this.#course);
    if (row && !this.optionals.lacks('cmi.interactions')) this.#writeRow(`cmi.interactions.${this.place(record)}`, row);
  }

  /** The type stands before response and patterns: their form depends on it (2004 error 408). */
  #writeRow(at: string, { id, type, objectives, patterns, ...rest }: CmiInteraction): void {
    this.optional(`${at}.id`, id);
    this.optional(`${at}.type`, type);
    objectives.forEach((objective, n) => this.optional(`${at}.objectives.${n}.id`, objective));
    for (const [element, value] of Object.entries(rest)) if (value !== '') this.optional(`${at}.${element}`, value);
    patterns.forEach((pattern, n) => this.optional(`${at}.correct_responses.${n}.pattern`, pattern));
  }
}

const higher = (ranks: readonly string[], a: string, b: string): string =>
  ranks.indexOf(a) > ranks.indexOf(b) ? a : b;

/** Four decimals, as many as percent with two. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Too little seen says nothing: an objective never fails anybody by itself. */
function objectiveRow({ name, earned, available, observations, status }: Evidence): Record<string, string> {
  const scaled = available === 0 ? null : earned / available;
  const mastered = status === 'mastered';
  return {
    ...(scaled === null
      ? {}
      : {
          'score.min': '0',
          'score.max': '100',
          'score.raw': percent(scaled),
          'score.scaled': String(rounded(scaled)),
        }),
    success_status: mastered ? 'passed' : 'unknown',
    completion_status: mastered ? 'completed' : observations > 0 ? 'incomplete' : 'not attempted',
    description: name,
  };
}
