import type { Course } from '../course/course.ts';
import type { Attempt } from './attempt.ts';
import type { ScoredRound } from './score.ts';

/** How far a learner has come on one key point or motivation, in the counting round. Points, not percent. */
export interface Evidence {
  id: string;
  name: string;
  earned: number;
  available: number;
  observations: number;
  /** `too-little` below two observations: steers help, never fails anyone. */
  status: 'mastered' | 'developing' | 'too-little';
}

/** What an attempt amounts to. Completion and success stay apart until an adapter must fold them. */
export interface Outcome {
  completion: 'incomplete' | 'completed';
  /** `failed` only when the tries are used up. */
  success: 'unknown' | 'passed' | 'failed';
  /** Best total of an ended round, 0 to 1; null before the first has ended. */
  scaled: number | null;
  /** Done parts of 15, 0 to 1: ten checks, three calls, the questions, checklist with promise. */
  progress: number;
  objectives: Evidence[];
  motivations: Evidence[];
  /** The present round, scored as far as it goes. */
  round: ScoredRound | null;
}
export declare function outcome(course: Course, attempt: Attempt): Outcome;
