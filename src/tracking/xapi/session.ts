import type { Course } from '../../course/course.ts';
import { unitIri } from '../../course/iri.ts';
import { LaunchError } from '../errors.ts';
import type { TrackingSession } from '../session.ts';
import * as activity from './activities.ts';
import type { Connection } from './connection.ts';
import { hideParameters, KeptLaunch } from './kept-launch.ts';
import { readTinCanLaunch, type TinCanLaunch } from './launch.ts';
import { Lrs } from './lrs.ts';
import { StatementSession } from './statement-session.ts';
import { uuid } from './uuid.ts';

/** What a session takes from outside; given in tests. */
export interface SessionDeps {
  fetch: typeof globalThis.fetch;
  /** ms since the epoch. */
  now(): number;
}

/** A session with the LRS that a Tin Can launch names. */
export function createSession(window: Window, course: Course, deps: SessionDeps = browser(window)): TrackingSession {
  return new StatementSession(course, () => connect(window, course, deps), deps.now);
}

/** The browser's own network and clock. */
export const browser = (window: Window): SessionDeps => ({
  fetch: (input, init) => window.fetch(input, init),
  now: () => Date.now(),
});

async function connect(window: Window, course: Course, deps: SessionDeps): Promise<Connection> {
  const kept = new KeptLaunch<TinCanLaunch>(window, `${course.id}:launch`);
  const launch = readTinCanLaunch(window.location.search) ?? kept.read(deps.now());
  if (!launch) {
    throw new LaunchError('No LMS was found, so nothing can be recorded.', {
      standard: 'xAPI',
      reason: 'not-found',
      searched: 'endpoint and actor in the launch address',
    });
  }
  kept.keep(launch, deps.now());
  hideParameters(window);
  const lrs = new Lrs({ ...launch, activityId: launch.activityId ?? unitIri(course) }, deps.fetch);
  return connection(window, course, launch, lrs, () => kept.clear());
}

/** What a launch by these parameters opens. */
export function connection(
  window: Window,
  course: Course,
  { registration, actor, mode, activityId }: TinCanLaunch,
  lrs: Lrs,
  forget: () => void,
): Connection {
  return {
    standard: 'xAPI',
    lrs,
    launch: { mode, mastery: null, languages: [...window.navigator.languages] },
    unit: { ...activity.unit(course), id: activityId ?? unitIri(course) },
    mastery: null,
    dress: ({ context, ...claim }) => ({
      id: uuid(),
      actor,
      ...claim,
      context: registration === null ? context : { registration, ...context },
    }),
    said: new Set(),
    onSaid: () => undefined,
    endsWithWindow: true,
    forget,
  };
}
