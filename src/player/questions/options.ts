import { shuffled } from '../../attempt/shuffle.ts';
import type { Choice, Multiple, TrueFalse } from '../../course/course.ts';
import { t } from '../translate.ts';

/** The options of a question in the order the learner sees them; true comes before false, others are shuffled. */
export function optionsOf(question: Choice | Multiple | TrueFalse, seed: number): { id: string; text: string }[] {
  if (question.type === 'true-false') {
    return [
      { id: 'true', text: t('question.true') },
      { id: 'false', text: t('question.false') },
    ];
  }
  return shuffled(question.options, seed, question.id);
}
