import { EXTENSION, type Facts } from './cmi5-rules.ts';
import type { LrsRequest } from './http.ts';
import type { MoveOn } from './move-on.ts';
import type { LrsStatement } from './statement-schema.ts';

/** How a unit is launched. */
export interface Cmi5Options {
  /** Where the course finds this LMS; ends in a slash. */
  endpoint: string;
  actor: object;
  registration: string;
  /** Address of the unit, without what launching adds. */
  unit?: string;
  mode: Facts['mode'];
  /** As it stands in LMS.LaunchData; some LMSs write null. */
  masteryScore?: number | null;
  moveOn?: MoveOn;
  returnURL?: string;
  /** The learner's own; without any, there is no such document. */
  preferences?: { languagePreference?: string; audioPreference?: 'on' | 'off' };
}

/** A launch and what has been said in it. */
export interface Session {
  id: string;
  token: string;
  fetched: boolean;
  abandoned: boolean;
  at: Date;
  options: Cmi5Options;
  /** It has read launch data and preferences, as it must before it says anything. */
  read: Set<string>;
}

/** A session as the LMS shows it to people. */
export interface ShownSession {
  id: string;
  mode: Facts['mode'];
  /** Milliseconds since the epoch. */
  at: number;
  state: 'launched' | 'initialized' | 'terminated' | 'abandoned';
}

/** The document LMS.LaunchData (§10). */
export const launchData = (session: string, options: Cmi5Options, publisherId: string): object => {
  const { mode, masteryScore, returnURL, moveOn = 'CompletedAndPassed' } = options;
  return {
    contextTemplate: {
      extensions: { [`${EXTENSION}sessionid`]: session },
      contextActivities: { grouping: [{ objectType: 'Activity', id: publisherId }] },
    },
    launchMode: mode,
    moveOn,
    ...(masteryScore === undefined ? {} : { masteryScore }),
    ...(returnURL === undefined ? {} : { returnURL }),
  };
};

/** When the unit of a session counts as done. */
export const moveOnOf = ({ options }: Session): MoveOn => options.moveOn ?? 'CompletedAndPassed';

/** The session a statement says it belongs to. */
export const sessionIdOf = ({ context }: LrsStatement): unknown => context?.extensions?.[`${EXTENSION}sessionid`];

/** Whether a request carries the token of a session. */
export const isTokenOf = (session: Session, { headers }: LrsRequest): boolean =>
  session.fetched && headers['authorization'] === `Basic ${session.token}`;
