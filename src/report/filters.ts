import { dayOf } from './day.ts';
import type { Learner } from './learner.ts';

/** What is looked at; an empty text means all of it. */
export interface Filters {
  /** First and last day of first activity, YYYY-MM-DD. */
  from: string;
  to: string;
  team: string;
  site: string;
  cohort: string;
  locale: string;
  version: string;
  /** `first`: key points and calls of first attempts only. */
  attempt: string;
}

export const ALL: Filters = { from: '', to: '', team: '', site: '', cohort: '', locale: '', version: '', attempt: '' };

/** Pages and files whose figures can be of first attempts only. */
export const OF_ATTEMPTS: ReadonlySet<string> = new Set(['objectives', 'calls']);

/** Whether a learner is in scope. Who has not begun has no date, language or version, and is in scope until one is asked for. */
export function inScope(learner: Learner, filters: Filters): boolean {
  const { register, person } = learner;
  const begun = register.launched_at && dayOf(Date.parse(register.launched_at));
  return (
    (filters.from === '' || begun >= filters.from) &&
    (filters.to === '' || (begun !== '' && begun <= filters.to)) &&
    (filters.team === '' || person?.team === filters.team) &&
    (filters.site === '' || person?.site === filters.site) &&
    (filters.cohort === '' || person?.cohort === filters.cohort) &&
    (filters.locale === '' || register.locale === filters.locale) &&
    (filters.version === '' || register.content_version === filters.version)
  );
}
