/** How long the others have to answer, ms. */
const ANSWER_MS = 200;
/** How long the other window has to end its session, ms. */
const LEAVE_MS = 1500;

type Message = { kind: 'who'; id: number } | { kind: 'here' } | { kind: 'take' } | { kind: 'gone' };

/**
 * One course in one window: two that write the same attempt would overwrite each other. A BroadcastChannel does it
 * with and without https, and reaches hidden windows; it names nobody. Where there are locks (Web Locks, https only), a
 * free one says at once that nobody is there, and the learner need not wait for an answer that will not come.
 */
export class OneWindow {
  readonly #channel: BroadcastChannel | null;
  readonly #id: number;
  readonly #name: string;
  #locked: Promise<unknown> = Promise.resolve();
  #owner = false;
  /** Another window has taken the course, maybe before anybody here could hear of it. */
  #taken = false;
  #onTaken: () => Promise<void> = () => Promise.resolve();

  /** `name`: the same for every window of one learner's enrolment in one course. */
  constructor(name: string) {
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
    this.#id = Math.random();
    this.#name = name;
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => void this.#hear(data));
  }

  /** Whether no other window has the course; this one has it from now on. */
  async claim(): Promise<boolean> {
    if (!this.#channel) return true; // A frame without storage has no channel either, and no other window can be known.
    if (await this.#lock({ ifAvailable: true })) return true;
    // Somebody holds the lock, or a page that has just been left still does: only who is there can answer.
    const other = this.#wait(
      (message) => message.kind === 'here' || (message.kind === 'who' && message.id < this.#id),
      ANSWER_MS,
    );
    this.#say({ kind: 'who', id: this.#id });
    this.#owner = !(await other);
    if (this.#owner) void this.#lock({ steal: true });
    return this.#owner;
  }

  /** Ends the session in the other window and takes its place. */
  async take(): Promise<void> {
    const gone = this.#wait(({ kind }) => kind === 'gone', LEAVE_MS);
    this.#say({ kind: 'take' });
    await gone;
    this.#owner = true;
    this.#taken = false;
    void this.#lock({ steal: true });
  }

  /** Called when another window takes the course; it waits for the promise, a moment at most. */
  whenTaken(then: () => Promise<void>): void {
    this.#onTaken = then;
    if (this.#taken) void then();
  }

  /** Whether this window has the lock, from now on until it closes or another takes it. */
  #lock(options: LockOptions): Promise<boolean> {
    let mine = false;
    const got = new Promise<boolean>((answer) => {
      const held = globalThis.navigator?.locks?.request(this.#name, options, (lock) => {
        mine = lock !== null;
        this.#owner ||= mine;
        answer(lock !== null);
        return lock && new Promise(() => undefined);
      });
      // None on plain http, refused in some frames; and who takes the course takes the lock, and says so by the channel.
      // A frozen page hears of it only by losing the lock.
      if (held) held.catch(() => (mine ? this.#lose() : answer(false)));
      else answer(false);
    });
    this.#locked = got;
    return got;
  }

  async #hear(message: Message): Promise<void> {
    await this.#locked;
    if (!this.#owner) return;
    if (message.kind === 'who') this.#say({ kind: 'here' });
    if (message.kind !== 'take') return;
    await this.#lose();
    this.#say({ kind: 'gone' });
  }

  async #lose(): Promise<void> {
    if (!this.#owner) return;
    this.#owner = false;
    this.#taken = true;
    await this.#onTaken();
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message);
  }

  /** Whether such a message comes within some ms. */
  #wait(wanted: (message: Message) => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (found: boolean): void => {
        clearTimeout(timer);
        this.#channel?.removeEventListener('message', heard);
        resolve(found);
      };
      const heard = ({ data }: MessageEvent<Message>): void => {
        if (wanted(data)) end(true);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#channel?.addEventListener('message', heard);
    });
  }
}
