import { LmsError } from '../errors.ts';

/** The LMS's API object. Its methods take and give strings; some LMSs give booleans, String objects or nothing. */
export type ScormApi = Record<string, (...args: string[]) => unknown>;

/** The names the two editions give the same calls. */
export interface ApiNames {
  initialize: string;
  finish: string;
  get: string;
  set: string;
  commit: string;
  lastError: string;
  diagnostic: string;
  /** Codes that say the session is over, or never began. */
  sessionEnded: readonly number[];
}

/** Checked calls: each throws LmsError when the LMS says no. Here "true", error codes and missing methods are met; they go no further. */
export interface CheckedApi {
  initialize(): void;
  finish(): void;
  commit(): void;
  set(element: string, value: string): void;
  /** '' when the LMS does not support the element. */
  get(element: string): string;
}

/** Stands for a code where the call broke instead of answering: nothing is known of what the LMS did. */
export const THREW = -1;

/** General exception, in both editions: the LMS has not looked. */
const GENERAL = 101;

/** Codes that say this value will never be accepted. */
const REFUSED = [401, 402, 403, 404, 405, 201, 351, 406, 407, 408];

/** Wraps an LMS's API object. */
export function checkedApi(api: ScormApi, names: ApiNames): CheckedApi {
  const raw = (method: string, ...args: string[]): string => {
    const call = api[method];
    if (typeof call !== 'function') throw new LmsError(method, 0, 'refused', 'the LMS has no such call');
    try {
      // String(): pipwerks-era LMSs return booleans or String objects.
      return String(call.apply(api, args) ?? '');
    } catch (error) {
      throw new LmsError(method, THREW, 'failed', error instanceof Error ? error.message : String(error));
    }
  };
  const code = (): number => Number.parseInt(raw(names.lastError), 10) || 0;
  const failure = (call: string, number = code()): LmsError => {
    const kind = names.sessionEnded.includes(number)
      ? 'session-ended'
      : REFUSED.includes(number)
        ? 'refused'
        : 'failed';
    return new LmsError(call, number, kind, number === 0 ? '' : raw(names.diagnostic, String(number)).slice(0, 120));
  };
  /** Throws unless the LMS said yes. Some say nothing, and some say no and have done it: their error code is 0. */
  const must = (call: string, result: string, done = (): boolean => false): void => {
    const said = result.toLowerCase();
    if (said === 'true' || said === '1') return;
    const number = code();
    if (number === 0 && (['', 'undefined', 'null'].includes(said) || done())) return;
    throw failure(call, number);
  };
  return {
    initialize: () => must(names.initialize, raw(names.initialize, '')),
    finish: () => must(names.finish, raw(names.finish, '')),
    commit: () => must(names.commit, raw(names.commit, '')),
    set: (element, value) =>
      must(`${names.set}(${element})`, raw(names.set, element, value), () => raw(names.get, element) === value),
    get: (element) => {
      const value = raw(names.get, element);
      if (value !== '' && value !== 'undefined' && value !== 'null') return value;
      const number = code();
      // Taken for a first visit, the saved attempt would be written over.
      const unseen = number === GENERAL && element === 'cmi.suspend_data';
      if (unseen || names.sessionEnded.includes(number)) throw failure(`${names.get}(${element})`, number);
      return '';
    },
  };
}
