import { Scorm2004API } from 'scorm-again';
import type { Elements } from '../attempts.ts';
import { countOf, type Call, type Launch, type Mode, type Report, type Shell, type Store } from '../shell.ts';
import { errors, refusal, unreadable, type Model } from './rules.ts';
import { addIntervals } from './times.ts';

/** The object a SCORM 2004 course looks for as `API_1484_11`. */
export type Api = Record<
  'Initialize' | 'Terminate' | 'GetValue' | 'SetValue' | 'Commit' | 'GetLastError' | 'GetErrorString' | 'GetDiagnostic',
  Call
>;

type State = 'new' | 'open' | 'closed';

/** What each call answers before Initialize and after Terminate. */
const outOfSession = {
  get: { new: errors.getBefore, closed: errors.getAfter },
  set: { new: errors.setBefore, closed: errors.setAfter },
  commit: { new: errors.commitBefore, closed: errors.commitAfter },
  terminate: { new: errors.terminateBefore, closed: errors.terminateAfter },
} as const;

// Words of one session: an LMS that loads them again adds the old time twice.
const ofOneSession = ['cmi.session_time', 'cmi.exit'];

/**
 * One session of the preview LMS in SCORM 2004, 3rd or 4th edition: they differ in sequencing, which a course of one
 * part does not meet. scorm-again holds the data model, and this shell holds it to the standard, which scorm-again
 * reads generously (form of responses, over-long texts, gaps). `store` keeps a commit and says if it could; `report`
 * hears of every call.
 */
export class StrictShell implements Shell {
  readonly api: Api;
  private readonly launch: Launch;
  private readonly store: Store;
  private readonly inner: Scorm2004API;
  private readonly model: Model;
  private readonly mode: Mode;
  /** What the session began with: *lenient* sends what differs from it, each time, like Moodle. */
  private readonly began: Elements;
  /** All values of this attempt, with what this session has set. */
  private readonly elements: Elements;
  private state: State = 'new';
  private error: string = errors.none;

  constructor(launch: Launch, store: Store, report: Report) {
    const { saved, profile } = launch;
    // After any other exit the attempt is over: the next launch finds nothing of it.
    const kept = saved['cmi.exit'] === 'suspend' ? saved : {};
    this.launch = launch;
    this.store = store;
    this.mode = launch.mode === 'normal' && profile === 'lenient' && isOver(kept) ? 'review' : launch.mode;
    const before = Object.fromEntries(Object.entries(kept).filter(([element]) => !ofOneSession.includes(element)));
    const { 'cmi.scaled_passing_score': mark } = saved; // the manifest's, whatever became of the attempt
    this.elements = {
      ...before,
      ...this.told(before),
      ...(mark === undefined ? {} : { 'cmi.scaled_passing_score': mark }),
    };
    this.began = { ...this.elements };
    this.model = {
      profile,
      value: (element) => this.elements[element],
      count: (collection) => countOf(this.elements, collection),
    };
    this.inner = new Scorm2004API({
      autocommit: false,
      logLevel: 5, // nothing: the call log of the page says it all
      httpService: { processHttpRequest: () => ({ result: 'true', errorCode: 0 }), updateSettings: () => undefined },
    });
    this.inner.loadFromFlattenedJSON(this.elements, '');
    this.api = this.logged(report);
  }

  abandon(): void {
    this.state = 'closed';
  }

  /** What the LMS says at launch. Source: SCORM 2004 RTE 4.2, cmi.entry and following. */
  private told(before: Elements): Elements {
    const { learner, profile } = this.launch;
    return {
      'cmi.learner_id': learner.id,
      'cmi.learner_name':
        profile === 'strict' ? `${learner.last}, ${learner.first}` : `${learner.first} ${learner.last}`,
      'cmi.mode': this.mode,
      'cmi.credit': this.mode === 'normal' ? 'credit' : 'no-credit',
      'cmi.entry': Object.keys(before).length > 0 ? 'resume' : 'ab-initio',
      'cmi.completion_status': before['cmi.completion_status'] ?? 'unknown',
      'cmi.success_status': before['cmi.success_status'] ?? 'unknown',
      'cmi.total_time': before['cmi.total_time'] ?? 'PT0H0M0S',
    };
  }

