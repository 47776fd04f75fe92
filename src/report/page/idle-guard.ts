import type { ReactiveController, ReactiveControllerHost } from 'lit';

const MINUTE = 60_000;
/** After so long without anybody, all data goes; the warning comes two minutes before. */
const FORGET_AFTER = 30;
const WARN_BEFORE = 2;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'input'] as const;

interface IdleHooks {
  /** Minutes left, or null when somebody is here again. */
  warn(minutes: number | null): void;
  clear(): void;
  /** Whether there is anything to forget. */
  isNeeded(): boolean;
}

/** Forgets staff data on a screen that somebody has left: after 30 minutes without any input, two of them with a warning. */
export class IdleGuard implements ReactiveController {
  readonly #hooks: IdleHooks;
  #timer: ReturnType<typeof setInterval> | undefined;
  #last = Date.now();
  #isWarning = false;

  constructor(host: ReactiveControllerHost, hooks: IdleHooks) {
    this.#hooks = hooks;
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS) addEventListener(sign, this.#onSign, { passive: true });
    // A tab that slept through the half hour must not show anything when it wakes up.
    addEventListener('visibilitychange', this.#look);
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) removeEventListener(sign, this.#onSign);
    removeEventListener('visibilitychange', this.#look);
    clearInterval(this.#timer);
  }

  /** Begins to count, from now. */
  watch(): void {
    this.#last = Date.now();
    clearInterval(this.#timer);
    if (this.#hooks.isNeeded()) this.#timer = setInterval(this.#look, MINUTE / 4);
  }

  /** Somebody wants to keep the data. */
  stay(): void {
    this.#last = Date.now();
    this.#isWarning = false;
    this.#hooks.warn(null);
  }

  /** Once it has warned, only the button keeps the data: a mouse that is pushed by accident is nobody. */
  readonly #onSign = (): void => {
    if (!this.#isWarning) this.#last = Date.now();
  };

  readonly #look = (): void => {
    if (!this.#hooks.isNeeded()) return;
    const left = FORGET_AFTER - (Date.now() - this.#last) / MINUTE;
    if (left <= 0) {
      clearInterval(this.#timer);
      this.#isWarning = false;
      this.#hooks.clear();
    } else if (left <= WARN_BEFORE) {
      this.#isWarning = true;
      this.#hooks.warn(Math.ceil(left));
    }
  };
}
