import type { Attempt, Location } from './attempt.ts';
import type { AttemptRecord, Response } from './record.ts';

/** What a learner can do. `at` is ms since the epoch; the engine has no clock of its own. */
export type Action =
  /** Open a screen. */
  | { kind: 'open'; location: Location; at: number }
  /** Answer a lesson check, a question, a call node, a scene or a practice item. */
  | { kind: 'answer'; interaction: string; response: Response; latencyMs: number; sure?: boolean; at: number }
  /** Ask for the rule at the present node of a call. */
  | { kind: 'help'; node: string; at: number }
  /** Begin the scenario quiz, or take it again after a round has ended. `seed`: 32 bits from the platform's random source. */
  | { kind: 'start-round'; seed: number; at: number }
  /** Take another call instead of one that may distress; only before its first answer. */
  | { kind: 'skip-call'; call: string; at: number }
  | { kind: 'open-fix'; fix: string; at: number }
  /** Finish the self-check. Answers are given only where the organisation collects them by name. */
  | { kind: 'self-check'; answers: { statement: string; answer: SelfAnswer }[]; at: number }
  | { kind: 'ask-trainer'; redFlag: string; at: number }
  | { kind: 'sign'; typedName: string; at: number }
  | { kind: 'decline'; reason: string; at: number }
  | { kind: 'close-question'; question: string; option: string; at: number }
  /** Time the page was in use since the last such action. */
  | { kind: 'active-time'; activeMs: number; at: number };

export type SelfAnswer = 'do' | 'will' | 'help';

/** The attempt after an action, and the facts it produced. */
export interface Step {
  attempt: Attempt;
  records: AttemptRecord[];
}
