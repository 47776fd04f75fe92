import type { AttemptRecord } from '../attempt/record.ts';

/** A record, and what its source says about where it comes from. */
export type Traced<R extends AttemptRecord = AttemptRecord> = R & {
  /** Id of the statement it was; nothing where the source has none. */
  statement?: string;
  /** Version of the course; nothing where only the round's own record says it. */
  content?: string;
  locale?: string;
  /** The source does not tell how long the answer took; its latency is no number then. */
  untimed?: true;
  /** The source does not tell whether the answer was right; its score is no number then. */
  unjudged?: true;
};

/** All that one source tells of one learner at one course: the verdict the LMS holds, and the records behind it. */
export interface ReportedAttempt {
  /** The learner as the source names them; a pseudonym where the LMS uses one. */
  learner: string;
  /** A name for people, where the source gives one. */
  name?: string;
  /** The enrolment, where the standard has one. */
  registration: string | null;
  /** Where an LMS has several attempts of one learner apart: which one. */
  series?: string;
  completion: 'completed' | 'incomplete';
  success: 'passed' | 'failed' | 'unknown';
  /** A pass was told and voided, and none stands: then what a round says is no pass either. */
  voidedPass?: true;
  /** The score on record, 0 to 1; null before a first graded round has ended. */
  scaled: number | null;
  /** When the LMS or the course said so, ms since the epoch; nothing where the source does not tell. */
  completedAt?: number;
  passedAt?: number;
  launchedAt?: number;
  /** Time in use and time between opening and leaving, ms; nothing where the source does not tell. */
  activeMs?: number;
  clockMs?: number;
  /** `none`: the source tells no days, so no time of a record is one; their order is the order of the list. */
  dates?: 'none';
  /** In the order in which they were told. */
  records: readonly Traced[];
}

/** The records of one kind. */
export function recordsOf<K extends AttemptRecord['kind']>(
  { records }: Pick<ReportedAttempt, 'records'>,
  kind: K,
): Traced<Extract<AttemptRecord, { kind: K }>>[] {
  return records.filter((record): record is Traced<Extract<AttemptRecord, { kind: K }>> => record.kind === kind);
}
