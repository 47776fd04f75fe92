/** The verdict of one quality gate of the course text. */
export interface Gate {
  /** Number of the gate; several checks may share one. */
  id: string;
  /** What is claimed, as a sentence. */
  claim: string;
  ok: boolean;
  /** What was counted or measured. */
  figures: string;
}

/** A gate over a list of exceptions: holds when there are none, and names the first few when there are. */
export function noneOf(id: string, claim: string, counted: string, exceptions: readonly string[]): Gate {
  const named = exceptions.slice(0, 5).join('; ');
  const more = exceptions.length > 5 ? ` and ${exceptions.length - 5} more` : '';
  return { id, claim, ok: exceptions.length === 0, figures: exceptions.length === 0 ? counted : `${named}${more}` };
}

/** A share as a whole percent. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole));
