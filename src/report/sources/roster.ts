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

/** The people of a roster. */
export interface Roster {
  /** By id. */
  people: Map<string, Person>;
  /** Ids by mail address, small letters. */
  addresses: Map<string, string>;
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

/** Columns with a mail address: an id for who has no other. */
const MAIL = ['email', 'e_mail', 'mail', 'email_address', 'e_mail_address', 'mbox'];

/** A roster that cannot be used; the message says what it lacks. */
export class RosterError extends Error {}

/** Reads the people of a roster CSV. Lines without an id, ids that come again, and dates that are none are counted. @throws RosterError when no column is an id */
export function readRoster(text: string, quality: Quality): Roster {
  const [header = [], ...rows] = parseCsv(text, (line) => quality.note('table-quote', `roster, line ${line}`));
  const written = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const column = (names: readonly string[]): number => written.findIndex((name) => names.includes(name));
  const [idColumn, mailColumn] = [column(NAMES.id), column(MAIL)];
  if (idColumn < 0 && mailColumn < 0)
    throw new RosterError(
      `The roster has no column with the learner's id. Its first line must name one ${[...NAMES.id, 'email'].join(', ')}; it has: ${header.join(', ').slice(0, 200) || 'nothing'}.`,
    );
  const roster: Roster = { people: new Map(), addresses: new Map() };
  rows.forEach((row, n) => {
    const line = `line ${n + 2}`;
    const of = (field: keyof Person): string => (row[column(NAMES[field])] ?? '').trim();
    const dayOf = (field: keyof Person): string => {
      const day = dayIn(of(field));
      if (day === null) quality.note('roster-date', `${line}: ${NAMES[field][0] ?? ''} ${of(field)}`);
      return day ?? '';
    };
    const mail = addressOf(row[mailColumn] ?? '');
    const id = of('id') || mail;
    if (id === '' || roster.people.has(id)) return quality.note('roster-broken', line);
    for (const address of [addressOf(id), mail]) if (address.includes('@')) roster.addresses.set(address, id);
    roster.people.set(id, {
      id,
      name: of('name'),
      team: of('team'),
      site: of('site'),
      cohort: of('cohort'),
      assignedOn: dayOf('assignedOn'),
      dueOn: dayOf('dueOn'),
      leave: of('leave').toLowerCase(),
      leftOn: dayOf('leftOn'),
      receipt: of('receipt').toUpperCase().replaceAll(/[\s-]/g, ''),
    });
  });
  return roster;
}

/** Whose line it is: told by id, or by mail address; null for nobody. */
export const personIn = ({ people, addresses }: Roster, learner: string): Person | null =>
  people.get(learner) ?? people.get(addresses.get(addressOf(learner)) ?? '') ?? null;

/** A mail address as it is compared: capitals and `mailto:` tell nobody apart. */
export const addressOf = (text: string): string =>
  text
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();

/** A day as YYYY-MM-DD, '' for an empty cell; null for what is none: 3/4/2026 could be two days, so it is nobody's. */
function dayIn(text: string): string | null {
  if (text === '') return '';
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1] ?? '';
  const at = Date.parse(`${day}T00:00:00Z`);
  // 30 February is read as a day in March, and is no day.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
}
