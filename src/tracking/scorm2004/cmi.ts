import type { AnsweredRecord, AttemptRecord, InteractionType, Response } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import { readNumber } from '../../course/interactions/numeric.ts';
import { interactionName, objectiveName, resultWord } from '../scorm/names.ts';
import { noteOf } from '../scorm/notes.ts';
import { CMI_TYPES } from '../scorm/types.ts';
import { description } from './description.ts';
import { cmiDuration, cmiTimestamp } from './time.ts';

/** One row of `cmi.interactions`, element names as in SCORM 2004. Empty texts are not sent: real LMSs refuse them. */
export interface CmiInteraction {
  id: string;
  type: 'true-false' | 'choice' | 'fill-in' | 'long-fill-in' | 'matching' | 'sequencing' | 'likert' | 'numeric';
  timestamp: string;
  learner_response: string;
  /** `correct`, `incorrect`, `neutral`, or a score from 0 to 1 for half-right answers. */
  result: string;
  weighting: string;
  latency: string;
  description: string;
  patterns: string[];
  objectives: string[];
}

/** 2004 long-fill-in. */
const LONGEST_TEXT = 4000;
/** 2004 fill-in, and patterns of one. */
const LONGEST_FILL_IN = 250;
const MOST_FILL_IN_PATTERNS = 5;

/** The row of a record; null for what SCORM 2004 has no place for (the list stands in ../README.md). */
export function toCmi(record: AttemptRecord, course: Course): CmiInteraction | null {
  if (record.kind === 'answered') return answered(record, course);
  const note = noteOf(record, 'slug');
  return (
    note && {
      id: note.id,
      type: 'long-fill-in',
      timestamp: cmiTimestamp(record.at),
      learner_response: oneLine(note.text).slice(0, LONGEST_TEXT),
      result: 'neutral',
      weighting: '0',
      latency: note.durationMs === undefined ? '' : cmiDuration(note.durationMs),
      description: '',
      patterns: [],
      objectives: [],
    }
  );
}

function answered(record: AnsweredRecord, course: Course): CmiInteraction {
  const { type, pattern } = record;
  const names = [...course.objectives, ...course.motivations];
  return {
    id: interactionName(record),
    type: CMI_TYPES[type],
    timestamp: cmiTimestamp(record.at),
    learner_response: response(type, record.response),
    result: type === 'likert' ? 'neutral' : resultWord(record.score, 'incorrect'),
    weighting: String(record.weight),
    latency: cmiDuration(record.latencyMs),
    description: description(course, record.interaction),
    patterns: patterns(type, pattern),
    objectives: record.objectives.map((id) => objectiveName(id, names.find((o) => o.id === id)?.name ?? '')),
  };
}

/** Each accepted text of a fill-in is a pattern of its own; all other types have one right answer. */
function patterns(type: InteractionType, pattern: Response): string[] {
  switch (type) {
    case 'likert':
      return [];
    case 'fill-in':
      // A pattern twice is an error, and the standard promises room for five.
      return [...new Set(pattern.map((text) => response(type, [text])))].slice(0, MOST_FILL_IN_PATTERNS);
    case 'numeric':
      return [`${response(type, pattern)}[:]${response(type, pattern)}`]; // 2004 numeric: from[:]to
    default:
      return [response(type, pattern)].filter((text) => text !== '');
  }
}

/** A response as 2004 spells it, ids with `_` for `-` because a widespread LMS refuses hyphens there. */
function response(type: InteractionType, given: Response): string {
  switch (type) {
    case 'true-false':
      return given[0] === 'true' ? 'true' : 'false';
    case 'numeric': {
      const number = readNumber(given[0] ?? '');
      return Number.isNaN(number) ? '' : String(number);
    }
    case 'fill-in':
      return fillIn(given[0] ?? '');
    case 'matching':
    case 'scene':
      return given.map((text) => shortId(text).replace('.', '[.]')).join('[,]');
    default:
      return given.map(shortId).join('[,]');
  }
}

const shortId = (id: string): string => id.replaceAll('-', '_');

/** Typed text without what would read as a delimiter or as a language mark in front (2004 fill-in). */
const fillIn = (text: string): string =>
  oneLine(text).replaceAll('[,]', ',').replace(/^\{/, '(').slice(0, LONGEST_FILL_IN);

const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');
