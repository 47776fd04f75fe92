import type { Sequencing } from '../course.ts';
import { namesOnce, type Rules } from './rules.ts';

/** All steps in order: 1 − inversions ÷ the most there can be (blueprint 7). */
export const sequencing: Rules<Sequencing> = {
  accepts: (i, response) => response.length === i.steps.length && namesOnce(response, sequencing.choices(i)),
  score: (i, response) => {
    const places = response.map((id) => i.key.indexOf(id));
    const inversions = places.flatMap((a, at) => places.slice(at + 1).filter((b) => b < a)).length;
    return 1 - inversions / ((places.length * (places.length - 1)) / 2);
  },
  pattern: (i) => i.key,
  choices: (i) => i.steps.map((s) => s.id),
};
