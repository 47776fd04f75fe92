import type { Course } from '../../course/course.ts';
import { recordsOf, type ReportedAttempt } from '../reported-attempt.ts';

/** What one row of an export says of the whole attempt, in the LMS's words; '' where it says nothing. */
export interface Said {
  status: string;
  success: string;
  score: string;
}

const COMPLETE = /^(passed|completed?)$/;
const OPEN = /^(|-|failed|incomplete|in progress|not attempted|not started|browsed|unknown)$/;
const PASSED = /^(passed|yes|true|1)$/;
const FAILED = /^(failed|no|false|0)$/;
const UNDECIDED = /^(|-|unknown)$/;

/** The verdict of all rows together: the best of them, because every row of an export was true once. Where none has one, the records tell. */
export function verdictOf(
  said: readonly Said[],
  attempt: Pick<ReportedAttempt, 'records'>,
  course: Course,
): Pick<ReportedAttempt, 'completion' | 'success' | 'scaled'> {
  const ended = recordsOf(attempt, 'round-ended');
  const words = said.map(({ status, success }) => ({ status: status.toLowerCase(), success: success.toLowerCase() }));
  const passed =
    words.some(({ status, success }) => status === 'passed' || PASSED.test(success)) || ended.some((r) => r.passed);
  const failed = words.some(({ status, success }) => status === 'failed' || FAILED.test(success));
  const checks = new Set(recordsOf(attempt, 'answered').flatMap((a) => (a.part === 'check' ? a.interaction : [])));
  const allDone = passed && recordsOf(attempt, 'signed').length > 0 && checks.size >= course.lessons.length;
  const isTold = words.some(({ status }) => status !== '');
  const scores = ended.length > 0 ? ended.map(({ scaled }) => scaled) : said.flatMap(({ score }) => scaledOf(score));
  return {
    completion: (isTold ? words.some(({ status }) => COMPLETE.test(status)) : allDone) ? 'completed' : 'incomplete',
    success: passed ? 'passed' : failed ? 'failed' : 'unknown',
    scaled: scores.length === 0 ? null : Math.max(...scores),
  };
}

/** Words of rows that no SCORM edition has: what they mean is not known, and so they count for nothing. */
export const unknownWords = (said: readonly Said[]): string[] => [
  ...new Set(
    said.flatMap(({ status, success }) => [
      ...(COMPLETE.test(status.toLowerCase()) || OPEN.test(status.toLowerCase()) ? [] : [status]),
      ...([PASSED, FAILED, UNDECIDED].some((known) => known.test(success.toLowerCase())) ? [] : [success]),
    ]),
  ),
];

/** `85`, `85%`, `85,5 %` or `17/20` as 0 to 1; nothing for what is no such score. */
function scaledOf(score: string): number[] {
  const [raw = Number.NaN, most = 100] = score.replace('%', '').replaceAll(',', '.').split('/').map(Number);
  return raw > 0 && raw <= most ? [raw / most] : [];
}
