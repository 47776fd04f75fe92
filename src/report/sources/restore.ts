import { judge, rulesOf } from '../../attempt/judge.ts';
import { findInteraction, type Course } from '../../course/course.ts';
import type { ReportedAttempt, Traced } from '../reported-attempt.ts';
import { recordsOf } from '../reported-attempt.ts';

/** SCORM writes scores with two decimals. */
const ROUNDED = 0.0051;

/**
 * What SCORM rounds or leaves out and the course still knows: the exact score, which harmful choice was the critical one, what
 * else could be chosen. Only where the answer belongs to this very version of the course and our judgement agrees with
 * what was told; all other answers stay as they are.
 */
export function restored(attempt: ReportedAttempt, course: Course): ReportedAttempt {
  const version = recordsOf(attempt, 'meta').at(-1)?.content;
  if (version !== course.version) return attempt;
  return { ...attempt, records: attempt.records.map((record) => restore(record, course)) };
}

function restore(record: Traced, course: Course): Traced {
  if (record.kind === 'answered') {
    const found = findInteraction(course, record.interaction);
    const rules = found && rulesOf(found);
    if (!found || !rules?.accepts(found, record.response)) return record;
    const score = judge(found, record.response);
    if (Math.abs(score - record.score) > ROUNDED) return record;
    const targets = rules.targets?.(found);
    return {
      ...record,
      type: found.type,
      score,
      choices: rules.choices(found),
      ...(targets ? { targets } : {}),
      ...(found.type === 'node' ? { quality: found.key[record.response[0] ?? ''] ?? 'poor' } : {}),
    };
  }
  return record;
}
