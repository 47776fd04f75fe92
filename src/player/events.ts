import type { Response } from '../attempt/record.ts';
import type { ActionWithoutTime } from './attempt-controller.ts';

const up = { bubbles: true } as const;

/** The learner's answer to one interaction; `latencyMs` counts from when it was shown. */
export interface Answer {
  interaction: string;
  response: Response;
  latencyMs: number;
  sure?: boolean;
}

/** The learner has answered. */
export class AnswerEvent extends Event {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('answer', up);
    this.answer = answer;
  }
}

/** The learner did something else that the attempt must know. */
export class ActEvent extends Event {
  readonly action: ActionWithoutTime;
  constructor(action: ActionWithoutTime) {
    super('act', up);
    this.action = action;
  }
}

/** A field of a question holds another answer now; nothing is submitted. */
export class ValueEvent extends Event {
  readonly value: Response;
  constructor(value: Response) {
    super('value', up);
    this.value = value;
  }
}

/** Words for the one polite live region of the page. */
export class AnnounceEvent extends Event {
  readonly words: string;
  constructor(words: string) {
    super('announce', up);
    this.words = words;
  }
}

/** An error summary has appeared (or has gone): the page title says so. */
export class ErrorShownEvent extends Event {
  readonly shown: boolean;
  constructor(shown: boolean) {
    super('error-shown', up);
    this.shown = shown;
  }
}

/** A pin on a drawing was pressed. */
export class PinEvent extends Event {
  readonly segment: string;
  constructor(segment: string) {
    super('pin', up);
    this.segment = segment;
  }
}

/** The learner leaves although something is not saved. */
export class LeaveEvent extends Event {
  constructor() {
    super('leave', up);
  }
}

declare global {
  interface HTMLElementEventMap {
    answer: AnswerEvent;
    act: ActEvent;
    value: ValueEvent;
    announce: AnnounceEvent;
    pin: PinEvent;
    leave: LeaveEvent;
    'error-shown': ErrorShownEvent;
  }
}
