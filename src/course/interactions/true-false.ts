import type { TrueFalse } from '../course.ts';
import type { Rules } from './rules.ts';

export const trueFalse: Rules<TrueFalse> = {
  accepts: (_i, response) => response.length === 1 && (response[0] === 'true' || response[0] === 'false'),
  score: (i, response) => (response[0] === String(i.key) ? 1 : 0),
  pattern: (i) => [String(i.key)],
  choices: () => ['false', 'true'],
};
