import type { AttemptRecord } from '../attempt/record.ts';

/** All that one source tells of one learner at one course: the verdict the LMS holds, and the records behind it. */
export interface ReportedAttempt {
  /** The learner as the source names them; a pseudonym where the LMS uses one. */
  learner: string;
  /** The enrolment, where the standard has one. */
  registration: string | null;
  completion: 'completed' | 'incomplete';
  success: 'passed' | 'failed' | 'unknown';
  /** The score on record, 0 to 1; null before a first graded round has ended. */
  scaled: number | null;
  /** In the order in which they were told. */
  records: readonly AttemptRecord[];
}

/** The records of one kind. */
export function recordsOf<K extends AttemptRecord['kind']>(
  { records }: Pick<ReportedAttempt, 'records'>,
  kind: K,
): Extract<AttemptRecord, { kind: K }>[] {
  return records.filter((record): record is Extract<AttemptRecord, { kind: K }> => record.kind === kind);
}
