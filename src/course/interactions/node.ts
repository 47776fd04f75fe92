import type { CallNode, Quality } from '../course.ts';
import { namesOnce, type Rules } from './rules.ts';

/** Points of 2 (blueprint 6). */
const POINTS: Record<Quality, number> = { best: 2, ok: 1, poor: 0, critical: 0 };

/** What one says or does at a moment of a call. */
export const node: Rules<CallNode> = {
  accepts: (i, response) => response.length === 1 && namesOnce(response, node.choices(i)),
  score: (i, response) => POINTS[i.key[response[0] ?? ''] ?? 'poor'] / 2,
  pattern: (i) => i.options.filter((o) => i.key[o.id] === 'best').map((o) => o.id),
  choices: (i) => i.options.map((o) => o.id),
};
