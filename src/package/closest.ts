/** The candidate a mistyped word most likely stands for; undefined when none comes close. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, Math.ceil(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** Levenshtein distance: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, letter] of [...a].entries()) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, column) => {
      if (column === 0) return i + 1;
      left = Math.min(left + 1, above + 1, diagonal + (b[column - 1] === letter ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return row[b.length] ?? 0;
}
