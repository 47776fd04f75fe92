import { Scorm12API } from 'scorm-again';
import type { Elements } from '../attempts.ts';
import { countOf, type Call, type Launch, type Mode, type Report, type Shell, type Store } from '../shell.ts';
import { errors, refusal, type ErrorCode, type Model } from './rules.ts';
import { addTimespans } from './times.ts';

/** The object a SCORM 1.2 course looks for as `API`. */
export type Api = Record<
  | 'LMSInitialize'
  | 'LMSFinish'
  | 'LMSGetValue'
  | 'LMSSetValue'
  | 'LMSCommit'
  | 'LMSGetLastError'
  | 'LMSGetErrorString'
  | 'LMSGetDiagnostic',
  Call
>;

const finishedStatuses = ['passed', 'completed', 'failed'];
// Words of one session: an LMS that loads them again adds the old time twice.
const ofOneSession = ['cmi.core.session_time', 'cmi.core.exit'];

/**
 * One session of the preview LMS: scorm-again holds the data model, and this shell holds it to the standard, which
 * scorm-again reads generously (over-long strings, calls after the end, free-form responses). `store` keeps a commit and
 * says if it could; `report` hears of every call.
 */
export class StrictShell implements Shell {
  readonly api: Api;
  private readonly launch: Launch;
  private readonly store: Store;
  private readonly inner: Scorm12API;
  private readonly model: Model;
  private readonly mode: Mode;
  /** All values of this attempt, with what this session has set. */
  private readonly elements: Elements;
  /** What the last attempted commit left behind; *lenient* never sends a value again, like Moodle. */
  private sent: Elements;
  private state: 'new' | 'open' | 'closed' = 'new';
  private error: ErrorCode = errors.none;

  constructor(launch: Launch, store: Store, report: Report) {
    const { saved, profile } = launch;
    const over = finishedStatuses.includes(saved['cmi.core.lesson_status'] ?? '');
    this.launch = launch;
    this.store = store;
    this.mode = launch.mode === 'normal' && profile === 'lenient' && over ? 'review' : launch.mode;
    this.sent = { ...saved };
    const kept = Object.fromEntries(Object.entries(saved).filter(([element]) => !ofOneSession.includes(element)));
    this.elements = { ...kept, ...this.told(), 'cmi.core.exit': '' };
    this.model = {
      profile,
      value: (element) => this.elements[element],
      count: (collection) => countOf(this.elements, collection),
    };
    this.inner = new Scorm12API({
      autocommit: false,
      autoCompleteLessonStatus: false,
      mastery_override: false,
      logLevel: 5, // nothing: the call log of the page says it all
      httpService: { processHttpRequest: () => ({ result: 'true', errorCode: 0 }), updateSettings: () => undefined },
    });
    this.inner.loadFromFlattenedJSON(this.elements, '');
    this.api = this.logged(report);
  }

  abandon(): void {
    this.state = 'closed';
  }

  /** What the LMS says at launch. Source: SCORM 1.2 cmi.core. */
  private told(): Elements {
    const { learner, profile, saved, sessions } = this.launch;
    const resumed = saved['cmi.core.exit'] === 'suspend' ? 'resume' : '';
    return {
      'cmi.core.student_id': learner.id,
      'cmi.core.student_name':
        profile === 'strict' ? `${learner.last}, ${learner.first}` : `${learner.first} ${learner.last}`,
      'cmi.core.lesson_status': saved['cmi.core.lesson_status'] ?? 'not attempted',
      'cmi.core.lesson_mode': this.mode,
      'cmi.core.credit': this.mode === 'normal' ? 'credit' : 'no-credit',
      'cmi.core.entry': sessions === 0 ? 'ab-initio' : resumed,
      'cmi.core.total_time': saved['cmi.core.total_time'] ?? '0000:00:00.00',
    };
  }

  private initialize(parameter: string): string {
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    if (this.state !== 'new') return this.refuse(errors.general);
    this.state = 'open';
    return this.passed(this.inner.LMSInitialize(''));
  }

  private getValue(element: string): string {
    if (this.state !== 'open') return this.refuse(errors.notInitialized, '');
    const value: unknown = this.inner.LMSGetValue(element);
    // Asked for a whole branch such as cmi.core, scorm-again hands out an object; the standard knows no such element.
    if (typeof value === 'object') return this.refuse(errors.notImplemented, '');
    return this.passed(String(value));
  }

  private setValue(element: string, value: string): string {
    if (this.state !== 'open') return this.refuse(errors.notInitialized);
    const code = refusal(element, value, this.model);
    if (code !== errors.none) return this.refuse(code);
    const answer = this.passed(this.inner.LMSSetValue(element, value));
    if (answer === 'true') this.elements[element] = value;
    return answer;
  }

  private commit(parameter: string): string {
    if (this.state !== 'open') return this.refuse(errors.notInitialized);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    return this.send(false) ? this.accept() : this.refuse(errors.general);
  }

  private finish(parameter: string): string {
    if (this.state !== 'open') return this.refuse(errors.notInitialized);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    this.state = 'closed';
    const { elements } = this;
    // A course that set no status has been seen to the end, as far as an LMS can tell.
    if (elements['cmi.core.lesson_status'] === 'not attempted') elements['cmi.core.lesson_status'] = 'completed';
    const total = elements['cmi.core.total_time'] ?? '';
    elements['cmi.core.total_time'] = addTimespans(total, elements['cmi.core.session_time'] ?? '');
    return this.send(true) ? this.accept() : this.refuse(errors.general);
  }

  /** Sends what is to be stored. Without credit *strict* keeps nothing; *lenient* stores all the same, like Moodle. */
  private send(finished: boolean): boolean {
    const { profile } = this.launch;
    if (profile === 'strict' && this.mode !== 'normal') return true;
    const entries = Object.entries(this.elements);
    const changed = profile === 'strict' ? entries : entries.filter(([element, value]) => this.sent[element] !== value);
    this.sent = { ...this.elements };
    return this.store({ elements: Object.fromEntries(changed), finished });
  }

  private accept(): string {
    this.error = errors.none;
    return 'true';
  }

  private refuse(code: ErrorCode, answer = 'false'): string {
    this.error = code;
    return answer;
  }

  /** Hands on what scorm-again answered, with the error it left. */
  private passed(answer: string): string {
    this.error = this.inner.LMSGetLastError() as ErrorCode;
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
      LMSInitialize: wrap('LMSInitialize', (parameter) => this.initialize(parameter)),
      LMSFinish: wrap('LMSFinish', (parameter) => this.finish(parameter)),
      LMSGetValue: wrap('LMSGetValue', (element) => this.getValue(element)),
      LMSSetValue: wrap('LMSSetValue', (element, value) => this.setValue(element, value)),
      LMSCommit: wrap('LMSCommit', (parameter) => this.commit(parameter)),
      LMSGetLastError: wrap('LMSGetLastError', () => this.error),
      LMSGetErrorString: wrap('LMSGetErrorString', (code) => this.inner.LMSGetErrorString(code)),
      LMSGetDiagnostic: wrap('LMSGetDiagnostic', (code) => this.inner.LMSGetErrorString(code || this.error)),
    };
  }
}
