import type { Course } from '../course/course.ts';
import type { Attempt } from './attempt.ts';
import { motivationOf, pointsOf, scoreRound, sum, type Points, type ScoredRound } from './score.ts';

/** How far a learner has come on one key point or motivation in the present round. Points, not percent. */
export interface Evidence {
  id: string;
  name: string;
  earned: number;
  available: number;
  observations: number;
  /** `too-little` below two observations. It steers help and never fails anyone by itself. */
  status: 'mastered' | 'developing' | 'too-little';
}

/** What an attempt amounts to. Completion and success stay apart until an adapter must fold them. */
export interface Outcome {
  completion: 'incomplete' | 'completed';
  /** `failed` only when the tries are used up. */
  success: 'unknown' | 'passed' | 'failed';
  /** Best total of an ended round, 0 to 1; null before the first has ended. */
  scaled: number | null;
  /** Done parts of 15, 0 to 1: ten checks, three calls, the questions, checklist with promise. */
  progress: number;
  objectives: Evidence[];
  motivations: Evidence[];
  /** The present round, scored as far as it goes. */
  round: ScoredRound | null;
}

/** A key point is mastered from this share of its points on, given two observations. */
const OBJECTIVE_MASTERED = 0.7;
const MIN_OBSERVATIONS = 2;

/** Works out what an attempt amounts to. */
export function outcome(course: Course, attempt: Attempt): Outcome {
  const round = attempt.round && scoreRound(course, attempt.round);
  const points = round ? pointsOf(course, round) : [];
  return {
    completion: attempt.completed ? 'completed' : 'incomplete',
    success: attempt.passed ? 'passed' : triesUsedUp(course, attempt) ? 'failed' : 'unknown',
    scaled: attempt.results.length === 0 ? null : Math.max(...attempt.results.map((r) => r.scaled)),
    progress: progress(attempt, round),
    objectives: course.objectives.map((o) =>
      evidence(
        o,
        points.filter((p) => p.objective === o.id),
        OBJECTIVE_MASTERED,
      ),
    ),
    motivations: course.motivations.map((m) =>
      evidence(
        m,
        points.filter((p) => motivationOf(course, p.objective) === m.id),
        course.settings.groupMinimum / 100,
      ),
    ),
    round,
  };
}

function evidence({ id, name }: { id: string; name: string }, points: Points[], mark: number): Evidence {
  const earned = sum(points.map((p) => p.earned));
  const available = sum(points.map((p) => p.available));
  const enough = points.length >= MIN_OBSERVATIONS;
  return {
    id,
    name,
    earned,
    available,
    observations: points.length,
    status: !enough ? 'too-little' : earned >= mark * available - 1e-9 ? 'mastered' : 'developing',
  };
}

/** Whether a limit on tries is set and reached by rounds that did not pass. */
export const triesUsedUp = (course: Course, attempt: Attempt): boolean =>
  !attempt.passed && course.settings.maxAttempts !== null && attempt.results.length >= course.settings.maxAttempts;

function progress(attempt: Attempt, round: ScoredRound | null): number {
  // Once a round has ended its parts stay done: a retake takes nothing away.
  const again = attempt.results.length > 0;
  const calls = again ? 3 : (round?.calls.filter((c) => c.node === null).length ?? 0);
  const questions = again || round?.itemsDone ? 1 : 0;
  const checklist = attempt.promise?.kind === 'signed' ? 1 : 0;
  return (Math.min(10, attempt.checks.length) + Math.min(3, calls) + questions + checklist) / 15;
}
