import { Scorm2004API } from 'scorm-again';
import type { Elements } from '../attempts.ts';
import { ShellCore, silent, without } from '../shell-core.ts';
import type { Call, Launch, Report, Store } from '../shell.ts';
import { errors, refusal, unreadable } from './rules.ts';
import { addIntervals } from './times.ts';

/** The object a SCORM 2004 course looks for as `API_1484_11`. */
export type Api = Record<
  'Initialize' | 'Terminate' | 'GetValue' | 'SetValue' | 'Commit' | 'GetLastError' | 'GetErrorString' | 'GetDiagnostic',
  Call
>;

/** What each call answers before Initialize and after Terminate. */
const outOfSession = {
  get: { new: errors.getBefore, closed: errors.getAfter },
  set: { new: errors.setBefore, closed: errors.setAfter },
  commit: { new: errors.commitBefore, closed: errors.commitAfter },
  terminate: { new: errors.terminateBefore, closed: errors.terminateAfter },
} as const;

// Words of one session.
const ofOneSession = ['cmi.session_time', 'cmi.exit'];

/**
 * One session of the preview LMS in SCORM 2004, 3rd or 4th edition: they differ in sequencing, which a course of one
 * part does not meet. scorm-again holds the data model, and this shell holds it to the standard, which scorm-again
 * reads generously (form of responses, over-long texts, gaps). `store` keeps a commit and says if it could; `report`
 * hears of every call.
 */
export class StrictShell extends ShellCore {
  readonly api: Api;
  private readonly inner: Scorm2004API;
  /** What the session began with: *lenient* sends what differs from it, each time, like Moodle. */
  private readonly began: Elements;

  constructor(launch: Launch, store: Store, report: Report) {
    const { saved } = launch;
    // After any other exit the attempt is over: the next launch finds nothing of it.
    const kept = saved['cmi.exit'] === 'suspend' ? saved : {};
    super(launch, store, report, isOver(kept));
    const before = without(kept, ofOneSession);
    const { 'cmi.scaled_passing_score': mark } = saved; // the manifest's, whatever became of the attempt
    this.elements = {
      ...before,
      ...this.told(before),
      ...(mark === undefined ? {} : { 'cmi.scaled_passing_score': mark }),
    };
    this.began = { ...this.elements };
    this.inner = new Scorm2004API(silent);
    this.inner.loadFromFlattenedJSON(this.elements, '');
    this.api = this.calls();
  }

  /** What the LMS says at launch. Source: SCORM 2004 RTE 4.2, cmi.entry and following. */
  private told(before: Elements): Elements {
    return {
      'cmi.learner_id': this.launch.learner.id,
      'cmi.learner_name': this.learnerName,
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
    if (answer === 'true') this.put(element, value);
    return answer;
  }

  private commit(parameter: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.commit[this.state]);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    const failed = this.launch.profile === 'strict' ? errors.commitFailed : errors.general;
    return this.send(false, this.began) ? this.accept() : this.refuse(failed);
  }

  private terminate(parameter: string): string {
    if (this.state !== 'open') return this.refuse(outOfSession.terminate[this.state]);
    if (parameter !== '') return this.refuse(errors.invalidArgument);
    this.state = 'closed';
    const { elements } = this;
    elements['cmi.total_time'] = addIntervals(elements['cmi.total_time'] ?? '', elements['cmi.session_time'] ?? '');
    elements['cmi.exit'] ??= '';
    return this.send(true, this.began) ? this.accept() : this.refuse(errors.terminationFailed);
  }

  /** Hands on what scorm-again answered, with the error it left. */
  private passed(answer: string): string {
    this.error = String(this.inner.GetLastError());
    return answer;
  }

  private calls(): Api {
    return {
      Initialize: this.logged('Initialize', (parameter) => this.initialize(parameter)),
      Terminate: this.logged('Terminate', (parameter) => this.terminate(parameter)),
      GetValue: this.logged('GetValue', (element) => this.getValue(element)),
      SetValue: this.logged('SetValue', (element, value) => this.setValue(element, value)),
      Commit: this.logged('Commit', (parameter) => this.commit(parameter)),
      GetLastError: this.logged('GetLastError', () => this.error),
      GetErrorString: this.logged('GetErrorString', (code) => this.inner.GetErrorString(code)),
      GetDiagnostic: this.logged('GetDiagnostic', (code) => this.inner.GetErrorString(code || this.error)),
    };
  }
}

/** *lenient* reviews what is completed or judged. */
const isOver = (elements: Elements): boolean =>
  elements['cmi.completion_status'] === 'completed' ||
  ['passed', 'failed'].includes(elements['cmi.success_status'] ?? '');
