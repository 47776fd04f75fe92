import type { Multiple } from '../course.ts';
import { namesOnce, type Rules } from './rules.ts';

/** All that fit: (right picks − wrong picks) ÷ number of keys, never below 0 (blueprint 7). */
export const multiple: Rules<Multiple> = {
  accepts: (i, response) => response.length > 0 && namesOnce(response, multiple.choices(i)),
  score: (i, response) => {
    const right = response.filter((id) => i.key.includes(id)).length;
    return Math.max(0, right - (response.length - right)) / i.key.length;
  },
  pattern: (i) => i.key,
  choices: (i) => i.options.map((o) => o.id),
};
