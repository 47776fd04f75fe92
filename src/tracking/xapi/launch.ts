import type { Actor } from './statement.ts';

/** What a Tin Can launch tells. Source: Tin Can launch guidelines (query of the launch address). */
export interface TinCanLaunch {
  endpoint: string;
  /** Whole value of the Authorization header; '' for none. */
  auth: string;
  actor: Actor;
  registration: string | null;
  /** The LMS's id of this unit; null when it leaves that to us. */
  activityId: string | null;
  mode: 'normal' | 'browse' | 'review';
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads the query of a launch address; null when it names no learner, or no LRS and there is no `own` one. */
export function readTinCanLaunch(search: string, own = ''): TinCanLaunch | null {
  const asked = new URLSearchParams(search);
  const endpoint = asked.get('endpoint') ?? own;
  const actor = readActor(asked.get('actor') ?? '');
  if (!/^https?:\/\//.test(endpoint) || !actor) return null;
  const auth = asked.get('auth') ?? '';
  const mode = asked.get('mode');
  return {
    endpoint,
    // Some LMSs send the bare token, without the word that says what it is.
    auth: auth === '' || /^\S+ \S/.test(auth) ? auth : `Basic ${auth}`,
    actor,
    // An LRS refuses everything that is said about a registration that is no UUID (xAPI 2.4.6.1).
    registration: UUID.exec(asked.get('registration') ?? '')?.[0] ?? null,
    activityId: asked.get('activity_id') || null,
    // Our own, for showing the course. A pass mark is never taken from the address: a learner could lower it there.
    mode: mode === 'browse' || mode === 'review' ? mode : 'normal',
  };
}

/** An actor exactly as launched, but for the lists of xAPI 0.9, which no LRS takes any more: their first element counts. */
export function readActor(text: string): Actor | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, given]: [string, unknown]) => {
      const first: unknown = Array.isArray(given) && key !== 'member' ? given[0] : given;
      const old = first as { accountServiceHomePage?: string; accountName?: string } | null;
      return [
        key,
        key === 'account' && old?.accountServiceHomePage
          ? { homePage: old.accountServiceHomePage, name: old.accountName }
          : first,
      ];
    }),
  );
}
