import { LaunchError } from '../errors.ts';
import { readActor } from '../xapi/launch.ts';
import type { Actor, Context } from '../xapi/statement.ts';

/** What the launch address tells (cmi5 §8.1). */
export interface Cmi5Launch {
  endpoint: string;
  /** Gives the token, once. */
  fetch: string;
  actor: Actor;
  registration: string;
  /** The LMS's own id of this unit: the object of every cmi5-defined statement. */
  activityId: string;
}

/** What the LMS says in LMS.LaunchData (cmi5 §10.2). */
export interface LaunchData {
  contextTemplate: Context;
  mode: 'normal' | 'browse' | 'review';
  /** 0 to 1; 0 is a mastery score. */
  mastery: number | null;
  returnUrl: string | null;
}

/** Reads the query of a launch address; null when it is no cmi5 launch. */
export function readCmi5Launch(search: string): Cmi5Launch | null {
  const asked = new URLSearchParams(search);
  const [endpoint, fetch, registration, activityId] = ['endpoint', 'fetch', 'registration', 'activityId'].map(
    (name) => asked.get(name) ?? '',
  );
  const actor = readActor(asked.get('actor') ?? '');
  if (!actor || !registration || !activityId || !isHttp(endpoint) || !isHttp(fetch)) return null;
  return { endpoint, fetch, actor, registration, activityId };
}

/** How long the LMS has to give its token. */
const LONGEST_MS = 15_000;

const isHttp = (text: string | undefined): text is string => /^https?:\/\//.test(text ?? '');

/** Fetches the token: by POST, once, without credentials (cmi5 §8.2). @throws LaunchError */
export async function fetchToken(address: string, fetch: typeof globalThis.fetch): Promise<string> {
  let told: unknown;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), LONGEST_MS);
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: giveUp.signal,
    });
    told = await response.json();
  } catch (cause) {
    throw noToken('no answer', cause);
  } finally {
    clearTimeout(timer);
  }
  const { 'auth-token': token, 'error-code': code } = (told ?? {}) as Record<string, unknown>;
  if (typeof token !== 'string' || token === '') throw noToken(`error code ${String(code)}`);
  return token;
}

const noToken = (why: string, cause?: unknown): LaunchError =>
  new LaunchError(
    `The LMS was found, but it lets nobody in by this launch (${why}). Open the course again from there.`,
    {
      standard: 'cmi5',
      reason: 'refused',
      searched: 'the token of the fetch address',
      cause,
    },
  );

/** Reads the LMS's document, forgiving what real LMSs write: `masteryScore: null`, no returnURL. @throws LaunchError */
export function readLaunchData(content: unknown): LaunchData {
  if (typeof content !== 'object' || content === null) {
    throw new LaunchError('The LMS was found, but its launch data is missing.', {
      standard: 'cmi5',
      reason: 'refused',
      searched: 'the State document LMS.LaunchData',
    });
  }
  const told = content as Record<string, unknown>;
  const { masteryScore, returnURL, launchMode, contextTemplate } = told;
  const mode = String(launchMode).toLowerCase();
  return {
    contextTemplate: (contextTemplate ?? {}) as Context,
    mode: mode === 'browse' || mode === 'review' ? mode : 'normal',
    mastery: typeof masteryScore === 'number' ? masteryScore : null,
    returnUrl: typeof returnURL === 'string' && isHttp(returnURL) ? returnURL : null,
  };
}

/** Languages the learner prefers, best first: `fr-FR,en` (cmi5 §11.1). */
export function readLanguages(content: unknown): string[] {
  const { languagePreference } = (content ?? {}) as Record<string, unknown>;
  return typeof languagePreference === 'string'
    ? languagePreference.split(',').flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()]))
    : [];
}
