import type { Course } from '../course/course.ts';
import type { Action, Step } from './action.ts';
import type { Attempt } from './attempt.ts';
import type { AttemptRecord } from './record.ts';
import { step } from './step.ts';

/** An action as a journal keeps it: what gives facts, or what later facts hang on. */
export type Journalled = Exclude<Action, { kind: 'open' | 'active-time' }>;

/** Whether an action belongs into a journal: moving about and time do not. */
export const isJournalled = (action: Action): action is Journalled =>
  action.kind !== 'open' && action.kind !== 'active-time';

/** Actions that give no record of their own. */
const QUIET: readonly Action['kind'][] = ['help', 'skip-call', 'self-check'];

/**
 * Does again what a saved attempt does not hold of a journal: answers that were given and never stored. What it holds
 * already changes nothing, so a journal may be done again as often as one likes, on any later state.
 */
export function replay(course: Course, attempt: Attempt, journal: readonly Journalled[]): Step {
  let now = attempt;
  const records: AttemptRecord[] = [];
  for (const action of journal) {
    if (isKnown(now, action)) continue;
    const next = step(course, now, action);
    if (next.records.length === 0 && !QUIET.includes(action.kind)) continue;
    now = next.attempt;
    records.push(...next.records);
  }
  return { attempt: now, records };
}

/** What `step` would do a second time, because a learner may. */
function isKnown({ round, promise }: Attempt, action: Journalled): boolean {
  // A draw is known by its seed; an older one must not begin a new round after a later one has ended.
  if (action.kind === 'start-round')
    return round !== null && (round.seed === action.seed >>> 0 || round.result !== null);
  return action.kind === 'decline' && promise?.kind === 'declined' && promise.at >= action.at;
}
