import type { Launch } from '../session.ts';
import type { Lrs } from './lrs.ts';
import type { Activity, Claim, Statement } from './statement.ts';

/** A verb about the unit as a whole. At most one of each in a session; passed, completed and failed once in a registration. */
export type UnitVerb = 'initialized' | 'terminated' | 'passed' | 'failed' | 'completed';

/** What a launch opened: the ways in which Tin Can and cmi5 differ. */
export interface Connection {
  /** Its name for people. */
  standard: string;
  lrs: Lrs;
  launch: Omit<Launch, 'suspendData'>;
  /** The unit under the id the LMS launched it by. */
  unit: Activity;
  /** Mastery score to name on passed and failed, or null. */
  mastery: number | null;
  /** Adds id, actor, registration and what the standard demands; `verb` for statements about the unit. */
  dress(claim: Claim, verb: UnitVerb | null): Statement;
  /** Verbs an earlier load of this page has sent in this session. */
  said: Set<UnitVerb>;
  /** Called when a verb is acknowledged. */
  onSaid(verb: UnitVerb): void;
  /** Whether closing the window ends the session; false where a reload must be able to go on. */
  endsWithWindow: boolean;
  /** The learner has left: nothing of the launch may stay behind. */
  forget(): void;
}
