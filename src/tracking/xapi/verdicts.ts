import type { AttemptRecord } from '../../attempt/record.ts';
import type { Snapshot } from '../session.ts';
import type { UnitVerb } from './connection.ts';
import { isoDuration } from './duration.ts';
import type { Result } from './statement.ts';

/**
 * What a snapshot says about the unit as a whole: passed and completed when they are reached, failed only when no try
 * is left. `mastery` is the LMS's mark, 0 to 1, or null; 0 is one.
 */
export function verdictsOf(
  records: readonly AttemptRecord[],
  { outcome, sessionMs }: Snapshot,
  mastery: number | null,
): [UnitVerb, Result][] {
  const duration = isoDuration(records.find((r) => r.kind === 'completed')?.durationMs ?? sessionMs);
  const score = outcome.scaled ?? 0;
  const said: [UnitVerb, Result][] = [];
  // A pass under an earlier, lower mark is none under this one. Scores are rounded: to just below is still reached.
  if (outcome.success === 'passed' && (mastery === null || score >= mastery - 0.0001))
    said.push(['passed', { score: { scaled: Math.max(score, mastery ?? 0) }, success: true, duration }]);
  // A mark that was reached cannot be failed by (cmi5 §9.3.5): other gates that stand open are told by `scored`.
  if (outcome.success === 'failed' && (mastery === null || score < mastery))
    said.push([
      'failed',
      {
        ...(outcome.scaled === null ? {} : { score: { scaled: Math.max(score, 0) } }),
        success: false,
        duration,
      },
    ]);
  if (outcome.completion === 'completed') said.push(['completed', { completion: true, duration }]);
  return said;
}
