import { BASE } from '../../course/iri.ts';

const ADL = 'http://adlnet.gov/expapi';

/** Verbs we send, by their short name. The first five are cmi5's as well. */
export const verbs = {
  initialized: `${ADL}/verbs/initialized`,
  terminated: `${ADL}/verbs/terminated`,
  passed: `${ADL}/verbs/passed`,
  failed: `${ADL}/verbs/failed`,
  completed: `${ADL}/verbs/completed`,
  progressed: `${ADL}/verbs/progressed`,
  attempted: `${ADL}/verbs/attempted`,
  answered: `${ADL}/verbs/answered`,
  experienced: `${ADL}/verbs/experienced`,
  scored: `${ADL}/verbs/scored`,
  asked: `${ADL}/verbs/asked`,
  agreed: 'http://activitystrea.ms/schema/1.0/agree',
  disagreed: 'http://activitystrea.ms/schema/1.0/disagree',
} as const;

export type Verb = keyof typeof verbs;

/** Activity types. */
export const types = {
  course: `${ADL}/activities/course`,
  lesson: `${ADL}/activities/lesson`,
  assessment: `${ADL}/activities/assessment`,
  simulation: `${ADL}/activities/simulation`,
  objective: `${ADL}/activities/objective`,
  interaction: `${ADL}/activities/cmi.interaction`,
  profile: `${ADL}/activities/profile`,
  document: 'http://activitystrea.ms/schema/1.0/page',
} as const;

/** IRI of one of our extensions. */
export const ext = (name: string): string => `${BASE}/ext/${name}`;

/** Our profile: what a reader of the statements may rely on. Part of every statement's category. */
export const PROFILE = `${BASE}/profile/1.0`;

/** Whole percent of a unit that is done, 0 to 100 (cmi5 §9.5.5.1). */
export const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
