import type { Course } from '../../course/course.ts';
import { LaunchError, LmsError } from '../errors.ts';
import type { TrackingSession } from '../session.ts';
import * as activity from '../xapi/activities.ts';
import type { Connection, UnitVerb } from '../xapi/connection.ts';
import { hideParameters, KeptLaunch } from '../xapi/kept-launch.ts';
import { Lrs } from '../xapi/lrs.ts';
import { browser, type SessionDeps } from '../xapi/session.ts';
import type { Statement } from '../xapi/statement.ts';
import { StatementSession } from '../xapi/statement-session.ts';
import { uuid } from '../xapi/uuid.ts';
import { fetchToken, readCmi5Launch, readLanguages, readLaunchData, type Cmi5Launch } from './launch.ts';
import { cmi5Context } from './statements.ts';

/** What a reload needs: the token cannot be fetched twice, and no verb may be said twice in a session. */
interface Kept extends Omit<Cmi5Launch, 'fetch'> {
  token: string;
  /** Of `initialized`: when its answer was lost, a reload says the same statement once more, and not a second one. */
  first: Pick<Statement, 'id' | 'timestamp'> | null;
  said: UnitVerb[];
}

/** A session with the LMS that has launched this page as a cmi5 assignable unit. */
export function createSession(window: Window, course: Course, deps: SessionDeps = browser(window)): TrackingSession {
  return new StatementSession(course, () => connect(window, course, deps), deps.now);
}

/** The order is the profile's: token, launch data, learner preferences; `initialized` follows (cmi5 §10, §11). */
async function connect(window: Window, course: Course, deps: SessionDeps): Promise<Connection> {
  const storage = new KeptLaunch<Kept>(window, `${course.id}:launch`);
  let kept = await launchOrKept(window, storage, deps);
  const { registration, actor, activityId, token } = kept;
  const lrs = new Lrs({ ...kept, auth: token.startsWith('Basic ') ? token : `Basic ${token}` }, deps.fetch);
  const data = readLaunchData((await read(() => lrs.readState('LMS.LaunchData')))?.content);
  const languages = readLanguages(await preferences(lrs));
  if (kept.first === null) {
    // By the record store's clock, which is known by now.
    kept = { ...kept, first: { id: uuid(), timestamp: new Date(deps.now() + lrs.offset).toISOString() } };
    storage.keep(kept, deps.now());
  }
  const { first } = kept;
  const said = new Set(kept.said);
  return {
    standard: 'cmi5',
    lrs,
    launch: {
      mode: data.mode,
      mastery: data.mastery,
      languages: languages.length > 0 ? languages : [...window.navigator.languages],
      ...(data.returnUrl === null ? {} : { returnUrl: data.returnUrl }),
    },
    unit: { ...activity.unit(course), id: activityId },
    mastery: data.mastery,
    dress: (claim, verb) => ({
      id: uuid(),
      actor,
      ...claim,
      ...(verb === 'initialized' ? first : {}),
      context: cmi5Context(claim, verb, { template: data.contextTemplate, registration, mastery: data.mastery }),
    }),
    said,
    onSaid: () => storage.keep({ ...kept, said: [...said] }, deps.now()),
    // A window that goes may come back, and after `terminated` the token is dead. One that does not come back is
    // `abandoned` by the LMS at the next launch; nothing sent before is lost (cmi5 §9.3.6).
    endsWithWindow: false,
    forget: () => storage.clear(),
  };
}

async function launchOrKept(window: Window, storage: KeptLaunch<Kept>, deps: SessionDeps): Promise<Kept> {
  const launch = readCmi5Launch(window.location.search);
  if (!launch) {
    const kept = storage.read(deps.now());
    if (kept) return kept;
    throw new LaunchError('No LMS was found, so nothing can be recorded.', {
      standard: 'cmi5',
      reason: 'not-found',
      searched: 'endpoint, fetch, actor, registration and activityId in the launch address',
    });
  }
  hideParameters(window);
  storage.clear(); // Whatever becomes of this launch, an earlier one is over.
  const { fetch, ...rest } = launch;
  const token = await fetchToken(fetch, deps.fetch);
  const kept = { ...rest, token, first: null, said: [] };
  storage.keep(kept, deps.now());
  return kept;
}

/** What the learner prefers; it has to be asked for (cmi5 §11), and a course can be taken without an answer. */
async function preferences(lrs: Lrs): Promise<unknown> {
  try {
    return (await lrs.readAgentProfile('cmi5LearnerPreferences'))?.content;
  } catch (error) {
    if (error instanceof LmsError) return null;
    throw error;
  }
}

/** A document the LMS keeps for us. @throws LaunchError when it does not answer */
async function read<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (cause) {
    if (!(cause instanceof LmsError)) throw cause;
    throw new LaunchError('The LMS was found, but its record store does not take part.', {
      standard: 'cmi5',
      reason: 'refused',
      searched: cause.call,
      cause,
    });
  }
}
