import { patternOf, type Profile } from '../shell.ts';
import { timeOfDay, timespan } from './times.ts';

/** What a rule may look at: the values set so far, and how long a collection is. */
export interface Model {
  profile: Profile;
  /** The stored value; undefined when never set. */
  value(element: string): string | undefined;
  /** Entries of `cmi.interactions`, `cmi.interactions.0.objectives`, … */
  count(collection: string): number;
}

/** SCORM 1.2 error codes this LMS answers with. */
export const errors = {
  none: '0',
  general: '101',
  invalidArgument: '201',
  noChildren: '202',
  notAnArray: '203',
  notInitialized: '301',
  notImplemented: '401',
  keyword: '402',
  readOnly: '403',
  writeOnly: '404',
  wrongType: '405',
} as const;

export type ErrorCode = (typeof errors)[keyof typeof errors];

type Check = (value: string, model: Model, element: string) => boolean;

const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value);
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);
const atMost =
  (strict: number, lenient: number): Check =>
  (value, { profile }) =>
    value.length <= (profile === 'strict' ? strict : lenient);

// CMIIdentifier: letters, digits, "-" and "_". Moodle takes any visible ASCII.
const identifier: Check = (value, { profile }) =>
  (profile === 'strict' ? /^[A-Za-z0-9_-]{1,255}$/ : /^[!-~]{1,255}$/).test(value);

// CMIDecimal in a score: 0 to 100, at most three digits before the point. Moodle takes "" as well, and stores 0.
const score: Check = (value, { profile }) =>
  value === ''
    ? profile === 'lenient'
    : /^-?\d{1,3}(\.\d+)?$/.test(value) && Number(value) >= 0 && Number(value) <= 100;

const decimal = matches(/^-?\d+(\.\d+)?$/);

// A response or pattern of each interaction type. One character stands for a choice: slugs are refused.
const responses: Record<string, RegExp> = {
  'true-false': /^[01tf]$/,
  choice: /^(?:[a-z0-9](?:,[a-z0-9])*|\{[a-z0-9](?:,[a-z0-9])*\})?$/,
  matching: /^(?:[a-z0-9]\.[a-z0-9](?:,[a-z0-9]\.[a-z0-9])*|\{[a-z0-9]\.[a-z0-9](?:,[a-z0-9]\.[a-z0-9])*\})?$/,
  sequencing: /^(?:[a-z0-9](?:,[a-z0-9])*)?$/,
  numeric: /^-?\d+(?:\.\d+)?$/,
  'fill-in': /^.{0,255}$/s,
  performance: /^.{0,255}$/s,
  likert: /^[a-z0-9]?$/,
};

const response: Check = (value, model, element) => {
  if (model.profile === 'lenient') return true;
  const type = model.value(`${element.split('.').slice(0, 3).join('.')}.type`);
  return value.length <= 255 && (responses[type ?? '']?.test(value) ?? false);
};

const status = oneOf('passed', 'completed', 'failed', 'incomplete', 'browsed');

/** The value each writable element takes; `n` stands for an index. Source: SCORM 1.2 run-time environment, 3.4. */
const values: Record<string, Check> = {
  'cmi.core.lesson_status': status, // "not attempted" is the LMS's word: a course never sets it
  'cmi.core.lesson_location': atMost(255, 255),
  'cmi.core.exit': oneOf('time-out', 'suspend', 'logout', ''),
  'cmi.core.session_time': matches(timespan),
  'cmi.core.score.raw': score,
  'cmi.core.score.min': score,
  'cmi.core.score.max': score,
  'cmi.suspend_data': atMost(4096, 64_000),
  'cmi.comments': atMost(4096, 64_000),
  'cmi.objectives.n.id': identifier,
  'cmi.objectives.n.status': (value, ...rest) => value === 'not attempted' || status(value, ...rest),
  'cmi.objectives.n.score.raw': score,
  'cmi.objectives.n.score.min': score,
  'cmi.objectives.n.score.max': score,
  'cmi.interactions.n.id': identifier,
  'cmi.interactions.n.type': oneOf(...Object.keys(responses)),
  'cmi.interactions.n.time': matches(timeOfDay),
  'cmi.interactions.n.latency': matches(timespan),
  'cmi.interactions.n.weighting': decimal,
  'cmi.interactions.n.result': (value, ...rest) =>
    oneOf('correct', 'wrong', 'unanticipated', 'neutral')(value, ...rest) || decimal(value, ...rest),
  'cmi.interactions.n.student_response': response,
  'cmi.interactions.n.correct_responses.n.pattern': response,
  'cmi.interactions.n.objectives.n.id': identifier,
};

/** Why a value may not be set, as an error code; `none` when this table has nothing against it. */
export function refusal(element: string, value: string, model: Model): ErrorCode {
  const parts = element.split('.');
  for (const [at, part] of parts.entries()) {
    // The next free index or one in use; a gap is an invalid argument.
    if (/^\d+$/.test(part) && Number(part) > model.count(parts.slice(0, at).join('.'))) return errors.invalidArgument;
  }
  const check = values[patternOf(element)];
  if (!check) return errors.none; // read-only, keyword and unknown elements: scorm-again knows them
  if (check === response && model.profile === 'strict' && !model.value(`${parts.slice(0, 3).join('.')}.type`)) {
    return errors.invalidArgument; // a response has no format before its type is known
  }
  return check(value, model, element) ? errors.none : errors.wrongType;
}
