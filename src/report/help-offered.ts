import type { Learner } from './learner.ts';
import { callOf, type Answer } from './rounds.ts';
import type { Scope } from './scope.ts';
import { firstAnswers } from './tables/item-stats.ts';

/**
 * Answers of a first attempt at whose moment the rule could be asked for: every moment of the first call, the first of the second, none
 * after that (course blueprint, section 6). Later attempts carry calls over, which no standard tells, so they do not count. Empty where
 * the source does not tell of help.
 */
export function offeredHelp(scope: Scope, learner: Learner): (Answer & { helped: boolean })[] {
  const calls: string[] = [];
  return firstAnswers(scope, learner).filter((answer): answer is Answer & { helped: boolean } => {
    if (answer.type !== 'node' || answer.helped === undefined) return false;
    const isFirst = !calls.includes(callOf(answer));
    if (isFirst) calls.push(callOf(answer));
    const place = calls.indexOf(callOf(answer));
    return place === 0 || (place === 1 && isFirst) || answer.helped;
  });
}
