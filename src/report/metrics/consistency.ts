import { ratio } from './proportion.ts';

/** Points of one graded answer. */
export interface Points {
  earned: number;
  available: number;
}

/**
 * Decision consistency of forms that are drawn at random: share of learners whose odd-numbered and even-numbered answers
 * lead to the same decision at the mark (0 to 1). Halves are shorter than the whole and nothing is stepped up, so it is a lower bound
 * (Subkoviak 1976; split halves, Spearman-Brown not applied). Learners with an empty half do not count; null of nobody.
 */
export function decisionConsistency(
  learners: readonly (readonly Points[])[],
  mark: number,
): { share: number | null; n: number } {
  const decisions = learners.flatMap((answers) => {
    const [odd, even] = [0, 1].map((half) => {
      const mine = answers.filter((_, at) => at % 2 === half);
      const share = ratio(total(mine, 'earned'), total(mine, 'available'));
      // Sums of thirds must not miss the mark by their last digit.
      return share === null ? null : share >= mark - 1e-9;
    });
    return odd === null || even === null ? [] : [odd === even];
  });
  return { share: ratio(decisions.filter(Boolean).length, decisions.length), n: decisions.length };
}

const total = (points: readonly Points[], of: keyof Points): number => points.reduce((sum, each) => sum + each[of], 0);
