import { randomUUID } from 'node:crypto';
import { CATEGORY, EXTENSION } from './cmi5-rules.ts';
import type { MoveOn } from './move-on.ts';

// What an LMS says by itself in cmi5: that it launched a unit, that a session was abandoned, that a course is satisfied.

/** A session, as the LMS speaks of it. */
export interface Telling {
  actor: object;
  registration: string;
  session: string;
  /** When it was launched, in milliseconds since the epoch. */
  at: number;
  activityId: string;
  publisherId: string;
  /** Address of the unit, without what launching adds. */
  unit?: string;
  mode: string;
  moveOn: MoveOn;
  masteryScore?: number | null;
}

/** cmi5 §9.3.1: before each launch. */
export function launched(telling: Telling): object {
  const { mode, moveOn, unit = '', masteryScore = null } = telling;
  return statement(telling, 'http://adlnet.gov/expapi/verbs/launched', {
    [`${EXTENSION}launchmode`]: mode,
    [`${EXTENSION}launchurl`]: unit,
    [`${EXTENSION}moveon`]: moveOn,
    ...(masteryScore === null ? {} : { [`${EXTENSION}masteryscore`]: masteryScore }),
  });
}

/** cmi5 §9.3.6: at the next launch, for a session nobody has ended. `last` is when the course last said anything. */
export function abandoned(telling: Telling, last: number): object {
  const seconds = Math.max(0, last - telling.at) / 1000;
  return {
    ...statement(telling, 'https://w3id.org/xapi/adl/verbs/abandoned'),
    result: { duration: `PT${seconds.toFixed(2)}S` },
  };
}

/** cmi5 §9.3.9: once the only unit of the course has met its moveOn. */
export function satisfied(telling: Telling): object {
  const course = {
    id: `${telling.activityId}/course`,
    definition: { type: 'https://w3id.org/xapi/cmi5/activitytype/course' },
  };
  return { ...statement(telling, 'https://w3id.org/xapi/adl/verbs/satisfied'), object: course };
}

function statement(telling: Telling, verb: string, extensions: Record<string, unknown> = {}) {
  const { actor, registration, session, activityId, publisherId } = telling;
  return {
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    actor,
    verb: { id: verb, display: { en: verb.split('/').at(-1) ?? '' } },
    object: { id: activityId },
    context: {
      registration,
      contextActivities: { category: [{ id: `${CATEGORY}cmi5` }], grouping: [{ id: publisherId }] },
      extensions: { [`${EXTENSION}sessionid`]: session, ...extensions },
    },
  };
}
