import { crc32 } from '../../attempt/crc32.ts';
import { fromProgress, type Progress } from '../../tracking/standalone/progress.ts';
import type { ReportedAttempt } from '../reported-attempt.ts';

/** What a progress file of a course without an LMS tells; null for a text no such course wrote. It names nobody. */
export function fromProgressFile(course: { id: string }, text: string): ReportedAttempt | null {
  const progress = fromProgress(course, text);
  return progress && attemptOf(progress, '');
}

/** The same of a JSON value from a file of that name. Null for what is no saved progress, such as a statement. */
export function fromProgressValue(course: { id: string }, value: unknown, file: string): ReportedAttempt | null {
  if (typeof value !== 'object' || value === null || !('suspendData' in value)) return null;
  const text = textOf(value);
  const progress = text === null ? null : fromProgress(course, text);
  return progress && { ...attemptOf(progress, learnerOf(progress) ?? file), name: file };
}

/**
 * Who saved it, as far as anybody can tell: every file has the same name, and none names a person. What was done first,
 * to the millisecond, stays the same in whatever the learner saves later; null for who has done nothing.
 */
function learnerOf({ records: [first] }: Progress): string | null {
  if (!first) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(first));
  const sums = [crc32(bytes), crc32(bytes.toReversed())];
  return `progress-${sums.map((sum) => sum.toString(16).padStart(8, '0')).join('')}`;
}

/** A value as JSON again; null for one that is nested deeper than anything this course writes. */
function textOf(value: object): string | null {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function attemptOf(progress: Progress, learner: string): ReportedAttempt {
  const { completed, passed, failed, scaled, records } = progress;
  return {
    learner,
    registration: null,
    completion: completed ? 'completed' : 'incomplete',
    success: passed ? 'passed' : failed ? 'failed' : 'unknown',
    scaled,
    records,
  };
}
