import type { Choice } from '../course.ts';
import { namesOnce, type Rules } from './rules.ts';

/** One option of three or four: right or wrong. */
export const choice: Rules<Choice> = {
  accepts: (i, response) => response.length === 1 && namesOnce(response, choice.choices(i)),
  score: (i, response) => (response[0] === i.key ? 1 : 0),
  pattern: (i) => [i.key],
  choices: (i) => i.options.map((o) => o.id),
};
