import type { Course } from '../course/course.ts';
import type { Round } from './attempt.ts';
import { motivationOf, pointsOf, scoreRound, sum, type ScoredRound } from './score.ts';

/** What a retake asks again: call ids, question ids, and whether there are new scenes. All else is carried over. */
export interface Redo {
  calls: string[];
  items: string[];
  scenes: boolean;
}

/**
 * What a round that was not passed leaves to do: calls not mastered, questions that lost points on weak key points,
 * scenes below their mark. If a perfect retake of these could still not reach every gate, the parts that lost most join in.
 */
export function partsToRedo(course: Course, round: Round): Redo {
  const scored = scoreRound(course, round);
  const missedTotal = scored.openGates.some((gate) => gate === 'total' || gate.startsWith('M'));
  const redo: Redo = {
    calls: scored.calls.filter((c) => !c.mastered).map((c) => c.run.call),
    items: scored.items
      .filter((i) => (i.score ?? 0) < 1 && (missedTotal || isWeak(course, scored, i.run.item)))
      .map((i) => i.run.item),
    scenes: scored.openGates.includes('scenes'),
  };
  const spare = scored.calls.filter((c) => c.mastered).sort((a, b) => a.score - b.score);
  while (!reachable(course, scored, redo)) {
    const call = spare.shift();
    if (call) redo.calls.push(call.run.call);
    else if (!redo.scenes) redo.scenes = true;
    else break;
  }
  return redo;
}

/** Whether a question's key point is below 70 % in this round. */
function isWeak(course: Course, scored: ScoredRound, item: string): boolean {
  const kp = course.items.find((i) => i.id === item)?.kp;
  const points = pointsOf(course, scored).filter((p) => p.objective === kp);
  return sum(points.map((p) => p.earned)) < 0.7 * sum(points.map((p) => p.available));
}

/** Whether everything right in the parts to redo would meet the total and every motivation. */
function reachable(course: Course, scored: ScoredRound, redo: Redo): boolean {
  const calls = scored.calls.map((c) => (redo.calls.includes(c.run.call) ? 1 : c.score));
  const items = scored.items.map((i) => (redo.items.includes(i.run.item) ? 1 : (i.score ?? 0)));
  const total =
    50 * (sum(calls) / calls.length) +
    30 * (sum(items) / items.length) +
    20 * (redo.scenes ? 1 : (scored.scenesScore ?? 0));
  if (total < course.settings.mastery) return false;
  const kept = {
    calls: scored.calls.filter((c) => !redo.calls.includes(c.run.call)),
    items: scored.items.filter((i) => !redo.items.includes(i.run.item)),
    scenes: redo.scenes ? [] : scored.scenes,
  };
  // Redone parts could add points anywhere; count what is kept against the full round's points.
  const all = pointsOf(course, scored);
  const lost = pointsOf(course, kept);
  return course.motivations.every(({ id }) => {
    const mine = (p: { objective: string }): boolean => motivationOf(course, p.objective) === id;
    const available = sum(all.filter(mine).map((p) => p.available));
    const missing = sum(lost.filter(mine).map((p) => p.available - p.earned));
    return available === 0 || 100 * (1 - missing / available) >= course.settings.groupMinimum;
  });
}
