import type { Quality, RedFlagId } from '../course/course.ts';
import type { Response } from '../course/interactions/rules.ts';

/**
 * A learner's raw answer, the same shape for every type:
 * choice and call node `[option]`, multiple `[option, …]`, true-false `['true'|'false']`,
 * matching and scene `['source.target', …]`, sequencing `[step, …]` in order, numeric and fill-in `[text]`.
 */
export type { Response };

/** Where in the course an answer was given. */
export type Part = 'check' | 'call' | 'question' | 'scene' | 'practice' | 'closing' | 'self-check';

export type InteractionType =
  | 'choice'
  | 'multiple'
  | 'true-false'
  | 'matching'
  | 'sequencing'
  | 'numeric'
  | 'fill-in'
  | 'node'
  | 'scene'
  | 'likert';

/** An answer and our judgement of it. */
export interface AnsweredRecord {
  kind: 'answered';
  /** ms since the epoch, as every `at`. */
  at: number;
  /** Id in the course: `KP08-Q1`, `CALL2.N3`, `SPOT1`. */
  interaction: string;
  /** What it is about, in words: `first-action-wrong-letter`. */
  slug: string;
  part: Part;
  type: InteractionType;
  /** Number of the graded draw, from 1; 0 for lesson checks and practice, which are not graded. */
  round: number;
  response: Response;
  /** The right response, in the shape of `response`; every accepted text of a fill-in. */
  pattern: Response;
  /** Ids a response may name, sorted: options, steps or matching sources; their order gives SCORM 1.2 its letters. */
  choices: readonly string[];
  /** Matching and scene targets, sorted. */
  targets?: readonly string[];
  /** 0 to 1. */
  score: number;
  /** Points at stake in its part; 0 where nothing is graded. */
  weight: number;
  latencyMs: number;
  /** Key points it gives evidence on. */
  objectives: readonly string[];
  /** Call nodes only. */
  quality?: Quality;
  /** Call nodes only: the learner asked for the rule first. */
  helped?: boolean;
  /** “Sure” or “Not sure”, where the learner said so. */
  sure?: boolean;
}

/** A call came to its end. */
export interface CallEndedRecord {
  kind: 'call-ended';
  at: number;
  call: string;
  round: number;
  /** 0 to 1. */
  score: number;
  ending: 'good' | 'mixed' | 'harm';
  criticals: number;
  recovered: number;
  helps: number;
  durationMs: number;
}

/** A graded draw is answered to the end. */
export interface RoundEndedRecord {
  kind: 'round-ended';
  at: number;
  round: number;
  /** 0 to 1. */
  scaled: number;
  passed: boolean;
  /** Conditions not met: `total`, `M1`…`M3`, `critical`, `scenes`. */
  openGates: readonly string[];
}

export interface SignedRecord {
  kind: 'signed';
  at: number;
  promiseVersion: string;
  /** Stands in this record only; never in saved state. Empty where the organisation does not ask for it. */
  typedName: string;
  sha256: string;
}

export interface DeclinedRecord {
  kind: 'declined';
  at: number;
  promiseVersion: string;
  reason: string;
}

/** One fact an attempt produced: what every adapter writes and reads back, and what the report folds. */
export type AttemptRecord =
  | AnsweredRecord
  | CallEndedRecord
  | RoundEndedRecord
  | SignedRecord
  | DeclinedRecord
  /** First of each draw: what it was drawn from, so that version evidence survives in an LMS that keeps nothing else. */
  | {
      kind: 'meta';
      at: number;
      round: number;
      content: string;
      build: string;
      locale: string;
      packs: readonly string[];
      policies: readonly string[];
      /** Seed of the draw, hex. */
      form: string;
    }
  | { kind: 'lesson-opened'; at: number; lesson: string }
  | { kind: 'fix-opened'; at: number; fix: string; reason: 'critical' | 'sure-but-wrong' | 'weak' }
  /** The learner pressed “Tell my trainer” beside a self-check statement. */
  | { kind: 'help-asked'; at: number; redFlag: RedFlagId }
  | { kind: 'completed'; at: number; durationMs: number };
