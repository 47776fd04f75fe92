import { BASE, unitIri } from '../../course/iri.ts';
import { fromStatement } from '../../tracking/xapi/from-statement.ts';
import type { Claim } from '../../tracking/xapi/statement.ts';
import { ext, verbs } from '../../tracking/xapi/vocabulary.ts';
import type { Reason } from '../quality.ts';
import type { Traced } from '../reported-attempt.ts';
import { addressOf } from './roster.ts';
import { isFuture, isSound, soundDuration } from './sound.ts';

/** A statement that is to be counted, with all of it that a report needs. */
export interface ReadStatement {
  kind: 'statement';
  id: string;
  learner: string;
  name: string;
  /** Where the learner's account is; '' for who has none. */
  home: string;
  registration: string | null;
  at: number;
  verb: string;
  /** It is about the unit as a whole. */
  ofUnit: boolean;
  /** How long the session that ends here took, ms; null where none ends or nothing says it. */
  durationMs: number | null;
  /** The record behind it; null for what only opens or closes a session, or judges the whole. */
  record: Traced | null;
}

/** What became of a JSON value that should be a statement. */
export type Reading = ReadStatement | { kind: 'void'; id: string } | { kind: 'left-out'; reason: Reason; id: string };

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
type Json = Readonly<Record<string, unknown>>;

/** Reads one statement about a course (null: any of ours). Whatever its shape, it throws nothing; `now` is ms since the epoch. */
export function readStatement(raw: unknown, course: { id: string } | null, now: number): Reading {
  const left = (reason: Reason, id = ''): Reading => ({ kind: 'left-out', reason, id });
  if (!isObject(raw)) return left('no-statement');
  const id = typeof raw['id'] === 'string' ? raw['id'].toLowerCase() : '';
  const { verb, object, context, timestamp, stored } = raw;
  const time = typeof timestamp === 'string' ? timestamp : stored;
  if (!isObject(verb) || typeof verb['id'] !== 'string' || !isObject(object)) return left('no-statement', id);
  if (verb['id'] === VOIDED && typeof object['id'] === 'string')
    return { kind: 'void', id: object['id'].toLowerCase() };
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (typeof object['id'] !== 'string' || Number.isNaN(at)) return left('no-statement', id);
  const place = placeIn(object['id'], course);
  if (place === null && !isGroupedUnder(context, course)) return left('other-content', id);
  const who = learnerOf(raw['actor']);
  if (!who) return left('no-learner', id);
  if (isFuture(at, now)) return left('future', id);
  // Nearly every statement is whole as it is; a copy of each would cost more than reading it.
  const isWhole = isObject(context) && time === timestamp;
  const record = recordOf(isWhole ? raw : { ...raw, context: isObject(context) ? context : {}, timestamp: time });
  if (record === 'broken') return left('broken', id);
  const result = raw['result'];
  return {
    kind: 'statement',
    id,
    ...who,
    registration: isObject(context) && typeof context['registration'] === 'string' ? context['registration'] : null,
    at,
    verb: verb['id'],
    ofUnit: place === null || place === '',
    durationMs: verb['id'] === verbs.terminated && isObject(result) ? durationOf(result['duration']) : null,
    record: record && traced(record, id, context),
  };
}

/** Verbs that have no record behind them. */
const WITHOUT = new Set<string>([verbs.initialized, verbs.terminated, verbs.passed, verbs.failed, verbs.progressed]);

function recordOf(statement: Json): Traced | null | 'broken' {
  const verb = (statement['verb'] as Json)['id'] as string;
  if (WITHOUT.has(verb)) return null;
  try {
    const record = fromStatement(statement as unknown as Claim);
    return record === null || isSound(record) ? record : 'broken';
  } catch {
    return 'broken'; // Some part is of another shape than this course ever wrote; it is counted as such.
  }
}

const [CONTENT, LOCALE] = [ext('contentVersion'), ext('locale')];

function traced(record: Traced, statement: string, context: unknown): Traced {
  const extensions = isObject(context) ? context['extensions'] : undefined;
  const [content, locale] = isObject(extensions) ? [extensions[CONTENT], extensions[LOCALE]] : [];
  // It was just made and is nobody else's: a copy of each would double the work.
  if (statement !== '') record.statement = statement;
  if (typeof content === 'string') record.content = content;
  if (typeof locale === 'string') record.locale = locale;
  return record;
}

/** Where in the course's unit an activity is: `` for the unit itself, `/test/…` inside it, null elsewhere. */
function placeIn(id: string, course: { id: string } | null): string | null {
  const unit = course ? unitIri(course) : (ANY_UNIT.exec(id)?.[0] ?? null);
  if (unit === null || !id.startsWith(unit)) return null;
  const place = id.slice(unit.length);
  return place === '' || place.startsWith('/') ? place : null;
}

const ANY_UNIT = new RegExp(`^${BASE}/courses/[^/]+/unit`);

/** A cmi5 LMS launches the unit under an id of its own; what it is grouped under still says whose it is. */
function isGroupedUnder(context: unknown, course: { id: string } | null): boolean {
  const activities = isObject(context) ? context['contextActivities'] : undefined;
  const grouping = isObject(activities) ? activities['grouping'] : undefined;
  const list: unknown[] = Array.isArray(grouping) ? grouping : [grouping];
  return list.some((each) => isObject(each) && typeof each['id'] === 'string' && placeIn(each['id'], course) === '');
}

/** The one identifier a person has (xAPI part 2, 2.4.2.3), where it is from, and their name; null for a group or for nobody. */
function learnerOf(actor: unknown): { learner: string; name: string; home: string } | null {
  if (!isObject(actor) || actor['objectType'] === 'Group') return null;
  const { account, mbox, mbox_sha1sum: hash, openid, name } = actor;
  const mail = typeof mbox === 'string' ? addressOf(mbox) : mbox;
  const found = (isObject(account) ? account['name'] : undefined) ?? mail ?? hash ?? openid;
  if (typeof found !== 'string' || found.trim() === '') return null;
  const home = isObject(account) && typeof account['homePage'] === 'string' ? account['homePage'] : '';
  return { learner: found, name: typeof name === 'string' && name !== found ? name : '', home };
}

/** Hours, minutes and seconds of an ISO 8601 duration, in ms; null for anything else. */
function durationOf(text: unknown): number | null {
  const match = typeof text === 'string' ? /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) : null;
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return soundDuration(Math.round((hours * 3600 + minutes * 60 + seconds) * 1000));
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
