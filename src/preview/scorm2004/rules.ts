import type { Profile } from '../shell.ts';
import { patternOf } from '../shell.ts';
import { isResponse } from './responses.ts';
import { timeinterval, timestamp } from './times.ts';

/** What a rule may look at: the values set so far, and how long a collection is. */
export interface Model {
  profile: Profile;
  /** The stored value; undefined when never set. */
  value(element: string): string | undefined;
  /** Entries of `cmi.interactions`, `cmi.interactions.0.objectives`, … */
  count(collection: string): number;
}

/** SCORM 2004 error codes this LMS answers with. */
export const errors = {
  none: '0',
  general: '101',
  alreadyInitialized: '103',
  terminated: '104',
  terminationFailed: '111',
  terminateBefore: '112',
  terminateAfter: '113',
  getBefore: '122',
  getAfter: '123',
  setBefore: '132',
  setAfter: '133',
  commitBefore: '142',
  commitAfter: '143',
  invalidArgument: '201',
  getFailed: '301',
  setFailed: '351',
  commitFailed: '391',
  undefinedElement: '401',
  valueNotSet: '403',
  wrongType: '406',
  outOfRange: '407',
  dependency: '408',
} as const;

type Check = (value: string, model: Model, element: string) => string;

const type = (good: boolean): string => (good ? errors.none : errors.wrongType);
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    type(words.includes(value));
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    type(pattern.test(value));
const atMost =
  (strict: number, lenient = strict): Check =>
  (value, { profile }) =>
    type(value.length <= (profile === 'strict' ? strict : lenient));

// real(10,7). Moodle takes five digits before the point at most.
const real: Check = (value, { profile }) =>
  type((profile === 'strict' ? /^-?\d+(?:\.\d+)?$/ : /^-?\d{1,5}(?:\.\d{1,18})?$/).test(value));
const between =
  (low: number, high: number): Check =>
  (value, ...rest) => {
    const code = real(value, ...rest);
    if (code !== errors.none) return code;
    return Number(value) >= low && Number(value) <= high ? errors.none : errors.outOfRange;
  };

// long_identifier_type: a URI, so no spaces. Moodle keeps 250 characters of it.
const identifier: Check = (value, { profile }) =>
  type(/^\S+$/.test(value) && value.length <= (profile === 'strict' ? 4000 : 250));

const text =
  (most: number): Check =>
  (value, { profile }) => {
    const words = value.replace(/^\{lang=[A-Za-z0-9-]+\}/, '');
    return type(words.length <= most && (profile === 'strict' || !/[\r\n]/.test(words)));
  };

const response: Check = (value, { profile, value: stored }, element) => {
  const kind = stored(`${element.split('.').slice(0, 3).join('.')}.type`) ?? '';
  return type(isResponse(kind, value, element.endsWith('.pattern'), profile));
};

const completion = oneOf('completed', 'incomplete', 'not attempted', 'unknown');
const success = oneOf('passed', 'failed', 'unknown');
const interactionTypes = oneOf(
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'matching',
  'performance',
  'sequencing',
  'likert',
  'numeric',
  'other',
);

/** The value each writable element takes; `n` stands for an index. Source: SCORM 2004 run-time environment, 4.2. */
const values: Record<string, Check> = {
  'cmi.completion_status': completion,
  'cmi.success_status': success,
  'cmi.exit': oneOf('time-out', 'suspend', 'logout', 'normal', ''),
  'cmi.location': atMost(1000),
  'cmi.suspend_data': atMost(64_000),
  'cmi.session_time': matches(timeinterval),
  'cmi.progress_measure': between(0, 1),
  'cmi.score.scaled': between(-1, 1),
  'cmi.score.raw': real,
  'cmi.score.min': real,
  'cmi.score.max': real,
  'cmi.objectives.n.id': identifier,
  'cmi.objectives.n.score.scaled': between(-1, 1),
  'cmi.objectives.n.score.raw': real,
  'cmi.objectives.n.score.min': real,
  'cmi.objectives.n.score.max': real,
  'cmi.objectives.n.success_status': success,
  'cmi.objectives.n.completion_status': completion,
  'cmi.objectives.n.progress_measure': between(0, 1),
  'cmi.objectives.n.description': text(250),
  'cmi.interactions.n.id': identifier,
  'cmi.interactions.n.type': interactionTypes,
  'cmi.interactions.n.objectives.n.id': identifier,
  'cmi.interactions.n.timestamp': matches(timestamp),
  'cmi.interactions.n.correct_responses.n.pattern': response,
  'cmi.interactions.n.weighting': real,
  'cmi.interactions.n.learner_response': response,
  'cmi.interactions.n.result': (value, ...rest) => {
    const word = oneOf('correct', 'incorrect', 'unanticipated', 'neutral')(value, ...rest);
    return word === errors.none ? word : real(value, ...rest);
  },
  'cmi.interactions.n.latency': matches(timeinterval),
  'cmi.interactions.n.description': text(250),
};

/** Types with one right answer at most. */
const ofOnePattern = ['true-false', 'likert', 'numeric', 'other'];

/** Why a value may not be set, as an error code; `none` when this table has nothing against it. */
export function refusal(element: string, value: string, model: Model): string {
  const check = values[patternOf(element)];
  if (!check) return errors.none; // read-only, keyword and unknown elements: scorm-again knows them
  const order = outOfOrder(element, model);
  if (order !== errors.none) return order;
  const wrong = check(value, model, element);
  return wrong === errors.none && isTwice(element, value, model) ? errors.setFailed : wrong;
}

/** The next free index or one in use; an id before what it names; a type before what depends on it. */
function outOfOrder(element: string, model: Model): string {
  const parts = element.split('.');
  for (const [at, part] of parts.entries()) {
    if (/^\d+$/.test(part) && Number(part) > model.count(parts.slice(0, at).join('.'))) return errors.setFailed;
  }
  const [, collection, , ...rest] = parts;
  if (collection !== 'interactions' && collection !== 'objectives') return errors.none;
  const row = parts.slice(0, 3).join('.');
  const what = rest.join('.');
  if (what !== 'id' && model.value(`${row}.id`) === undefined) return errors.dependency;
  if (!/^(?:learner_response|correct_responses\.\d+\.pattern)$/.test(what)) return errors.none;
  const kind = model.value(`${row}.type`);
  if (kind === undefined) return errors.dependency;
  return ofOnePattern.includes(kind) && /\.[1-9]\d*\.pattern$/.test(element) ? errors.setFailed : errors.none;
}

/** An objective's id names one place only, and never changes; a pattern stands once. */
function isTwice(element: string, value: string, model: Model): boolean {
  const place = /^(.*\.(?:objectives|correct_responses))\.(\d+)\.(id|pattern)$/.exec(element);
  if (!place) return false;
  const [, collection = '', index, name] = place;
  if (collection === 'cmi.objectives' && (model.value(element) ?? value) !== value) return true;
  return Array.from({ length: model.count(collection) }, (_, at) => at).some(
    (at) => at !== Number(index) && model.value(`${collection}.${at}.${name}`) === value,
  );
}

/** Why an element cannot be read, as far as an index tells. */
export function unreadable(element: string, model: Model): string {
  const parts = element.split('.');
  const beyond = parts.some(
    (part, at) => /^\d+$/.test(part) && Number(part) >= model.count(parts.slice(0, at).join('.')),
  );
  return element === '' || beyond ? errors.getFailed : errors.none;
}
