import type { AttemptRecord } from '../../attempt/record.ts';
import type { Course } from '../../course/course.ts';
import type { Snapshot } from '../session.ts';

/** What is kept where there is no LMS: in the browser tab, and in the file a learner saves. */
export interface Progress {
  suspendData: string;
  location: string;
  completed: boolean;
  passed: boolean;
  failed: boolean;
  /** Best score, 0 to 1; null before a first graded round has ended. */
  scaled: number | null;
  /** Every record, as the engine made it: nothing is lost here. */
  records: readonly AttemptRecord[];
}

/** Format of the text. A later one may hold more; an older course must not take it for its own. */
const FORMAT = 1;

/** Progress as text: JSON that names its course, so that another course's file is recognised. */
export function toProgress(course: Pick<Course, 'id' | 'version'>, progress: Progress): string {
  return JSON.stringify({ format: FORMAT, course: course.id, version: course.version, ...progress });
}

/** The progress a text holds; null for anything this course did not write. */
export function fromProgress(course: Pick<Course, 'id'>, text: string): Progress | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Not even JSON: somebody chose another file.
  }
  if (typeof value !== 'object' || value === null) return null;
  const found = value as Partial<Record<string, unknown>>;
  if (found['format'] !== FORMAT || found['course'] !== course.id) return null;
  const { suspendData, location, records, scaled } = found;
  if (typeof suspendData !== 'string' || typeof location !== 'string' || !isRecords(records)) return null;
  return {
    suspendData,
    location,
    completed: found['completed'] === true,
    passed: found['passed'] === true,
    failed: found['failed'] === true,
    scaled: typeof scaled === 'number' ? scaled : null,
    records,
  };
}

/** The progress before, with one more step. A pass stays a pass and a completion stays one. */
export function addStep(
  before: Progress,
  records: readonly AttemptRecord[],
  { suspendData, location, outcome }: Snapshot,
): Progress {
  const passed = before.passed || outcome.success === 'passed';
  return {
    suspendData,
    location,
    completed: before.completed || outcome.completion === 'completed',
    passed,
    failed: !passed && outcome.success === 'failed',
    scaled: outcome.scaled ?? before.scaled,
    records: [...before.records, ...records],
  };
}

/** What a first visit starts from. */
export const noProgress: Progress = {
  suspendData: '',
  location: '',
  completed: false,
  passed: false,
  failed: false,
  scaled: null,
  records: [],
};

function isRecords(value: unknown): value is AttemptRecord[] {
  const isRecord = (each: unknown) =>
    typeof each === 'object' && each !== null && typeof (each as { kind?: unknown }).kind === 'string';
  return Array.isArray(value) && value.every(isRecord);
}
