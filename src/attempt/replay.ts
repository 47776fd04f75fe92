import type { Course } from '../course/course.ts';
import type { Action, Step } from './action.ts';
import type { Attempt } from './attempt.ts';
import type { AttemptRecord } from './record.ts';
import { step } from './step.ts';

/**
 * An action as a journal keeps it: what gives facts, or what later facts hang on. `round`: the number of the round it
 * belongs to, or begins; 0 before the first, missing where an older version kept the journal.
 */
export type Journalled = Exclude<Action, { kind: 'open' | 'active-time' }> & { round?: number };

/** An action as it goes into a journal, after it was done; null for moving about and time. */
export const journalled = (action: Action, { round }: Attempt): Journalled | null =>
  action.kind === 'open' || action.kind === 'active-time' ? null : { ...action, round: round?.n ?? 0 };

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
    if (isKnown(course, now, action)) continue;
    const next = step(course, now, action);
    if (next.records.length === 0 && !QUIET.includes(action.kind)) continue;
    now = next.attempt;
    records.push(...next.records);
  }
  return { attempt: now, records };
}

/** What `step` would do a second time, because a learner may, or to another round than the one it was meant for. */
function isKnown(course: Course, { round, promise }: Attempt, action: Journalled): boolean {
  const reached = round?.n ?? 0;
  switch (action.kind) {
    case 'start-round':
      // Without a number a draw is known by its seed; an older one must not begin a new round after a later one has ended.
      return action.round === undefined
        ? round !== null && (round.seed === action.seed >>> 0 || round.result !== null)
        : action.round !== reached + 1;
    case 'answer':
      return !isCheck(course, action.interaction) && isOther(action, reached);
    case 'help':
    case 'skip-call':
    case 'open-fix':
      return isOther(action, reached);
    case 'decline':
      return promise?.kind === 'declined' && promise.at >= action.at;
    default:
      return false;
  }
}

/** The checks of the lessons belong to no round. */
const isCheck = (course: Course, id: string): boolean => course.lessons.some(({ check }) => check.id === id);

/** Another round may ask the same: its answer is another one. */
const isOther = ({ round }: Journalled, reached: number): boolean => round !== undefined && round !== reached;
