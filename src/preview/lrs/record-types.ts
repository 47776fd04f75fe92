import type { ShownSession } from './cmi5-session.ts';
import type { ShownDocument } from './documents.ts';
import type { MoveOn } from './move-on.ts';
import type { OtherStore } from './relay.ts';
import type { LoggedRequest } from './request-log.ts';
import type { LrsStatement } from './statement-schema.ts';

/** Whose record: a learner's of a module in a standard that speaks xAPI. */
export interface Whose {
  module: string;
  target: string;
  learner: string;
}

/** How a launch is asked for. */
export interface LaunchRequest extends Whose {
  mode: 'normal' | 'browse' | 'review';
  /** Mastery score the LMS sets, 0 to 1; null for none. */
  mastery: number | null;
  moveOn: MoveOn;
  /** The learner's preferences; '' for none. */
  languagePreference: string;
  audioPreference: '' | 'on' | 'off';
  /** Begin a new registration. */
  fresh: boolean;
  /** Another record store than the built-in one. */
  store: OtherStore | null;
}

/** Where things are: scheme, host and port of the preview, and the address of the unit. */
export interface Where {
  origin: string;
  unit: string;
}

/** A registration as the page shows it. */
export interface ShownRegistration {
  id: string;
  /** Its store's address; null for the built-in one. */
  store: string | null;
  /** In the standard's sense; null where the standard knows no such thing. */
  satisfied: boolean | null;
  sessions: readonly ShownSession[];
  statements: readonly LrsStatement[];
  documents: readonly ShownDocument[];
  requests: readonly LoggedRequest[];
  /** Why the other store could not be read; '' when it could. */
  problem: string;
}
