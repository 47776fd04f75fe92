/** A learner's raw answer; its shape for each type stands in attempt/record.ts. */
export type Response = readonly string[];

/** What the engine must know about one type of interaction. */
export interface Rules<T> {
  /** Whether the response is a complete answer that names only what the interaction offers. */
  accepts(interaction: T, response: Response): boolean;
  /** 0 to 1, for a response that `accepts` has let through. */
  score(interaction: T, response: Response): number;
  /** The right response; for a fill-in, every accepted text. */
  pattern(interaction: T): Response;
  /** What a response may name, sorted; empty for free text. */
  choices(interaction: T): readonly string[];
  /** What a pair's second half may name, sorted. */
  targets?(interaction: T): readonly string[];
}

/** Joins the halves of a matching or scene pair: ids hold no dot, so it can be split again. */
export const pair = (source: string, target: string): string => `${source}.${target}`;

/** The halves of a pair; both empty for text that is none. */
export function halves(text: string): [source: string, target: string] {
  const dot = text.indexOf('.');
  return dot < 0 ? ['', ''] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** Whether the list names each of its members once and only what is offered. */
export function namesOnce(response: Response, offered: readonly string[]): boolean {
  return new Set(response).size === response.length && response.every((id) => offered.includes(id));
}

/** Whether the pairs give each source exactly one target. */
export function pairsAll(response: Response, sources: readonly string[], targets: readonly string[]): boolean {
  const split = response.map(halves);
  return (
    response.length === sources.length &&
    namesOnce(
      split.map(([source]) => source),
      sources,
    ) &&
    split.every(([, target]) => targets.includes(target))
  );
}
