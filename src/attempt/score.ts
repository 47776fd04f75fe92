import type { Call, CallNode, Course, Scene } from '../course/course.ts';
import type { CallRun, ItemRun, Round, SceneRun } from './attempt.ts';

/** A call as far as it has been played. */
export interface ScoredCall {
  run: CallRun;
  call: Call;
  /** The node that waits for an answer; null when the call has ended. */
  node: CallNode | null;
  /** Points ÷ best points on the path taken, 0 to 1. */
  score: number;
  criticals: number;
  recovered: number;
  /** At least 75 % and no critical choice left open. */
  mastered: boolean;
  /** Set when the call has ended. */
  ending: 'good' | 'mixed' | 'harm' | null;
}
export interface ScoredItem {
  run: ItemRun;
  /** 0 to 1; null until answered. */
  score: number | null;
}
export interface ScoredScene {
  run: SceneRun;
  scene: Scene;
  /** 0 to 1; null until answered. */
  score: number | null;
}
/** A round with its points: 50 for calls, 30 for questions, 20 for scenes. */
export interface ScoredRound {
  round: Round;
  calls: ScoredCall[];
  items: ScoredItem[];
  scenes: ScoredScene[];
  callsDone: boolean;
  itemsDone: boolean;
  scenesDone: boolean;
  /** 0 to 1 each: means of what is answered so far; null while nothing is. */
  callsScore: number | null;
  itemsScore: number | null;
  scenesScore: number | null;
  /** Weighted total, 0 to 1, unanswered parts counting 0. */
  total: number;
  ended: boolean;
  /** Conditions not met: `total`, `M1`, `M2`, `M3`, `critical`, `scenes`. Empty means passed, once it has ended. */
  openGates: string[];
}
export declare function scoreRound(course: Course, round: Round): ScoredRound;
/** Plays a call run through its nodes. */
export declare function scoreCall(course: Course, run: CallRun): ScoredCall;
