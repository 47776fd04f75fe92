import { LaunchError } from '../errors.ts';
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
  if (typeof found?.api !== 'object') {
    throw new LaunchError('No LMS was found, so nothing can be recorded.', {
      standard,
      reason: 'not-found',
      searched: `window.${object} in this window, its parents and its opener`,
    });
  }
  const api = checkedApi(found.api as ScormApi, calls);
  try {
    api.initialize();
  } catch (cause) {
    const searched = calls.initialize;
    throw new LaunchError('The LMS was found but did not open a session.', {
      standard,
      reason: 'refused',
      searched,
      cause,
    });
  }
  return { ...api, place: `window.${object}: ${found.place}` };
}

/** Some LMSs put their API up after the course frame has loaded: look again for two seconds. */
async function waitForApi(window: Window, object: string): Promise<FoundApi | null> {
  for (let look = 0; look < 10; look += 1) {
    const api = findApi(window, object);
    if (api) return api;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return null;
}
