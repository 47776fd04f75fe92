import { parseCsv } from '../csv/parse-csv.ts';
import type { Quality } from '../quality.ts';

/** One person the LMS has given the course to. Texts are empty where the roster does not say. */
export interface Person {
  id: string;
  name: string;
  team: string;
  site: string;
  cohort: string;
  /** YYYY-MM-DD. */
  assignedOn: string;
  dueOn: string;
  /** `leave`, `left`, or what the roster says. */
  leave: string;
  /** Day the person left; YYYY-MM-DD. */
  leftOn: string;
  /** The code on the receipt they handed in. */
  receipt: string;
}

/** What a roster's columns may be called, small letters without spaces. */
const NAMES: Record<keyof Person, readonly string[]> = {
  id: ['learner_id', 'id', 'user_id', 'userid', 'username', 'employee_id', 'account'],
  name: ['learner_name', 'name', 'full_name', 'fullname', 'display_name'],
  team: ['team', 'department', 'group'],
  site: ['site', 'location', 'office'],
  cohort: ['cohort', 'class', 'batch'],
  assignedOn: ['assigned_on', 'assigned', 'enrolled_on', 'enrolled'],
  dueOn: ['due_on', 'due', 'due_date', 'deadline'],
  leave: ['leave', 'leave_status', 'status'],
  leftOn: ['left_on', 'left', 'leaver_on', 'end_date'],
  receipt: ['receipt', 'receipt_code', 'code'],
};

/** A roster that cannot be used; the message says what it lacks. */
export class RosterError extends Error {}

/** Reads the people of a roster CSV, by id. Lines without an id, and ids that come again, are counted. @throws RosterError when no column is an id */
export function readRoster(text: string, quality: Quality): Map<string, Person> {
  const [header = [], ...rows] = parseCsv(text);
  const written = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const column = (field: keyof Person): number => written.findIndex((name) => NAMES[field].includes(name));
  if (column('id') < 0)
    throw new RosterError(
      `The roster has no column with the learner's id. Its first line must name one ${NAMES.id.join(', ')}; it has: ${header.join(', ').slice(0, 200) || 'nothing'}.`,
    );
  const people = new Map<string, Person>();
  rows.forEach((row, n) => {
    const of = (field: keyof Person): string => (row[column(field)] ?? '').trim();
    const id = of('id');
    if (id === '' || people.has(id)) return quality.note('roster-broken', `line ${n + 2}`);
    people.set(id, {
      id,
      name: of('name'),
      team: of('team'),
      site: of('site'),
      cohort: of('cohort'),
      assignedOn: day(of('assignedOn')),
      dueOn: day(of('dueOn')),
      leave: of('leave').toLowerCase(),
      leftOn: day(of('leftOn')),
      receipt: of('receipt').toUpperCase().replaceAll(/[\s-]/g, ''),
    });
  });
  return people;
}

/** A day as YYYY-MM-DD; empty for what is none: 3/4/2026 could be two days, so it is nobody's. */
const day = (text: string): string => /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? '';
