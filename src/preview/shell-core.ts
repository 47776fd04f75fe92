import type { Elements } from './attempts.ts';
import { countOf, type Call, type Launch, type Mode, type Report, type Shell, type Store } from './shell.ts';

/** What both editions of SCORM answer to a good call, and to an argument that is none. */
const NO_ERROR = '0';
const INVALID_ARGUMENT = '201';

/** How scorm-again is set up: it keeps the data model, and neither talks nor sends. */
export const silent = {
  autocommit: false,
  logLevel: 5, // nothing: the call log of the page says it all
  httpService: { processHttpRequest: () => ({ result: 'true', errorCode: 0 }), updateSettings: () => undefined },
};

/**
 * What the strict shells of all editions share: the state of the session, the error a call leaves behind, and the
 * reports of calls. `store` keeps a commit and says if it could; `report` hears of every call.
 */
export abstract class ShellCore implements Shell {
  abstract readonly api: Readonly<Record<string, Call>>;
  protected readonly launch: Launch;
  protected readonly mode: Mode;
  protected state: 'new' | 'open' | 'closed' = 'new';
  protected error = NO_ERROR;
  /** All values of this attempt, with what this session has set. */
  protected elements: Elements = {};
  /** Entries of each collection that was asked about: counting them anew with every call takes longer than the call. */
  private readonly counts = new Map<string, number>();
  private readonly store: Store;
  private readonly report: Report;

  /** `over`: the attempt is finished, which *lenient* only lets be reviewed. */
  constructor(launch: Launch, store: Store, report: Report, over: boolean) {
    this.launch = launch;
    this.store = store;
    this.report = report;
    this.mode = launch.mode === 'normal' && launch.profile === 'lenient' && over ? 'review' : launch.mode;
  }

  abandon(): void {
    this.state = 'closed';
  }

  /** The learner's name as this LMS writes it. */
  protected get learnerName(): string {
    const { first, last } = this.launch.learner;
    return this.launch.profile === 'strict' ? `${last}, ${first}` : `${first} ${last}`;
  }

  /** What the rules may look at. */
  protected get model() {
    return {
      profile: this.launch.profile,
      value: (element: string) => this.elements[element],
      count: (collection: string) => this.count(collection),
    };
  }

  private count(collection: string): number {
    const count = this.counts.get(collection) ?? countOf(this.elements, collection);
    this.counts.set(collection, count);
    return count;
  }

  /** Takes over a value the rules have let through. */
  protected put(element: string, value: string): void {
    if (!(element in this.elements)) {
      const parts = element.split('.');
      for (const [at, part] of parts.entries()) {
        const collection = parts.slice(0, at).join('.');
        if (/^\d+$/.test(part)) this.counts.set(collection, Math.max(this.count(collection), Number(part) + 1));
      }
    }
    this.elements[element] = value;
  }

  /**
   * Sends what is to be stored: *lenient* what differs from `known`, *strict* all. Without credit *strict* keeps
   * nothing; *lenient* stores all the same, like Moodle.
   */
  protected send(finished: boolean, known: Elements): boolean {
    const { profile } = this.launch;
    if (profile === 'strict' && this.mode !== 'normal') return true;
    const entries = Object.entries(this.elements);
    const changed = profile === 'strict' ? entries : entries.filter(([element, value]) => known[element] !== value);
    return this.store({ elements: Object.fromEntries(changed), finished });
  }

  protected accept(): string {
    this.error = NO_ERROR;
    return 'true';
  }

  protected refuse(code: string, answer = 'false'): string {
    this.error = code;
    return answer;
  }

  /** A function that a course calls: reported, and fed with strings only. */
  protected logged(call: string, run: (first: string, second: string) => string): Call {
    return (...args) => {
      const start = performance.now();
      // The standard passes strings only; Moodle turns everything into one.
      const foreign = this.launch.profile === 'strict' && args.some((arg) => typeof arg !== 'string');
      const [first = '', second = ''] = args.map(String);
      const value = foreign ? this.refuse(INVALID_ARGUMENT) : run(first, second);
      this.report({ call, args, value, error: this.error, ms: performance.now() - start });
      return value;
    };
  }
}

/** What is left of an attempt when its session is over: not the words of that session, or an LMS adds its time twice. */
export const without = (elements: Elements, words: readonly string[]): Elements =>
  Object.fromEntries(Object.entries(elements).filter(([element]) => !words.includes(element)));
