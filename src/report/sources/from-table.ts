import { findInteraction, type Course } from '../../course/course.ts';
import * as scorm12 from '../../tracking/scorm12/from-cmi.ts';
import * as scorm2004 from '../../tracking/scorm2004/from-cmi.ts';
import type { ReportedAttempt, Traced } from '../reported-attempt.ts';
import { OF_ANSWERS, type ColumnMapping, type Field } from './column-mapping.ts';
import { unknownWords, verdictOf, type Said } from './table-verdict.ts';

/** What an export tells of one attempt, and how many of its answers were read, and were not this course's. */
export interface ExportedAttempt {
  attempt: ReportedAttempt;
  rows: { read: number; foreign: number };
  /** Words for its status that nobody here knows. */
  unknown: readonly string[];
}

type Cells = Partial<Record<Field, string>>;
interface Told {
  learner: string;
  about: Cells;
  /** What its rows say of the whole, each once. */
  said: Map<string, Said>;
  answers: Cells[];
}

/** Reads an LMS's export, without its header. `nameless` counts the rows that say nobody's id. What a column would tell and does not stays unknown. */
export function fromTable(
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping,
  course: Course,
): { attempts: ExportedAttempt[]; nameless: number } {
  const told = new Map<string, Told>();
  let nameless = 0;
  for (const row of rows) {
    const about: Cells = {};
    const answers: Cells[] = [{}];
    mapping.forEach((field, at) => {
      const cell = field && plain(row[at] ?? '');
      if (!field || !cell) return;
      if (!OF_ANSWERS.has(field)) about[field] = cell;
      else if (field === 'interaction') answers.push({ interaction: cell });
      // Columns before the question's own are the first question's, as in a long export of any order.
      else (answers.at(-1) ?? {})[field] = cell;
    });
    const learner = about.learner ?? '';
    if (learner === '') {
      nameless += 1;
      continue;
    }
    const [before = {}, first, ...others] = answers;
    const key = JSON.stringify([learner, about.attempt ?? '']);
    const one = told.get(key) ?? { learner, about, said: new Map<string, Said>(), answers: [] };
    told.set(key, one);
    const { status = '', success = '', score = '' } = about;
    one.said.set(JSON.stringify([status, success, score]), { status, success, score });
    if (first) one.answers.push({ ...before, ...first }, ...others);
  }
  const edition = editionOf([...told.values()].flatMap(({ answers }) => answers));
  return { attempts: [...told.values()].map((one) => attemptOf(one, edition, course)), nameless };
}

/** Moodle writes its cells for a web page, also into files. */
const plain = (cell: string): string =>
  cell
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#039;', "'")
    .replaceAll('&amp;', '&')
    .trim();

/** Only SCORM 2004 writes `[,]` and `[.]` between the parts of a response, `incorrect`, and durations as `PT12.5S`. */
function editionOf(answers: readonly Cells[]): '1.2' | '2004' {
  const is2004 = ({ response = '', result = '', latency = '' }: Cells): boolean =>
    /\[[,.]\]/.test(response) || result.toLowerCase() === 'incorrect' || /^PT?\d/.test(latency);
  return answers.some(is2004) ? '2004' : '1.2';
}

function attemptOf({ learner, about, said, answers }: Told, edition: '1.2' | '2004', course: Course): ExportedAttempt {
  const read = answers.map((cells, n) => ({ cells, record: recordOf(cells, n, edition, course) }));
  const records = read.flatMap(({ record }) => record ?? []);
  const dated = read.every(({ cells }) => instantOf(cells.time) !== null);
  const foreign = read.filter(({ record }) => record === null).length;
  const rows = [...said.values()];
  const attempt = {
    learner,
    ...(about.name === undefined || about.name === learner ? {} : { name: about.name }),
    registration: null,
    ...(dated ? {} : { dates: 'none' as const }),
    records,
  };
  return {
    attempt: { ...attempt, ...verdictOf(rows, attempt, course), ...(about.attempt ? { series: about.attempt } : {}) },
    rows: { read: answers.length, foreign },
    unknown: unknownWords(rows),
  };
}

/** The record of one answer; null for a row this course did not write. Where no time is told, its place `n` keeps the order. */
function recordOf(cells: Cells, n: number, edition: '1.2' | '2004', course: Course): Traced | null {
  const at = instantOf(cells.time) ?? n * 1000;
  const first = readRow(cells, cells.type?.toLowerCase() ?? 'choice', at, edition);
  if (first?.kind !== 'answered') return first;
  // Without a column for the type the course tells it, once the id is read.
  const record = cells.type ? first : readRow(cells, typeIn(course, first.interaction), at, edition);
  return {
    ...(record ?? first),
    ...(cells.latency === undefined ? { untimed: true } : {}),
    ...(cells.result === undefined && first.part !== 'closing' && first.part !== 'self-check'
      ? { unjudged: true }
      : {}),
  };
}

function readRow(cells: Cells, type: string, at: number, edition: '1.2' | '2004'): Traced | null {
  const { interaction = '', response = '', pattern, latency, result, weighting, objectives } = cells;
  const common = {
    id: interaction,
    type,
    result: (result ?? 'neutral').toLowerCase(),
    weighting: weighting ?? '0',
    latency: latency ?? '',
    patterns: pattern === undefined ? [] : [pattern],
    objectives: objectives?.split(/[;,|\s]+/) ?? [],
  };
  if (edition === '1.2') return scorm12.fromCmi({ ...common, time: '', student_response: response } as Row12, at);
  const timestamp = new Date(at).toISOString().slice(0, 19);
  return scorm2004.fromCmi({ ...common, timestamp, description: '', learner_response: response } as Row2004);
}

type Row12 = Parameters<typeof scorm12.fromCmi>[0];
type Row2004 = Parameters<typeof scorm2004.fromCmi>[0];

/** What SCORM would call the question's type, where no column tells it. */
function typeIn(course: Course, named: string): string {
  if (/^(CLOSE|SELF)/.test(named)) return 'likert';
  const type = findInteraction(course, named)?.type ?? 'choice';
  return type === 'multiple' || type === 'node' ? 'choice' : type === 'scene' ? 'matching' : type;
}

/** ms since the epoch of a full date and time, UTC where no zone is named; null for a time of day, or one only its own country can read. */
function instantOf(text = ''): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(text);
  const at = match ? Date.parse(`${match[1]}T${match[2]}${(match[3] ?? 'Z').replace('UTC', 'Z')}`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
