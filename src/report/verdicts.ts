import { recordsOf, type ReportedAttempt, type Traced } from './reported-attempt.ts';
import type { Scope } from './scope.ts';
import type { Trainee } from './trainees.ts';
import type { RoundEndedRecord } from '../attempt/record.ts';

/** Results of graded attempts that may stand in one figure: of the major version that is looked at. */
export const comparableEnds = (scope: Scope, attempt: ReportedAttempt): Traced<RoundEndedRecord>[] =>
  recordsOf(attempt, 'round-ended').filter((end) => scope.isComparable(end));

/** Whether somebody passed in their first graded attempt, and in any; null for who has ended none of this version. */
export function verdictsOf(scope: Scope, { enrolments }: Trainee): { first: boolean; any: boolean } | null {
  const sat = enrolments.filter(({ attempt }) => comparableEnds(scope, attempt).length > 0);
  const [earliest] = sat;
  if (!earliest) return null;
  const ends = comparableEnds(scope, earliest.attempt);
  const first = earliest.passedFirst === true && ends.some(({ round }) => round === earliest.first);
  const any = sat.some(({ attempt, passed }) => {
    const passes = recordsOf(attempt, 'round-ended').filter((end) => end.passed);
    // An LMS may pass somebody whom the course did not; a pass in another version is none in this.
    return passed && (passes.length === 0 || passes.some((end) => scope.isComparable(end)));
  });
  return { first, any };
}
