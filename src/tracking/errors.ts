/** There is no LMS to talk to, or not the one this package was built for. Shown to the learner, for the administrator. */
export class LaunchError extends Error {
  readonly standard: string;
  /** `not-found`: there is no LMS. `refused`: there is one, and it does not open a session, as after a reload in the frame. */
  readonly reason: 'not-found' | 'refused';
  /** What was looked for, and where. */
  readonly searched: string;

  constructor(
    message: string,
    details: { standard: string; reason: LaunchError['reason']; searched: string; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.name = 'LaunchError';
    this.standard = details.standard;
    this.reason = details.reason;
    this.searched = details.searched;
  }
}

/** The LMS refused a call or did not acknowledge it. */
export class LmsError extends Error {
  /** The call and its element, such as `LMSSetValue(cmi.suspend_data)`; never a value. */
  readonly call: string;
  /** The standard's error code; 0 when the LMS gave none, −1 when the call broke. */
  readonly code: number;
  /** `session-ended`: nothing more can be stored in this session; `refused`: this value will never be taken; `failed`: try again. */
  readonly kind: 'session-ended' | 'refused' | 'failed';
  /** How long the LMS asks us to wait before the next try, ms; 0 when it does not say. */
  readonly retryAfterMs: number;

  constructor(call: string, code: number, kind: LmsError['kind'], diagnostic: string, retryAfterMs = 0) {
    super(`The LMS did not accept ${call}: error ${code}${diagnostic ? ` (${diagnostic})` : ''}.`);
    this.name = 'LmsError';
    this.call = call;
    this.code = code;
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
