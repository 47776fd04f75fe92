/** What can be wrong with what a source tells. `out`: it is in no figure. `kept`: it is counted, and doubted. */
export const REASONS = {
  'not-json': { what: 'Lines or files that are not JSON', fate: 'out' },
  'too-long': { what: 'Statements longer than 1 MB', fate: 'out' },
  'no-statement': {
    what: 'JSON that is no statement: verb, object, actor or time is missing or of another shape',
    fate: 'out',
  },
  'no-learner': { what: 'Statements whose actor names no single person', fate: 'out' },
  'other-content': { what: 'Statements about other content', fate: 'out' },
  'not-reported': { what: 'Statements of this course that no report needs, such as progress', fate: 'kept' },
  broken: { what: 'Statements and rows of this course whose answer cannot be read', fate: 'out' },
  future: { what: 'Statements and rows dated in the future', fate: 'out' },
  'too-old': { what: 'Statements and rows older than the retention that is set', fate: 'out' },
  voided: { what: 'Statements that were voided', fate: 'out' },
  'same-statement': { what: 'Statements told twice (same id)', fate: 'out' },
  'same-answer': { what: 'Answers and results told twice (same question, same round)', fate: 'out' },
  'same-progress': { what: 'Progress files of somebody who handed in another one: they are one learner', fate: 'kept' },
  'other-version': { what: 'Answers from another major version of the course, left out of statistics', fate: 'kept' },
  'no-version': { what: 'Answers that do not say which version of the course they belong to', fate: 'kept' },
  'unknown-item': { what: 'Answers to questions that this version of the course does not have', fate: 'kept' },
  'other-item': {
    what: 'Answers to another version of a question than this course has: rows of their own, in no other figure',
    fate: 'kept',
  },
  'passed-without-answers': {
    what: 'Learners reported as passed without a graded answer: not counted as passed',
    fate: 'out',
  },
  'completed-without-answers': {
    what: 'Learners reported as complete without a graded answer: not counted as complete',
    fate: 'out',
  },
  'too-fast': { what: 'Learners who passed in under two minutes of answering', fate: 'kept' },
  'many-authorities': {
    what: 'Registrations of one learner whose statements were written under more than one authority',
    fate: 'kept',
  },
  'shared-registration': { what: 'Registrations that more than one learner uses', fate: 'kept' },
  'shared-account': {
    what: 'Learners whose account name comes from more than one home page: they may be two people',
    fate: 'kept',
  },
  'out-of-order': { what: 'Learners whose pass or signature is older than their first answer', fate: 'kept' },
  gaps: { what: 'Learners with a pause of more than 30 days between answers', fate: 'kept' },
  'not-on-roster': { what: 'Learners in the data who are not on the roster', fate: 'kept' },
  'not-in-data': { what: 'People on the roster of whom the data says nothing', fate: 'kept' },
  'roster-broken': { what: 'Roster lines without an id, or with one that stands there twice', fate: 'out' },
  'roster-date': {
    what: 'Dates of the roster that are no day written as 2026-01-31: they count as unknown',
    fate: 'out',
  },
  'table-quote': {
    what: 'Lines of a roster or an export with a quotation mark that is not closed, read as it stands',
    fate: 'kept',
  },
  'file-unknown': { what: 'Files that are neither statements, nor an export, nor a receipt', fate: 'out' },
  'file-broken': { what: 'Files that could not be read to their end: what stood before is counted', fate: 'out' },
  'row-nobody': { what: 'Rows of an export without a learner', fate: 'out' },
  'status-unknown': {
    what: 'Attempts whose status an export tells in a word that SCORM does not have: it counts for nothing',
    fate: 'kept',
  },
  'row-not-judged': {
    what: 'Rows of an export that has no column for right or wrong, from another version of the course',
    fate: 'out',
  },
  letters: { what: 'Answers that the LMS stores as letters, read with this course’s item key', fate: 'kept' },
  'letters-unread': {
    what: 'Answers stored as letters, from another version of the course: nobody here knows what they stand for',
    fate: 'kept',
  },
  'receipt-differs': { what: 'Learners whose receipt code is not that of their record', fate: 'kept' },
  'receipt-of-nobody': { what: 'Receipts whose code fits no record here', fate: 'kept' },
  'row-not-ours': { what: 'Interaction rows of an export that this course did not write', fate: 'out' },
} as const;

export type Reason = keyof typeof REASONS;

/** One line of the data quality page. */
export interface QualityRow {
  reason: Reason;
  what: string;
  fate: 'out' | 'kept';
  count: number;
  /** Where it was met first: a statement id, a file and line, or a learner; '' where nothing names it. */
  example: string;
}

/** Something that was left out, and where it was met. */
export interface Refused {
  reason: Reason;
  what: string;
  where: string;
}

/** So many are named one by one; all are counted. */
const MOST_NAMED = 2000;

/** Counts whatever is odd in the data, so that nothing is dropped in silence. */
export class Quality {
  /** Statements or rows read, whatever became of them. */
  read = 0;
  readonly #counts = new Map<Reason, { count: number; example: string }>();
  #named: { reason: Reason; where: string }[] = [];

  note(reason: Reason, example = '', times = 1): void {
    if (times > 0 && REASONS[reason].fate === 'out' && this.#named.length < MOST_NAMED)
      this.#named.push({ reason, where: example.slice(0, 200) });
    const seen = this.#counts.get(reason);
    if (seen) seen.count += times;
    else if (times > 0) this.#counts.set(reason, { count: times, example: example.slice(0, 200) });
  }

  count(reason: Reason): number {
    return this.#counts.get(reason)?.count ?? 0;
  }

  /** What was met, in the order of the table above. */
  rows(): QualityRow[] {
    return (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
      const seen = this.#counts.get(reason);
      return seen ? [{ reason, ...REASONS[reason], ...seen }] : [];
    });
  }

  /** What was left out, one by one in the order in which it was met; the first 2,000. */
  refused(): Refused[] {
    return this.#named.map(({ reason, where }) => ({ reason, what: REASONS[reason].what, where }));
  }

  /** A copy that goes its own way: what is found out at the end must not be counted twice when the end comes twice. */
  copy(): Quality {
    const copy = new Quality();
    copy.read = this.read;
    copy.#named = [...this.#named];
    for (const [reason, seen] of this.#counts) copy.#counts.set(reason, { ...seen });
    return copy;
  }
}
