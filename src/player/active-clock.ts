/** Without any input for this long, the learner is taken to be away. */
const IDLE_MS = 60_000;

/** Measures time in use: the page is visible and the learner has done something within the last minute. */
export class ActiveClock {
  readonly #now: () => number;
  #lastInput: number;
  #visible = true;
  #counted = 0;
  #taken = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#lastInput = now();
  }

  /** The learner did something: the time since the last input counts, at most a minute of it. */
  touch(): void {
    this.#counted += this.#sinceInput();
    this.#lastInput = this.#now();
  }

  /** The page was hidden or shown: time out of sight does not count. */
  shown(visible: boolean): void {
    this.touch();
    this.#visible = visible;
  }

  /** Milliseconds in use since this was last asked. */
  take(): number {
    this.touch();
    const ms = Math.round(this.#counted) - this.#taken;
    this.#taken += ms;
    return ms;
  }

  /** Milliseconds in use since the page was opened. Asking is no input: it changes nothing. */
  total(): number {
    return Math.round(this.#counted + this.#sinceInput());
  }

  /** A computer's clock may be set back. */
  #sinceInput(): number {
    return this.#visible ? Math.min(Math.max(this.#now() - this.#lastInput, 0), IDLE_MS) : 0;
  }
}
