import type { Filters } from './filters.ts';

/** Where in a report somebody looks. All of it stands in the address, and none of it names a person. */
export interface Place {
  page: string;
  filters: Filters;
  /** A learner by their place in the report. */
  learner: number;
  /** What of the page is shown: a saved view of the register, a call, a scene; '' for what the page shows by itself. */
  show: string;
  /** `hidden`: people stand there under pseudonyms, in files, too. */
  names: 'shown' | 'hidden';
}

/** The scope a place looks at: what the figures of its page are made of. */
export type Look = Pick<Place, 'filters' | 'names'>;
