import type { Scene } from '../course.ts';
import { halves, pair, pairsAll, type Rules } from './rules.ts';

/** What a segment can be marked as. */
export const LABELS = ['RF1', 'RF2', 'RF3', 'RF4', 'RF5', 'none'] as const;

/** Points for one segment: the right flag 1, another flag ½, “fine” 0; a decoy left alone 1, flagged 0 (blueprint 8.1). */
export function segmentScore(truth: string, given: string): number {
  if (truth === given) return 1;
  return truth !== 'none' && given !== 'none' ? 0.5 : 0;
}

const mean = (list: number[]): number => list.reduce((sum, n) => sum + n, 0) / list.length;

/** A label for each segment: half for the flagged ones, half for the decoys, so marking everything earns at most 50 %. */
export const scene: Rules<Scene> = {
  accepts: (i, response) => pairsAll(response, scene.choices(i), LABELS),
  score: (i, response) => {
    const given = Object.fromEntries(response.map(halves));
    const scores = Object.entries(i.key).map(([segment, truth]) => ({
      flagged: truth !== 'none',
      score: segmentScore(truth, given[segment] ?? 'none'),
    }));
    return (
      mean(scores.filter((s) => s.flagged).map((s) => s.score)) / 2 +
      mean(scores.filter((s) => !s.flagged).map((s) => s.score)) / 2
    );
  },
  pattern: (i) => i.segments.map((s) => pair(s.id, i.key[s.id] ?? 'none')),
  choices: (i) => i.segments.map((s) => s.id),
  targets: () => LABELS,
};
