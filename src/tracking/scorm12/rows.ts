import type { AttemptRecord } from '../../attempt/record.ts';
import { toCmi, type CmiInteraction, type Spelling } from './cmi.ts';

/** Stands in a row for a moment while it is sent again; differs from every real row in every element. */
const PLACEHOLDER: CmiInteraction = {
  id: 'again',
  type: 'performance',
  time: '00:00:00',
  student_response: 'again',
  result: 'unanticipated',
  weighting: '9',
  latency: '9999:00:00.00',
  patterns: ['again'],
  objectives: ['again'],
};

/** Writes rows of cmi.interactions. */
export interface RowWriter {
  /** The row of a record, in the spelling the LMS turned out to take; null for what has none. */
  rowOf(record: AttemptRecord): CmiInteraction | null;
  /** Writes a record's row; without one, overwrites it with something else, so that an LMS that compares takes the next for new. */
  write(index: number, record: AttemptRecord, row?: CmiInteraction): void;
}

/** A writer for one session. `names`: of objectives, by id. `take` sets an element; false when the LMS refuses the value. */
export function rowWriter(names: Record<string, string>, take: (element: string, value: string) => boolean): RowWriter {
  let spelling: Spelling = 'slug';
  let meta: { record: AttemptRecord; index: number } | null = null;
  const rowOf = (record: AttemptRecord) => toCmi(record, names, spelling);

  /** For the rest of the session responses are letters; the record says so, for whoever reads it. */
  const useLetters = (): void => {
    spelling = 'letter';
    const row = meta && rowOf(meta.record);
    if (row) take(`cmi.interactions.${meta?.index}.student_response`, row.student_response);
  };

  const write = (index: number, record: AttemptRecord, row = PLACEHOLDER): void => {
    if (record.kind === 'meta') meta = { record, index };
    const set = (element: string, value: string): boolean => take(`cmi.interactions.${index}.${element}`, value);
    set('id', row.id);
    set('type', row.type);
    set('time', row.time);
    row.objectives.forEach((id, n) => set(`objectives.${n}.id`, id));
    if (!set('student_response', row.student_response) && spelling === 'slug' && record.kind === 'answered') {
      useLetters();
      row = rowOf(record) ?? row;
      set('student_response', row.student_response);
    }
    row.patterns.forEach((pattern, n) => set(`correct_responses.${n}.pattern`, pattern));
    set('result', row.result);
    set('weighting', row.weighting);
    if (row.latency !== '') set('latency', row.latency);
  };
  return { rowOf, write };
}
