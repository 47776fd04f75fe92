import type { AnsweredRecord, AttemptRecord } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import { unreachable } from '../../course/unreachable.ts';
import * as activity from './activities.ts';
import { isoDuration } from './duration.ts';
import type { Activity, Claim, Context, Extensions, Result } from './statement.ts';
import { ext, PROFILE, types, verbs, type Verb } from './vocabulary.ts';

/** What every statement tells of the attempt it belongs to. */
export interface Trail {
  course: Course;
  /** Number of the graded draw, 0 before the first. */
  round: number;
  /** Seed of that draw, hex; '' before the first. */
  form: string;
}

/** What a record says in xAPI. One record is one statement (reports: data dictionary). */
export function toStatement(record: AttemptRecord, trail: Trail): Claim {
  const { course } = trail;
  switch (record.kind) {
    case 'answered':
      return answered(record, trail);
    case 'meta':
      return claim(record.at, 'attempted', activity.part(course, 'attempt'), { ...trail, ...record });
    case 'call-ended':
      return claim(record.at, 'completed', activity.call(course, record.call), at(trail, record.round), {
        result: { score: { scaled: record.score }, completion: true, duration: isoDuration(record.durationMs) },
        extensions: {
          [ext('ending')]: record.ending,
          [ext('critical')]: record.criticals,
          [ext('recovered')]: record.recovered,
          [ext('helpUsed')]: record.helps,
        },
      });
    case 'round-ended':
      return claim(record.at, 'scored', activity.part(course, 'attempt'), at(trail, record.round), {
        result: { score: { scaled: record.scaled }, success: record.passed },
        extensions: { [ext('openGates')]: record.openGates },
      });
    case 'signed':
      return claim(record.at, 'agreed', activity.promise(course, record.promiseVersion), trail, {
        result: { completion: true, ...(record.typedName === '' ? {} : { response: record.typedName }) },
        extensions: { [ext('sha256')]: record.sha256 },
      });
    case 'declined':
      return claim(record.at, 'disagreed', activity.promise(course, record.promiseVersion), trail, {
        result: { completion: false, response: record.reason },
      });
    case 'lesson-opened':
      return claim(record.at, 'experienced', activity.lesson(course, record.lesson), trail, {
        extensions: { [ext('kp')]: [record.lesson] },
      });
    case 'fix-opened':
      return claim(record.at, 'experienced', activity.fix(course, record.fix), trail, {
        extensions: { [ext('kp')]: [record.fix], [ext('reason')]: record.reason },
      });
    case 'help-asked':
      return claim(record.at, 'asked', activity.redFlag(course, record.redFlag), trail);
    case 'completed':
      return claim(record.at, 'completed', activity.unit(course), trail, {
        result: { completion: true, duration: isoDuration(record.durationMs) },
      });
    default:
      return unreachable(record);
  }
}

function answered(record: AnsweredRecord, trail: Trail): Claim {
  const { course } = trail;
  const call = record.type === 'node' ? record.interaction.split('.')[0] : undefined;
  const parent = call ? activity.call(course, call) : activity.part(course, record.part);
  const judged = record.type !== 'likert';
  // Points are what a trainer adds up; what is worth none has its share only.
  const points = record.weight > 0 ? { raw: record.score * record.weight, min: 0, max: record.weight } : {};
  return claim(record.at, 'answered', activity.question(course, record), at(trail, record.round), {
    result: {
      ...(judged ? { score: { scaled: record.score, ...points }, success: record.score === 1 } : {}),
      response: activity.spelled(record.type, record.response),
      ...(judged ? { duration: isoDuration(record.latencyMs) } : {}),
    },
    parents: [parent, ...record.objectives.map((id) => activity.objective(course, id))],
    extensions: {
      [ext('slug')]: record.slug,
      [ext('type')]: record.type,
      [ext('kp')]: record.objectives,
      ...(record.quality === undefined ? {} : { [ext('quality')]: record.quality }),
      ...(record.helped === undefined ? {} : { [ext('helpUsed')]: record.helped }),
      ...(record.sure === undefined ? {} : { [ext('confidence')]: record.sure ? 'sure' : 'not-sure' }),
    },
  });
}

/** What is said in one language with the texts of another: language maps hold both, everything else is as in the first. */
export function inBoth<T>(said: T, other: T): T {
  if (typeof said !== 'object' || said === null) return said;
  if (Array.isArray(said)) return said.map((each: unknown, at) => inBoth(each, (other as unknown[])[at])) as T;
  const entries = Object.entries(said).map(([key, value]) => [
    key,
    inBoth<unknown>(value, (other as Record<string, unknown>)[key]),
  ]);
  return { ...other, ...(Object.fromEntries(entries) as T) };
}

/** A record's own draw; lesson checks and practice belong to none, whatever is going on beside them. */
const at = (trail: Trail, round: number): Trail => (round === trail.round ? trail : { ...trail, round, form: '' });

/** A statement without its envelope: verb, object, and what every statement of ours carries. */
export function claim(
  when: number,
  verb: Verb,
  object: Activity,
  trail: Trail,
  more: { result?: Result; extensions?: Extensions; parents?: Activity[] } = {},
): Claim {
  return {
    timestamp: new Date(when).toISOString(),
    verb: { id: verbs[verb], display: { en: verb } },
    object,
    ...(more.result ? { result: more.result } : {}),
    context: contextOf(trail, more.extensions ?? {}, more.parents ?? []),
  };
}

function contextOf({ course, round, form }: Trail, extensions: Extensions, parents: Activity[]): Context {
  return {
    language: course.language,
    contextActivities: {
      ...(parents.length > 0 ? { parent: parents } : {}),
      grouping: [activity.unit(course)],
      category: [{ objectType: 'Activity', id: PROFILE, definition: { type: types.profile } }],
    },
    extensions: {
      [ext('contentVersion')]: course.version,
      [ext('build')]: course.build,
      [ext('attempt')]: round,
      [ext('formSeed')]: form,
      [ext('locale')]: course.language,
      [ext('packs')]: course.packs,
      [ext('policyVersions')]: Object.fromEntries(course.policies.map((p) => [p.id, p.version])),
      ...extensions,
    },
  };
}
