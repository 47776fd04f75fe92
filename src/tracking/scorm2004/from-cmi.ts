import type { AnsweredRecord, AttemptRecord, InteractionType } from '../../attempt/record.ts';
import { readInteractionName } from '../scorm/names.ts';
import { readNote } from '../scorm/notes.ts';
import { partOf, qualityOf, scoreOf, typeOf } from '../scorm/read-answer.ts';
import type { CmiInteraction } from './cmi.ts';
import { fromCmiDuration, fromCmiTimestamp } from './time.ts';

/** The record of an interaction row, minus what SCORM 2004 cannot hold (../README.md has the list); null for a row that is not ours. */
export function fromCmi(row: CmiInteraction): AttemptRecord | null {
  const at = fromCmiTimestamp(row.timestamp);
  const latencyMs = fromCmiDuration(row.latency) ?? 0;
  const note = readNote({ id: row.id, text: row.learner_response, durationMs: latencyMs }, at);
  if (note) return note;
  const named = readInteractionName(row.id);
  if (!named) return null;
  const several = [row.learner_response, ...row.patterns].some((text) => text.includes('[,]'));
  const type = typeOf(named.interaction, row.type, several);
  const score = scoreOf(row.result);
  const answered: AnsweredRecord = {
    kind: 'answered',
    at,
    ...named,
    part: partOf(named.interaction),
    type,
    response: readResponse(type, row.learner_response),
    pattern: row.patterns.flatMap((pattern) => readResponse(type, pattern.replace(/\[:\].*$/, ''))),
    choices: [],
    score,
    weight: Number(row.weighting),
    latencyMs,
    objectives: row.objectives.map((id) => id.split('_')[0] ?? id),
  };
  return type === 'node' ? { ...answered, quality: qualityOf(score) } : answered;
}

function readResponse(type: InteractionType, text: string): string[] {
  if (type === 'true-false' || type === 'fill-in' || type === 'numeric') return [text];
  if (text === '') return [];
  return text.split('[,]').map((part) => part.replace('[.]', '.').replaceAll('_', '-'));
}
