/** Most windows to climb; real LMSs need up to four, a loop of frames must end. */
const MOST_PARENTS = 20;

/** An LMS's API object, and in words in which window it stands. */
export interface FoundApi {
  api: unknown;
  place: string;
}

/**
 * Looks for the LMS's API object in this window, its parents, then the opener and its parents (SCORM 1.2 and 2004 alike).
 * Windows of another origin throw when touched; the search goes on past them. Null when there is none.
 */
export function findApi(from: Window, name: string): FoundApi | null {
  return (
    climb(from, name, 'this window') ??
    climb(openerOf(from), name, 'the opener') ??
    climb(openerOf(topOf(from)), name, 'the opener of the top window')
  );
}

function climb(start: Window | null, name: string, where: string): FoundApi | null {
  let current = start;
  for (let step = 0; current && step <= MOST_PARENTS; step += 1) {
    const api = read(current, (w) => (w as unknown as Record<string, unknown>)[name]);
    if (api !== undefined && api !== null) return { api, place: step === 0 ? where : `${where}, ${step} up` };
    const parent: Window | null = read(current, (w) => w.parent) ?? null;
    current = parent === current ? null : parent;
  }
  return null;
}

const openerOf = (w: Window | null): Window | null => (w && read(w, (x) => x.opener as Window | null)) ?? null;
const topOf = (w: Window): Window | null => read(w, (x) => x.top) ?? null;

/** A property of a window, or undefined when its origin does not let us look. */
function read<T>(w: Window, get: (w: Window) => T): T | undefined {
  try {
    return get(w);
  } catch {
    // A SecurityError here only says that this window belongs to somebody else: the next one may be the LMS.
    return undefined;
  }
}
