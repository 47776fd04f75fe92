import type { Matching } from '../course.ts';
import { halves, pair, pairsAll, type Rules } from './rules.ts';

/** A target for each source: right pairs ÷ pairs. Two sources may share a target. */
export const matching: Rules<Matching> = {
  accepts: (i, response) =>
    pairsAll(
      response,
      matching.choices(i),
      i.targets.map((t) => t.id),
    ),
  score: (i, response) => {
    const right = response.map(halves).filter(([source, target]) => i.key[source] === target).length;
    return right / i.sources.length;
  },
  pattern: (i) => i.sources.map((s) => pair(s.id, i.key[s.id] ?? '')),
  choices: (i) => i.sources.map((s) => s.id),
  targets: (i) => i.targets.map((t) => t.id),
};
