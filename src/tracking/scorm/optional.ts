import { LmsError } from '../errors.ts';
import { THREW, type CheckedApi } from './call.ts';

/** Sets elements the course can do without; what an LMS does not know is not asked for again. */
export class OptionalElements {
  readonly #unsupported = new Set<string>();
  readonly #unknownCodes: readonly number[];

  /** `unknownCodes`: what this edition answers for elements an LMS does not have. */
  constructor(unknownCodes: readonly number[]) {
    this.#unknownCodes = unknownCodes;
  }

  /** Learns which of these collections the LMS does not have. */
  look(api: CheckedApi, collections: readonly string[]): void {
    for (const each of collections) if (api.get(`${each}._children`) === '') this.#unsupported.add(each);
  }

  /** Whether the LMS lacks an element, written with `n` for an index. */
  lacks(element: string): boolean {
    return this.#unsupported.has(element);
  }

  /**
   * Whether the LMS took the value, or has no such element at all. Its commit decides about the step; only a lost
   * session and a call that broke stop it here: a row left out would leave a gap in which the next ones are lost.
   * @throws LmsError when the session is over, or when the call broke and the step must be tried again
   */
  set(api: CheckedApi, element: string, value: string): boolean {
    const kind = element.replace(/\.\d+/g, '.n');
    if (this.#unsupported.has(kind)) return true;
    for (let first = true; ; first = false) {
      try {
        api.set(element, value);
        return true;
      } catch (error) {
        if (!(error instanceof LmsError) || error.kind === 'session-ended' || error.code === THREW) throw error;
        // No reason given: an LMS that does not say no for ever may say yes at once.
        if (first && error.kind === 'failed') continue;
        const unknown = this.#unknownCodes.includes(error.code);
        if (unknown) this.#unsupported.add(kind);
        return unknown;
      }
    }
  }
}
