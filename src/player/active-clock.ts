/** Without any input for this long, the learner is taken to be away. */
const IDLE_MS = 60_000;

/** Measures time in use: the page is visible and the learner has done something within the last minute. */
export class ActiveClock {
  private readonly now: () => number;
  private lastInput: number;
  private counted = 0;

  constructor(now: () => number) {
    this.now = now;
    this.lastInput = now();
  }

  /** The learner did something: the time since the last input counts, at most a minute of it. */
  touch(): void {
    const at = this.now();
    this.counted += Math.min(at - this.lastInput, IDLE_MS);
    this.lastInput = at;
  }

  /** The page was hidden or shown: time out of sight does not count. */
  shown(visible: boolean): void {
    if (visible) this.lastInput = this.now();
    else this.touch();
  }

  /** Milliseconds in use since this was last asked. */
  take(): number {
    this.touch();
    const ms = this.counted;
    this.counted = 0;
    return Math.round(ms);
  }
}
