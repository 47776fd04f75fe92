/** What one run of a fault came to. Counts are answers. */
export interface Figures {
  taken: number;
  stored: number;
  lost: number;
  duplicated: number;
  /** Moments at which the course said “Saved” while an answer was not acknowledged. */
  falseSaved: number;
  /** ms from the end of the fault to the last answer being stored; null where nothing had to be recovered. */
  recoverMs: number | null;
  /** Longest time an answer waited, ms. */
  unsavedMs: number;
  /** What the learner was told, the last and the most serious words. */
  message: string;
  /** Names, ids and tokens found where they must not be. */
  personal: number;
}

/** One way of injecting a fault, and what was wrong with the outcome: sentences, none when it is as it must be. */
export interface Run {
  variant: string;
  figures: Figures;
  problems: string[];
  /** A figure of its own, in words: characters, requests per second, share of mutants. */
  figure?: string;
}

/** A row of the fault table. */
export interface Row {
  /** As in the table: a letter for the area, two digits. */
  id: string;
  fault: string;
  priority: 1 | 2 | 3;
  /** Answers that may be lost: the one being sent when the power fails. */
  mayLose?: 1;
  /** What a reader of the figures must know: why something is not as the table has it, what is not simulated. */
  note?: string;
  run(): Promise<Run[]>;
}

export const none: Figures = {
  taken: 0,
  stored: 0,
  lost: 0,
  duplicated: 0,
  falseSaved: 0,
  recoverMs: null,
  unsavedMs: 0,
  message: '',
  personal: 0,
};

/** A run without a learner: a table of inputs held against what must come out. */
export function checked(variant: string, problems: readonly string[], message = ''): Run {
  return { variant, figures: { ...none, message }, problems: [...problems] };
}

/** A sentence when two values differ, written as JSON. */
export function differs(what: string, is: unknown, must: unknown): string[] {
  const [a, b] = [JSON.stringify(is), JSON.stringify(must)];
  return a === b ? [] : [`${what} is ${a}, must be ${b}`];
}

/** The invariants every run is held to, whatever its own expectations (the fault table's five). */
export function broken({ figures }: Run, mayLose = 0): string[] {
  const { lost, duplicated, falseSaved, personal } = figures;
  return [
    ...(lost > mayLose ? [`${lost} of ${figures.taken} answers are lost`] : []),
    ...(duplicated > 0 ? [`${duplicated} answers are stored twice`] : []),
    ...(falseSaved > 0 ? [`said “Saved” ${falseSaved} times while an answer was not acknowledged`] : []),
    ...(personal > 0 ? [`${personal} pieces of personal data where none may be`] : []),
  ];
}
