import { t } from './translate.ts';

/** A score of 0 to 1 in a word, with the shape and colour that go with it. */
export function verdict(score: number): { name: 'right' | 'partly' | 'wrong'; words: string } {
  if (score >= 1) return { name: 'right', words: t('verdict.right') };
  return score > 0 ? { name: 'partly', words: t('verdict.partly') } : { name: 'wrong', words: t('verdict.wrong') };
}
