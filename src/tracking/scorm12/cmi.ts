import type { Evidence, Outcome } from '../../attempt/outcome.ts';
import type { AnsweredRecord, AttemptRecord, Response } from '../../attempt/record.ts';
import type { Settings } from '../../course/course.ts';
import { interactionName, objectiveName, percent, resultWord } from '../scorm/names.ts';
import { noteOf } from '../scorm/notes.ts';
import { cmiTime, cmiTimespan } from '../scorm/time.ts';
import { CMI_TYPES } from '../scorm/types.ts';

/** One row of `cmi.interactions`, element names as in SCORM 1.2. Empty texts are not sent. */
export interface CmiInteraction {
  id: string;
  type: 'true-false' | 'choice' | 'fill-in' | 'matching' | 'performance' | 'sequencing' | 'likert' | 'numeric';
  /** HH:MM:SS in the learner's zone: 1.2 has no date. */
  time: string;
  student_response: string;
  /** `correct`, `wrong`, `neutral`, or a score from 0 to 1 for half-right answers. */
  result: string;
  weighting: string;
  latency: string;
  patterns: string[];
  objectives: string[];
}

/** How responses are spelled: readable ids, or single letters where an LMS keeps to 1.2's own pattern (decisions 3). */
export type Spelling = 'slug' | 'letter';

/** 1.2 CMIString255. */
const LONGEST = 255;

/** The row of a record; null for what SCORM 1.2 has no place for (the list stands in ../README.md). */
export function toCmi(record: AttemptRecord, names: Record<string, string>, spelling: Spelling): CmiInteraction | null {
  if (record.kind === 'answered') return answered(record, names, spelling);
  const note = noteOf(record, spelling);
  return (
    note && {
      id: note.id,
      type: 'fill-in',
      time: cmiTime(record.at),
      student_response: note.text.slice(0, LONGEST),
      result: 'neutral',
      weighting: '0',
      latency: note.durationMs === undefined ? '' : cmiTimespan(note.durationMs),
      patterns: [],
      objectives: [],
    }
  );
}

function answered(record: AnsweredRecord, names: Record<string, string>, spelling: Spelling): CmiInteraction {
  const spelled = (response: Response): string => {
    const text = spell(record, response, spelling);
    return text.length > LONGEST ? spell(record, response, 'letter') : text;
  };
  // Each accepted text of a fill-in is a pattern of its own; all other types have one right answer.
  const patterns = record.type === 'fill-in' ? record.pattern.map((p) => [p]) : [record.pattern];
  return {
    id: interactionName(record),
    type: CMI_TYPES[record.type],
    time: cmiTime(record.at),
    student_response: spelled(record.response),
    result: record.type === 'likert' ? 'neutral' : resultWord(record.score, 'wrong'),
    weighting: String(record.weight),
    latency: cmiTimespan(record.latencyMs),
    patterns: record.type === 'likert' ? [] : patterns.slice(0, 5).map(spelled),
    objectives: record.objectives.map((id) => objectiveName(id, names[id] ?? '')),
  };
}

const letter = (ids: readonly string[], id: string): string => String.fromCharCode(97 + Math.max(0, ids.indexOf(id)));

function spell(record: AnsweredRecord, response: Response, spelling: Spelling): string {
  const { choices, targets = [] } = record;
  const one = (id: string): string => (spelling === 'slug' ? id : letter(choices, id));
  switch (record.type) {
    case 'true-false':
      return response[0] === 'true' ? 't' : 'f';
    case 'numeric':
      return (response[0] ?? '').trim().replace(',', '.');
    case 'fill-in':
      return (response[0] ?? '').slice(0, LONGEST);
    case 'matching':
    case 'scene':
      return response
        .map((text) => {
          const dot = text.indexOf('.');
          const [source, target] = [text.slice(0, dot), text.slice(dot + 1)];
          return spelling === 'slug' ? text : `${letter(choices, source)}.${letter(targets, target)}`;
        })
        .join(',');
    default:
      return response.map(one).join(',');
  }
}

/** The status of a learner who has done and passed everything; with `completed` the LMS is told of completion only. */
export type Last = NonNullable<Settings['status']>;

/** 1.2 has one status for completion and success; a fail counts only when the tries are used up (decisions 1). */
export function statusOf({ completion, success }: Outcome, last: Last): string {
  if (success === 'failed') return last === 'passed' ? 'failed' : 'incomplete';
  return completion === 'completed' && success === 'passed' ? last : 'incomplete';
}

/** A row of cmi.objectives. */
export function objectiveRow({
  id,
  name,
  earned,
  available,
  observations,
  status,
}: Evidence): [id: string, raw: string, status: string] {
  const raw = available === 0 ? '' : percent(earned / available);
  const word = observations === 0 ? 'not attempted' : status === 'mastered' ? 'passed' : 'incomplete';
  return [objectiveName(id, name), raw, word];
}
