import type { Figures, Run } from '../fault.ts';
import type { Side } from './side.ts';

/** Words about saving, and until when they stood there. */
export interface Shown {
  words: string;
  from: number;
  to: number;
}

/** Longest time between an answer and what the page says of it, ms: a slow machine, not a fault. */
const PATIENCE_MS = 1500;

/** What a learner has done and seen: each answer given and when, and each thing said about saving. */
interface Seen {
  taken: ReadonlyMap<string, number>;
  shown: readonly Shown[];
}

/** Holds what a learner has done and seen against what reached the server. */
export function runOf(
  { taken, shown }: Seen,
  side: Side,
  faultEnded: number | null,
  variant: string,
  problems: string[],
): Run {
  const first = side.firstStored();
  const final = side.final();
  const unique = new Set(final);
  const waits = [...taken].map(([key, at]) => (first.get(key) ?? at) - at);
  const last = Math.max(...[...taken.keys()].map((key) => first.get(key) ?? 0));
  const said = shown.map(({ words }) => words);
  const figures: Figures = {
    taken: taken.size,
    stored: unique.size,
    lost: [...taken.keys()].filter((key) => !unique.has(key)).length,
    duplicated: final.length - unique.size,
    falseSaved: falseSaved({ taken, shown }, first),
    recoverMs: faultEnded === null ? null : Math.max(0, last - faultEnded),
    unsavedMs: Math.max(0, ...waits),
    message:
      said.findLast((words) => !/^(Saved|Saving…|)$/.test(words)) ?? said.findLast((words) => words !== '') ?? '',
    personal: 0,
  };
  const ranks = side.ranks();
  const fell = ranks.some((rank, n) => rank < (ranks[n - 1] ?? 0)) ? ['the status fell'] : [];
  return {
    variant: variant === '' ? side.standard : `${side.standard}, ${variant}`,
    figures,
    problems: [...fell, ...problems],
  };
}

/** How often “Saved” stood there while something answered was in no ledger. */
function falseSaved({ taken, shown }: Seen, first: ReadonlyMap<string, number>): number {
  const lies = shown.filter(
    ({ words, from, to }) =>
      words === 'Saved' &&
      [...taken].some(([key, at]) => {
        const believed = Math.max(from, at) + PATIENCE_MS;
        return believed < to && (first.get(key) ?? Infinity) > believed;
      }),
  );
  return lies.length;
}
