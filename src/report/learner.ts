import { dayOf } from './day.ts';
import type { Course } from '../course/course.ts';
import type { Quality, Reason } from './quality.ts';
import { instant, registerRow, type RegisterRow } from './register-row.ts';
import { recordsOf, type ReportedAttempt } from './reported-attempt.ts';
import { firstRound, isGraded, wholeRound, type Answer, type WholeRound } from './rounds.ts';
import { settled } from './settle.ts';
import type { Person } from './sources/roster.ts';

/** The register's row with what only other sources, or time, can tell. */
export interface FullRegisterRow extends RegisterRow {
  launched_at: string;
  valid_until: string;
  last_activity: string;
}

/** One learner in one registration, folded: all that the pages work from. */
export interface Learner {
  id: string;
  name: string;
  /** Their line of the roster; null where there is none. */
  person: Person | null;
  attempt: ReportedAttempt;
  register: FullRegisterRow;
  answers: readonly Answer[];
  /** Everything was done, and nothing speaks against it. */
  complete: boolean;
  /** A round was passed, and nothing speaks against it. */
  passed: boolean;
  /** Number of the first round with a graded answer; null before one. */
  first: number | null;
  /** Whether that round was passed; null while it is not over, and where a pass was voided. */
  passedFirst: boolean | null;
  /** The round that set the result, with what it carried over; null before a graded answer. */
  counting: { n: number; round: WholeRound } | null;
  /** What does not fit together in their data. */
  doubts: readonly Reason[];
  /** Whether the receipt they handed in is of this result; null for who handed in none. */
  receiptAgrees: boolean | null;
}

/** Who a learner is: one person may be told of under several ids, an account and a mail address, and the roster knows they are one. */
export const whoOf = ({ id, person }: Pick<Learner, 'id' | 'person'>): string => person?.id ?? id;

const DAY = 86_400_000;

/** Folds what a source tells of a learner; `validDays`: how long a signature counts. */
export function learnerOf(
  reported: ReportedAttempt,
  { person, quality, validDays }: { course: Course; person: Person | null; quality: Quality; validDays: number },
): Learner {
  const attempt = settled(reported, quality);
  const answers = recordsOf(attempt, 'answered');
  const doubts = doubtsOf(attempt, answers);
  for (const doubt of doubts) quality.note(doubt, attempt.learner);
  const row = registerRow(attempt);
  const first = firstRound(answers);
  const ended = recordsOf(attempt, 'round-ended');
  const last = attempt.records.at(-1);
  const dated = attempt.dates !== 'none';
  const launchedAt = attempt.launchedAt ?? (dated ? attempt.records[0]?.at : undefined);
  const believed = !doubts.some((doubt) => UNBELIEVED.has(doubt));
  return {
    id: attempt.learner,
    name: person?.name || attempt.name || '',
    person,
    attempt,
    register: {
      ...row,
      ...(!believed ? { status: 'incomplete' as const, passed_at: '', completed_at: '' } : {}),
      content_version: row.content_version || (attempt.records[0]?.content ?? ''),
      locale: row.locale || (attempt.records[0]?.locale ?? ''),
      launched_at: launchedAt === undefined ? '' : instant(launchedAt),
      // Who opened the course and did nothing was last active then.
      last_activity: last && dated ? instant(last.at) : launchedAt === undefined ? '' : instant(launchedAt),
      ...(dated ? {} : { passed_at: '', completed_at: '' }),
      valid_until: row.promise_signed_at === '' ? '' : dayOf(Date.parse(row.promise_signed_at) + validDays * DAY),
    },
    answers,
    complete: believed && attempt.completion === 'completed',
    passed: believed && !attempt.voidedPass && (attempt.success === 'passed' || ended.some(({ passed }) => passed)),
    first,
    passedFirst: attempt.voidedPass ? null : (ended.find(({ round }) => round === first)?.passed ?? null),
    counting: countingOf(attempt, answers),
    doubts,
    receiptAgrees: null,
  };
}

/** The first round that was passed; without one the best that ended, the earlier of equals; without one the latest begun. */
function countingOf(attempt: ReportedAttempt, answers: readonly Answer[]): Learner['counting'] {
  const ended = recordsOf(attempt, 'round-ended');
  const best = [...ended].sort((a, b) => b.scaled - a.scaled || a.round - b.round)[0];
  const begun = answers.reduce((high, a) => (isGraded(a) ? Math.max(high, a.round) : high), 0);
  const n = (ended.find(({ passed }) => passed) ?? best)?.round ?? begun;
  return n === 0 ? null : { n, round: wholeRound(answers, recordsOf(attempt, 'call-ended'), n) };
}

/** Less time than this nobody needs to answer a whole round. */
const TOO_FAST_MS = 120_000;

/** Verdicts that nobody can have earned. */
const UNBELIEVED: ReadonlySet<Reason> = new Set<Reason>(['passed-without-answers', 'completed-without-answers']);

function doubtsOf(attempt: ReportedAttempt, answers: readonly Answer[]): Reason[] {
  const graded = answers.filter(isGraded);
  const passed = attempt.success === 'passed' || recordsOf(attempt, 'round-ended').some((r) => r.passed);
  const took = answers.reduce((ms, { latencyMs }) => ms + latencyMs, 0);
  const timed = !answers.some(({ untimed }) => untimed);
  const firstAt = answers[0]?.at ?? Number.NEGATIVE_INFINITY;
  const signed = recordsOf(attempt, 'signed');
  const dated = attempt.dates !== 'none';
  const wrongOrder = [attempt.passedAt, ...signed.map(({ at }) => at)].some((at) => at !== undefined && at < firstAt);
  const longPause = answers.some(({ at }, n) => at - (answers[n - 1]?.at ?? at) > 30 * DAY);
  return [
    ...(passed && graded.length === 0 ? (['passed-without-answers'] as const) : []),
    ...(!passed && attempt.completion === 'completed' && graded.length === 0
      ? (['completed-without-answers'] as const)
      : []),
    ...(passed && graded.length > 0 && timed && took < TOO_FAST_MS ? (['too-fast'] as const) : []),
    ...(dated && wrongOrder ? (['out-of-order'] as const) : []),
    ...(dated && longPause ? (['gaps'] as const) : []),
  ];
}
