import type { Snapshot } from '../session.ts';
import type { UnitVerb } from './connection.ts';
import type { Statement } from './statement.ts';

/** Our State document. */
export interface Saved {
  suspendData: string;
  /** How far the attempt in `suspendData` has come: grows with every part and every answer. */
  done: number;
  /** When it was saved, ms since the epoch. */
  at: number;
  /** Verdicts this registration has had; they are never sent again. */
  said: readonly UnitVerb[];
  /** Whole percent told by `progressed`. */
  progress: number;
  /** How many statements the LRS has refused. */
  refused: number;
  /** The first of them, whole, for whoever looks into it. */
  setAside: readonly Statement[];
}

/** Kept small: the document is written with every step. */
export const MOST_SET_ASIDE = 10;

/** How far an attempt has come, as one number: a pass, then the draw, then parts, then answers in this draw. */
export function doneOf({ outcome }: Snapshot): number {
  const { round } = outcome;
  const answered = [...(round?.items ?? []), ...(round?.scenes ?? [])].filter((each) => each.score !== null).length;
  const steps = round?.calls.reduce((sum, { run }) => sum + run.steps.length, 0) ?? 0;
  const parts = Math.round(outcome.progress * 15);
  return (outcome.success === 'passed' ? 1e8 : 0) + (round?.round.n ?? 0) * 1e5 + parts * 1e3 + answered + steps;
}

/**
 * One document of two windows' (reliability: LRS rules). Nothing goes back: verdicts of both, the higher progress, and
 * the attempt that has come further; of two that are equally far, the later one. Two attempts cannot be made one.
 */
export function merged(theirs: Saved, ours: Saved): Saved {
  const theirsLeads = theirs.done > ours.done || (theirs.done === ours.done && theirs.at > ours.at);
  const aside = [...theirs.setAside, ...ours.setAside];
  return {
    ...(theirsLeads ? theirs : ours),
    said: [...new Set([...theirs.said, ...ours.said])],
    progress: Math.max(theirs.progress, ours.progress),
    refused: Math.max(theirs.refused, ours.refused),
    setAside: aside.filter(({ id }, n) => aside.findIndex((s) => s.id === id) === n).slice(0, MOST_SET_ASIDE),
  };
}

/** What stands in a document; what it does not hold, or what is not ours, reads as nothing. */
export function readSaved(content: unknown): Saved {
  const found = (typeof content === 'object' ? content : null) as Partial<Record<keyof Saved, unknown>> | null;
  return {
    suspendData: typeof found?.suspendData === 'string' ? found.suspendData : '',
    done: number(found?.done),
    at: number(found?.at),
    said: list(found?.said),
    progress: number(found?.progress),
    refused: number(found?.refused),
    setAside: list<Statement | null>(found?.setAside).filter((each) => each !== null),
  };
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
