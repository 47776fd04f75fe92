import type { AnsweredRecord } from '../attempt/record.ts';
import { instant } from './register-row.ts';
import { recordsOf, type ReportedAttempt } from './reported-attempt.ts';

/** One answer, as the file `answers.csv` has it; empty means unknown. */
export interface AnswerRow {
  learner_id: string;
  registration: string;
  /** Number of the graded round; 0 for what is not graded. */
  attempt: number;
  part: string;
  call_id: string;
  node_id: string;
  item_id: string;
  slug: string;
  /** Key points, joined by a space. */
  kp: string;
  type: string;
  /** Ids of what was chosen, joined by a space. */
  response_ids: string;
  correct_ids: string;
  quality: string;
  /** Points, and how many there were to get. */
  score: number;
  max_score: number;
  success: boolean;
  help_used: string;
  confidence: string;
  active_seconds: number;
  answered_at: string;
}

/** A row for each answer of a learner, in the order given. */
export function answerRows(attempt: ReportedAttempt): AnswerRow[] {
  return recordsOf(attempt, 'answered').map((record) => ({
    learner_id: attempt.learner,
    registration: attempt.registration ?? '',
    ...answerRow(record),
  }));
}

/** The cells of one answer that come from its record alone. */
export function answerRow(record: AnsweredRecord): Omit<AnswerRow, 'learner_id' | 'registration'> {
  const node = record.type === 'node';
  return {
    attempt: record.round,
    part: record.part,
    call_id: node ? (record.interaction.split('.')[0] ?? '') : '',
    node_id: node ? record.interaction : '',
    item_id: node ? '' : record.interaction,
    slug: record.slug,
    kp: record.objectives.join(' '),
    type: record.type,
    response_ids: record.response.join(' '),
    correct_ids: record.pattern.join(' '),
    quality: record.quality ?? '',
    score: hundredths(record.score * record.weight),
    max_score: record.weight,
    success: record.score === 1,
    help_used: record.helped === undefined ? '' : String(record.helped),
    confidence: record.sure === undefined ? '' : record.sure ? 'sure' : 'not-sure',
    active_seconds: hundredths(record.latencyMs / 1000),
    answered_at: instant(record.at),
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
