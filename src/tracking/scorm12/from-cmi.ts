import type { AnsweredRecord, AttemptRecord, InteractionType } from '../../attempt/record.ts';
import { readInteractionName } from '../scorm/names.ts';
import { readNote } from '../scorm/notes.ts';
import { partOf, qualityOf, scoreOf, typeOf } from '../scorm/read-answer.ts';
import { fromCmiTimespan } from '../scorm/time.ts';
import type { CmiInteraction } from './cmi.ts';

/**
 * The record of an interaction row, minus what SCORM 1.2 cannot hold (../README.md has the list); null for a row that is not ours.
 * `day` is the local midnight before the answer, ms since the epoch: 1.2 rows carry a time of day and no date.
 */
export function fromCmi(row: CmiInteraction, day: number): AttemptRecord | null {
  const at = day + (fromCmiTimespan(row.time) ?? 0);
  const latencyMs = fromCmiTimespan(row.latency) ?? 0;
  const note = readNote({ id: row.id, text: row.student_response, durationMs: latencyMs }, at);
  if (note) return note;
  const named = readInteractionName(row.id);
  if (!named) return null;
  const several = [row.student_response, ...row.patterns].some((text) => text.includes(','));
  const type = typeOf(named.interaction, row.type, several);
  const score = scoreOf(row.result);
  const answered: AnsweredRecord = {
    kind: 'answered',
    at,
    ...named,
    part: partOf(named.interaction),
    type,
    response: readResponse(type, row.student_response),
    pattern: type === 'fill-in' ? row.patterns : row.patterns.flatMap((p) => readResponse(type, p)),
    choices: [],
    score,
    weight: Number(row.weighting),
    latencyMs,
    objectives: row.objectives.map((id) => id.split('_')[0] ?? id),
  };
  return type === 'node' ? { ...answered, quality: qualityOf(score) } : answered;
}

function readResponse(type: InteractionType, text: string): string[] {
  if (type === 'true-false') return [text === 't' || text === '1' || text === 'true' ? 'true' : 'false'];
  if (type === 'fill-in' || type === 'numeric') return [text];
  return text === '' ? [] : text.split(',');
}
