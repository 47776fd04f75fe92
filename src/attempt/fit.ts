import { findInteraction, type CallNode, type Course } from '../course/course.ts';
import type { Attempt, CallRun } from './attempt.ts';
import { accepts } from './judge.ts';
import type { Response } from './record.ts';

/**
 * A restored attempt without what a newer version of the course no longer holds: an answer whose question or option is gone
 * cannot be judged any more. Everything else stays.
 */
export function fit(course: Course, attempt: Attempt): Attempt {
  const valid = (id: string, response: Response): boolean => {
    const found = findInteraction(course, id);
    return found !== undefined && accepts(found, response);
  };
  const has = (id: string): boolean => findInteraction(course, id) !== undefined;
  const { round } = attempt;
  return {
    ...attempt,
    checks: attempt.checks.filter((c) => valid(`${c.lesson}-C`, c.last) && valid(`${c.lesson}-C`, c.first)),
    round: round && {
      ...round,
      calls: round.calls
        .filter((run) => course.calls.some((c) => c.id === run.call))
        .map((run) => playable(course, run)),
      items: round.items
        .filter((run) => has(run.item))
        .map((run) => (run.response && !valid(run.item, run.response) ? { ...run, response: null } : run)),
      scenes: round.scenes
        .filter((run) => has(run.scene))
        .map((run) => (run.response && !valid(run.scene, run.response) ? { ...run, response: null } : run)),
    },
  };
}

/** The steps of a call up to the first that its present version would not allow. */
function playable(course: Course, run: CallRun): CallRun {
  const call = course.calls.find((c) => c.id === run.call);
  let expected = call?.start;
  const good = run.steps.findIndex((step) => {
    const node = call?.nodes.find((n: CallNode) => n.id === step.node);
    const option = node?.options.find((o) => o.id === step.option);
    const fits = step.node === expected && option !== undefined;
    expected = option?.next;
    return !fits;
  });
  return good < 0 ? run : { ...run, steps: run.steps.slice(0, good) };
}
