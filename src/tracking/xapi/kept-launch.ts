/** Longest time a launch may be taken up again: somebody else may sit at this computer by then. */
const LONGEST_MS = 12 * 3600 * 1000;

/**
 * What this launch was told, kept in the tab so that a reload can go on: the address bar is cleared at once, and a
 * cmi5 token can be fetched only once. Cleared when the session ends.
 */
export class KeptLaunch<T extends object> {
  readonly #window: Window;
  readonly #key: string;

  constructor(window: Window, key: string) {
    this.#window = window;
    this.#key = key;
  }

  /** What an earlier load of this page kept; null for none. One that is too old at `now` (ms since the epoch) is erased. */
  read(now: number): T | null {
    try {
      const { at, ...kept } = JSON.parse(this.#window.sessionStorage.getItem(this.#key) ?? '{}') as T & { at?: number };
      if (at !== undefined && now - at < LONGEST_MS) return kept as unknown as T;
    } catch {
      // No storage, or not our text: then a reload cannot go on, and nothing else is lost.
    }
    this.clear();
    return null;
  }

  keep(value: T, now: number): void {
    try {
      this.#window.sessionStorage.setItem(this.#key, JSON.stringify({ ...value, at: now }));
    } catch {
      // The course works without it; only a reload does not.
    }
  }

  clear(): void {
    try {
      this.#window.sessionStorage.removeItem(this.#key);
    } catch {
      // Where nothing can be kept there is nothing to clear.
    }
  }
}

/** Takes the launch parameters out of the address bar: they name the learner and open the LRS. */
export function hideParameters(window: Window): void {
  window.history.replaceState(null, '', window.location.pathname + window.location.hash);
}
