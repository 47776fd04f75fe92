import { fromProgress } from '../../tracking/standalone/progress.ts';
import type { ReportedAttempt } from '../reported-attempt.ts';

/** What a progress file of a course without an LMS tells; null for a text no such course wrote. It names nobody. */
export function fromProgressFile(course: { id: string }, text: string): ReportedAttempt | null {
  const progress = fromProgress(course, text);
  if (!progress) return null;
  const { completed, passed, failed, scaled, records } = progress;
  return {
    learner: '',
    registration: null,
    completion: completed ? 'completed' : 'incomplete',
    success: passed ? 'passed' : failed ? 'failed' : 'unknown',
    scaled,
    records,
  };
}
