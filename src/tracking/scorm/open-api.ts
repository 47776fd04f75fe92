import { LaunchError, LmsError } from '../errors.ts';
import { checkedApi, type ApiNames, type CheckedApi, type ScormApi } from './call.ts';
import { findApi, type FoundApi } from './find-api.ts';

/** An edition of SCORM, as far as opening a session goes. */
export interface Edition {
  /** Its name for people. */
  standard: string;
  /** The object an LMS puts up. */
  object: string;
  calls: ApiNames;
}

/** An LMS's API with its session open, and where it was found. */
export interface OpenApi extends CheckedApi {
  place: string;
}

/** The LMS's API with its session open. @throws LaunchError when there is no LMS, or it does not open a session */
export async function openApi(window: Window, { standard, object, calls }: Edition): Promise<OpenApi> {
  const found = await waitForApi(window, object);
  if (typeof found?.api !== 'object' && typeof found?.api !== 'function') {
    throw new LaunchError('No LMS was found, so nothing can be recorded.', {
      standard,
      reason: 'not-found',
      searched: `window.${object} in this window, its parents and its opener`,
    });
  }
  const api = checkedApi(found.api as ScormApi, calls);
  await atLaunch(standard, () => initialize(api));
  return { ...api, place: `window.${object}: ${found.place}` };
}

/** 2004 error 103: the session is open already, as after a reload that the LMS has not noticed. */
const ALREADY_OPEN = 103;
const PAUSES_MS = [250, 500, 1000];

/** Does what a launch needs; an LMS that is not ready yet is asked again. @throws LaunchError */
export async function atLaunch<T>(standard: string, work: () => T): Promise<T> {
  for (const pause of [...PAUSES_MS, null]) {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof LmsError)) throw cause;
      if (pause === null) {
        const message = 'The LMS was found but did not open a session.';
        throw new LaunchError(message, { standard, reason: 'refused', searched: cause.call, cause });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error('The last pause is none.');
}

function initialize(api: CheckedApi): void {
  try {
    api.initialize();
  } catch (error) {
    if (!(error instanceof LmsError) || error.code !== ALREADY_OPEN) throw error;
  }
}

const LOOK_EVERY_MS = 250;

/** Some LMSs put their API up long after the course has loaded; where there is no window above us, none can. */
async function waitForApi(window: Window, object: string): Promise<FoundApi | null> {
  const longest = window.parent !== window || window.opener ? 10_000 : 2000;
  for (let waited = 0; waited <= longest; waited += LOOK_EVERY_MS) {
    const api = findApi(window, object);
    if (api) return api;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}
