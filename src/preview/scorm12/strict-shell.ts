import { Scorm12API } from 'scorm-again';
import type { Elements } from '../attempts.ts';
import { ShellCore, silent, without } from '../shell-core.ts';
import type { Call, Launch, Report, Store } from '../shell.ts';
import { errors, refusal } from './rules.ts';
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
// Words of one session.
const ofOneSession = ['cmi.core.session_time', 'cmi.core.exit'];

/**
 * One session of the preview LMS: scorm-again holds the data model, and this shell holds it to the standard, which
 * scorm-again reads generously (over-long strings, calls after the end, free-form responses). `store` keeps a commit and
 * says if it could; `report` hears of every call.
 */
export class StrictShell extends ShellCore {
  readonly api: Api;
  private readonly inner: Scorm12API;
  /** What the last attempted commit left behind; *lenient* never sends a value again, like Moodle. */
  private sent: Elements;

  constructor(launch: Launch, store: Store, report: Report) {
    const { saved } = launch;
    super(launch, store, report, finishedStatuses.includes(saved['cmi.core.lesson_status'] ?? ''));
    this.sent = { ...saved };
    this.elements = { ...without(saved, ofOneSession), ...this.told(), 'cmi.core.exit': '' };
    this.inner = new Scorm12API({ ...silent, autoCompleteLessonStatus: false, mastery_override: false });
    this.inner.loadFromFlattenedJSON(this.elements, '');
    this.api = this.calls();
  }

  /** What the LMS says at launch. Source: SCORM 1.2 cmi.core. */
  private told(): Elements {
    const { learner, saved, sessions } = this.launch;
    const resumed = saved['cmi.core.exit'] === 'suspend' ? 'resume' : '';
    return {
      'cmi.core.student_id': learner.id,
      'cmi.core.student_name': this.learnerName,
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
    if (answer === 'true') this.put(element, value);
    return answer;
  }

  private commit(parameter: string): string {
    if (this.state !== 'open') return this.refuse(errors.notInitialized);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    return this.sendNew(false) ? this.accept() : this.refuse(errors.general);
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
    return this.sendNew(true) ? this.accept() : this.refuse(errors.general);
  }

  private sendNew(finished: boolean): boolean {
    const before = this.sent;
    this.sent = { ...this.elements };
    return this.send(finished, before);
  }

  /** Hands on what scorm-again answered, with the error it left. */
  private passed(answer: string): string {
    this.error = this.inner.LMSGetLastError();
    return answer;
  }

  private calls(): Api {
    return {
      LMSInitialize: this.logged('LMSInitialize', (parameter) => this.initialize(parameter)),
      LMSFinish: this.logged('LMSFinish', (parameter) => this.finish(parameter)),
      LMSGetValue: this.logged('LMSGetValue', (element) => this.getValue(element)),
      LMSSetValue: this.logged('LMSSetValue', (element, value) => this.setValue(element, value)),
      LMSCommit: this.logged('LMSCommit', (parameter) => this.commit(parameter)),
      LMSGetLastError: this.logged('LMSGetLastError', () => this.error),
      LMSGetErrorString: this.logged('LMSGetErrorString', (code) => this.inner.LMSGetErrorString(code)),
      LMSGetDiagnostic: this.logged('LMSGetDiagnostic', (code) => this.inner.LMSGetErrorString(code || this.error)),
    };
  }
}
