import type { AnsweredRecord, AttemptRecord, InteractionType, Response } from '../../attempt/record.ts';
import { unreachable } from '../../course/unreachable.ts';
import { fields, interactionName, objectiveName, roundSuffix } from '../scorm/names.ts';
import { cmiTime, cmiTimespan } from '../scorm/time.ts';

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
  switch (record.kind) {
    case 'answered':
      return answered(record, names, spelling);
    case 'meta':
      return note(
        record.at,
        `00-META_course-version${roundSuffix(record.round)}`,
        fields({
          content: record.content,
          build: record.build,
          locale: record.locale,
          packs: record.packs.join(','),
          policies: record.policies.join(','),
          form: record.form,
          resp: spelling,
        }),
      );
    case 'call-ended':
      return {
        ...note(
          record.at,
          `${record.call}_result${roundSuffix(record.round)}`,
          fields({
            score: Math.round(record.score * 100),
            ending: record.ending,
            critical: record.criticals,
            recovered: record.recovered,
            help: record.helps,
          }),
        ),
        latency: cmiTimespan(record.durationMs),
      };
    case 'round-ended':
      return note(
        record.at,
        `ATTEMPT${record.round}_result`,
        fields({
          score: percent(record.scaled),
          passed: record.passed ? 1 : 0,
          open: record.openGates.join(','),
        }),
      );
    case 'signed': {
      const when = `${new Date(record.at).toISOString().slice(0, 19)}Z`;
      const typed = record.typedName.replace(/[;=\p{C}]/gu, ' ').slice(0, 100);
      return note(
        record.at,
        `99-PROMISE_${versionName(record.promiseVersion)}`,
        `signed;${when};typed=${typed};sha256=${record.sha256}`,
      );
    }
    case 'declined':
      return note(record.at, `99-PROMISE_${versionName(record.promiseVersion)}`, `declined;reason=${record.reason}`);
    case 'fix-opened':
      return note(record.at, `97-FIX_${record.fix}`, fields({ reason: record.reason }));
    case 'help-asked':
      return note(record.at, `98-HELP_${record.redFlag}`, 'asked');
    case 'lesson-opened':
    case 'completed':
      return null;
    default:
      return unreachable(record);
  }
}

const versionName = (version: string): string => `v${version.replaceAll('.', '-')}`;

/** Percent with at most two decimals: 1.2 scores are 0 to 100. */
export const percent = (scaled: number): string => String(Math.round(scaled * 10_000) / 100);

/** A row that is a remark, not an answer to be judged. */
function note(at: number, id: string, text: string): CmiInteraction {
  return {
    id,
    type: 'fill-in',
    time: cmiTime(at),
    student_response: text.slice(0, LONGEST),
    result: 'neutral',
    weighting: '0',
    latency: '',
    patterns: [],
    objectives: [],
  };
}

const TYPES: Record<InteractionType, CmiInteraction['type']> = {
  choice: 'choice',
  multiple: 'choice',
  node: 'choice',
  'true-false': 'true-false',
  matching: 'matching',
  scene: 'matching',
  sequencing: 'sequencing',
  numeric: 'numeric',
  'fill-in': 'fill-in',
  likert: 'likert',
};

function answered(record: AnsweredRecord, names: Record<string, string>, spelling: Spelling): CmiInteraction {
  const spelled = (response: Response): string => {
    const text = spell(record, response, spelling);
    return text.length > LONGEST ? spell(record, response, 'letter') : text;
  };
  // Each accepted text of a fill-in is a pattern of its own; all other types have one right answer.
  const patterns = record.type === 'fill-in' ? record.pattern.map((p) => [p]) : [record.pattern];
  return {
    id: interactionName(record),
    type: TYPES[record.type],
    time: cmiTime(record.at),
    student_response: spelled(record.response),
    result: record.type === 'likert' ? 'neutral' : result(record.score),
    weighting: String(record.weight),
    latency: cmiTimespan(record.latencyMs),
    patterns: record.type === 'likert' ? [] : patterns.slice(0, 5).map(spelled),
    objectives: record.objectives.map((id) => objectiveName(id, names[id] ?? '')),
  };
}

function result(score: number): string {
  if (score >= 1) return 'correct';
  return score <= 0 ? 'wrong' : String(Math.round(score * 100) / 100);
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
