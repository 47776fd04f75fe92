import { LmsError } from '../tracking/errors.ts';

/** Whether the course still reaches the LMS that opened it, and if not, what a learner can do about it. */
export type Contact = 'fine' | 'lms-closed' | 'signed-out' | 'no-answer';

/** What a beat looks at. */
export interface HeartbeatDeps {
  /** Asks the LMS something harmless. @throws when it does not answer */
  ping(): void;
  /** Whether the window that opened the course was closed; a course in a frame has none. */
  openerClosed(): boolean;
  /** The text of the file beside the course, or null without an answer; a redirect is none. */
  alive(): Promise<string | null>;
  /** Calls back every so many ms; gives a function that ends it. */
  every(ms: number, then: () => void): () => void;
  onContact(contact: Contact): void;
}

const EVERY_MS = 60_000;
/** Answers that say nothing about who is signed in, beside those from 500 on. */
const BUSY = [408, 429];
/** No answer once is a hiccup; another answer than ours, or a window that is closed, is none. */
const LOST_BEATS = 2;

/**
 * Looks once a minute whether anybody is there: an LMS whose session has ended, or whose window was closed, says
 * nothing by itself, and goes on answering “true”. As a side effect it keeps many LMS sessions from ending.
 */
export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  readonly #stop: () => void;
  #lost = 0;
  #told: Contact = 'fine';
  /** Some servers hide text files; then only the LMS itself is asked. */
  #serverKnown = false;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
    this.#stop = deps.every(EVERY_MS, () => void this.beat());
    void this.#deps.alive().then((text) => (this.#serverKnown = isAlive(text)));
  }

  /** Looks now: the network is back, or the window was shown again. */
  async beat(): Promise<void> {
    const seen = await this.#look();
    this.#lost = seen === 'fine' ? 0 : this.#lost + 1;
    const contact = seen === 'no-answer' && this.#lost < LOST_BEATS ? this.#told : seen;
    if (contact === this.#told) return;
    this.#told = contact;
    this.#deps.onContact(contact);
  }

  end(): void {
    this.#stop();
  }

  async #look(): Promise<Contact> {
    if (this.#deps.openerClosed()) return 'lms-closed';
    try {
      this.#deps.ping();
    } catch (error) {
      // Anything else may pass; the session's own calls meet it, too, and say what it means for them.
      return error instanceof LmsError && error.kind === 'session-ended' ? 'signed-out' : 'no-answer';
    }
    if (!this.#serverKnown) return 'fine';
    const text = await this.#deps.alive();
    return isAlive(text) ? 'fine' : text === null ? 'no-answer' : 'signed-out';
  }
}

const isAlive = (text: string | null): boolean => text?.trim() === 'alive';

/** Looks once a minute, while anybody can see the page, whether the LMS is still there. */
export function pageHeartbeat(
  window: Window,
  controller: { closed: unknown; ping(): void; reached(contact: Contact): void },
): Heartbeat {
  const { document } = window;
  return new Heartbeat({
    ping: () => controller.ping(),
    openerClosed: () => {
      try {
        return window.parent === window && (window.opener as Window | null)?.closed === true;
      } catch {
        return false; // A window of another origin that may not be looked at is not closed.
      }
    },
    alive: async () => {
      try {
        const response = await window.fetch('./alive.txt', { cache: 'no-store', redirect: 'manual' });
        if (BUSY.includes(response.status) || response.status >= 500) return null;
        // Being sent elsewhere, as to a page to sign in, is an answer, and not ours.
        return response.ok ? await response.text() : '';
      } catch {
        return null; // no line
      }
    },
    every: (ms, then) => {
      const timer = window.setInterval(() => (document.hidden || controller.closed ? undefined : then()), ms);
      return () => window.clearInterval(timer);
    },
    onContact: (contact) => controller.reached(contact),
  });
}
