import type { Person } from './sources/roster.ts';

/** Whether the roster says that somebody has left for good. */
const saysLeft = ({ leave }: Person): boolean => /\bleft\b|leaver|former/.test(leave);

/** Whether somebody is no longer here: nobody to chase. Who will leave on a day to come is here till then. `now`: today, YYYY-MM-DD. */
export const isGone = (person: Person | null, now: string): boolean =>
  person !== null && (person.leftOn === '' ? saysLeft(person) : person.leftOn < now);

/** Whether somebody left before they were due: the course was never theirs to finish (reports, section 5, “assigned”). Who left on no day that is known is not here on any. */
export const isLeaver = (person: Person | null, now: string): boolean =>
  person !== null &&
  isGone(person, now) &&
  (person.leftOn === '' || person.dueOn === '' || person.leftOn < person.dueOn);

/** Whether the roster says that somebody is away for now. */
export const onLeave = (person: Person | null): boolean =>
  person !== null && !saysLeft(person) && /leave|absen|parent/.test(person.leave);
