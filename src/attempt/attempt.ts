import type { Response } from './record.ts';

/** A screen of the course; what the LMS keeps as the learner's bookmark. */
export type Location =
  | 'home'
  | 'recorded'
  | 'glossary'
  | 'model-call'
  | 'self-check'
  | 'promise'
  | 'results'
  | 'receipt'
  | `lesson/${string}`
  | `call/${string}`
  | `replay/${string}`
  | `question/${string}`
  | `scene/${string}`
  | `fix/${string}`;

/** One choice in a call. `node` is the full id (`CALL1.N1`). */
export interface CallStep {
  node: string;
  option: string;
  helped: boolean;
}

export interface CallRun {
  call: string;
  steps: CallStep[];
  /** The learner has seen the rule of the node that is not answered yet. */
  helpOpen: boolean;
  /** Time taken for its answers so far, ms. */
  ms: number;
  /** Kept from an earlier round because it was mastered. */
  carried: boolean;
}

export interface ItemRun {
  item: string;
  response: Response | null;
  /** “Sure” (true), “Not sure” (false), not said (null). */
  sure: boolean | null;
  carried: boolean;
}

export interface SceneRun {
  scene: string;
  response: Response | null;
  carried: boolean;
}

/** One graded draw: a call of each stratum, a question on each key point, three scenes. Reports call it an attempt. */
export interface Round {
  /** From 1. */
  n: number;
  /** 32-bit seed of the draw and of every shuffle in it. */
  seed: number;
  calls: CallRun[];
  items: ItemRun[];
  scenes: SceneRun[];
  /** 0 to 1, and whether all gates were met; null while it is under way. */
  result: { scaled: number; passed: boolean } | null;
}

/** First answer counts in statistics, the last one is what the page shows. */
export interface Check {
  lesson: string;
  first: Response;
  last: Response;
}

/** A learner's go at the course, spanning sessions: everything that is saved. All lists only grow within a round. */
export interface Attempt {
  /** Grows by one with every step, so that no two saved strings are equal. */
  rev: number;
  location: Location;
  checks: Check[];
  round: Round | null;
  /** Results of ended rounds, oldest first; the present one is added when it ends. */
  results: { scaled: number; passed: boolean }[];
  /** Calls, questions and scenes drawn so far: retakes prefer others. */
  seen: string[];
  /** Fixes opened since the last round ended. */
  fixes: string[];
  selfChecked: boolean;
  /** Red flags whose “Tell my trainer” was pressed. */
  asked: string[];
  promise: { kind: 'signed'; at: number } | { kind: 'declined'; at: number; reason: string } | null;
  /** Closing question id and chosen option. */
  closing: { question: string; option: string }[];
  /** Once true, stays true: everything was done. */
  completed: boolean;
  /** Once true, stays true: a round was passed. */
  passed: boolean;
  /** Time with the page in use, summed over sessions. */
  activeMs: number;
}

/** The attempt of a learner who has just arrived. */
export function newAttempt(): Attempt {
  return {
    rev: 0,
    location: 'home',
    checks: [],
    round: null,
    results: [],
    seen: [],
    fixes: [],
    selfChecked: false,
    asked: [],
    promise: null,
    closing: [],
    completed: false,
    passed: false,
    activeMs: 0,
  };
}
