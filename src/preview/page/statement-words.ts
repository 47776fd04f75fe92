import type { LrsStatement } from '../lrs/statement-schema.ts';

/** A statement in the words of a table. */
export interface StatementWords {
  time: string;
  verb: string;
  object: string;
  response: string;
  result: string;
  score: string;
}

/** Time of day on this computer, as 14:05:09. `at` is in milliseconds since the epoch. */
export const timeOf = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** What a statement says, for people; '' for what it does not say. */
export function wordsOf({ timestamp, verb, object, result }: LrsStatement): StatementWords {
  const { success, completion, score, response = '', duration } = result ?? {};
  return {
    time: timeOf(Date.parse(timestamp)),
    verb: first(verb.display) ?? lastPart(verb.id),
    object: first(object.definition?.name) ?? lastPart(object.id),
    response,
    result: [
      completion === true ? 'completed' : '',
      success === undefined ? '' : success ? 'success' : 'no success',
      duration ?? '',
    ]
      .filter((part) => part !== '')
      .join(', '),
    score: scoreWords(score),
  };
}

function scoreWords(score: NonNullable<LrsStatement['result']>['score']): string {
  if (!score) return '';
  const { scaled, raw, max } = score;
  const parts = [scaled === undefined ? '' : `${Math.round(scaled * 1000) / 10} %`];
  if (raw !== undefined) parts.push(max === undefined ? String(raw) : `${raw} of ${max}`);
  return parts.filter((part) => part !== '').join(', ');
}

const first = (map: Record<string, string> | undefined): string | undefined => Object.values(map ?? {})[0];

const lastPart = (iri: string): string => iri.split(/[/#]/).findLast((part) => part !== '') ?? iri;
