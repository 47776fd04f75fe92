import type { Person } from './sources/roster.ts';

/** Whether the roster says that somebody has left for good. */
const saysLeft = ({ leave }: Person): boolean => /\bleft\b|leaver|former/.test(leave);

/** Whether somebody had left before a day, YYYY-MM-DD. Who left on no day that is known is not here on any. */
const leftBefore = (person: Person, day: string): boolean =>
  person.leftOn === '' ? saysLeft(person) : day === '' || person.leftOn < day;

/** Whether somebody left before they were due: the course was never theirs to finish (reports, section 5, “assigned”). */
export const isLeaver = (person: Person | null): boolean => person !== null && leftBefore(person, person.dueOn);

/** Whether somebody is no longer here, or never was to be: nobody to chase. `now`: today, YYYY-MM-DD. */
export const isGone = (person: Person | null, now: string): boolean =>
  person !== null && (isLeaver(person) || leftBefore(person, now));

/** Whether the roster says that somebody is away for now. */
export const onLeave = (person: Person | null): boolean =>
  person !== null && !saysLeft(person) && /leave|absen|parent/.test(person.leave);