  private initialize(parameter: string): string {
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    if (this.state !== 'new') return this.refuse(this.state === 'open' ? errors.alreadyInitialized : errors.terminated);
    this.state = 'open';
    return this.passed(this.inner.Initialize(''));
  }

  private getValue(element: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.get[this.state], '');
    const code = unreadable(element, this.model);
    if (code !== errors.none) return this.refuse(code, '');
    const value: unknown = this.inner.GetValue(element);
    // Asked for a whole branch such as cmi.score, scorm-again hands out an object; the standard knows no such element.
    if (typeof value === 'object') return this.refuse(errors.undefinedElement, '');
    const answer = this.passed(String(value));
    // "unknown" is what the standard has both statuses begin with: a value, and no error.
    if (this.error === errors.valueNotSet && answer !== '') this.error = errors.none;
    return answer;
  }

  private setValue(element: string, value: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.set[this.state]);
    const code = element === '' ? errors.setFailed : refusal(element, value, this.model);
    if (code !== errors.none) return this.refuse(code);
    const answer = this.passed(this.inner.SetValue(element, value));
    if (answer === 'true') this.elements[element] = value;
    return answer;
  }

  private commit(parameter: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.commit[this.state]);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    const failed = this.launch.profile === 'strict' ? errors.commitFailed : errors.general;
    return this.send(false) ? this.accept() : this.refuse(failed);
  }

  private terminate(parameter: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.terminate[this.state]);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    this.state = 'closed';
    const { elements } = this;
    elements['cmi.total_time'] = addIntervals(elements['cmi.total_time'] ?? '', elements['cmi.session_time'] ?? '');
    elements['cmi.exit'] ??= '';
    return this.send(true) ? this.accept() : this.refuse(errors.terminationFailed);
  }

  /** Sends what is to be stored. Without credit *strict* keeps nothing; *lenient* stores all the same, like Moodle. */
  private send(finished: boolean): boolean {
    const { profile } = this.launch;
    if (profile === 'strict' && this.mode !== 'normal') return true;
    const entries = Object.entries(this.elements);
    const changed =
      profile === 'strict' ? entries : entries.filter(([element, value]) => this.began[element] !== value);
    return this.store({ elements: Object.fromEntries(changed), finished });
  }

  private accept(): string {
    this.error = errors.none;
    return 'true';
  }

  private refuse(code: string, answer = 'false'): string {
    this.error = code;
    return answer;
  }

  /** Hands on what scorm-again answered, with the error it left. */
  private passed(answer: string): string {
    this.error = String(this.inner.GetLastError());
    return answer;
  }

  /** The eight functions a course calls, each reported, each fed with strings only. */
  private logged(report: Report): Api {
    const wrap =
      (call: keyof Api, run: (first: string, second: string) => string): Call =>
      (...args) => {
        const start = performance.now();
        // The standard passes strings only; Moodle turns everything into one.
        const foreign = this.launch.profile === 'strict' && args.some((arg) => typeof arg !== 'string');
        const [first = '', second = ''] = args.map(String);
        const value = foreign ? this.refuse(errors.invalidArgument) : run(first, second);
        report({ call, args, value, error: this.error, ms: performance.now() - start });
        return value;
      };
    return {
      Initialize: wrap('Initialize', (parameter) => this.initialize(parameter)),
      Terminate: wrap('Terminate', (parameter) => this.terminate(parameter)),
      GetValue: wrap('GetValue', (element) => this.getValue(element)),
      SetValue: wrap('SetValue', (element, value) => this.setValue(element, value)),
      Commit: wrap('Commit', (parameter) => this.commit(parameter)),
      GetLastError: wrap('GetLastError', () => this.error),
      GetErrorString: wrap('GetErrorString', (code) => this.inner.GetErrorString(code)),
      GetDiagnostic: wrap('GetDiagnostic', (code) => this.inner.GetErrorString(code || this.error)),
    };
  }
}

/** *lenient* reviews what is completed or judged. */
const isOver = (elements: Elements): boolean =>
  elements['cmi.completion_status'] === 'completed' ||
  ['passed', 'failed'].includes(elements['cmi.success_status'] ?? '');
