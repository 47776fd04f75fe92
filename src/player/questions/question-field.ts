import { property } from 'lit/decorators.js';
import type { Question } from '../../course/course.ts';
import type { Response } from '../../attempt/record.ts';
import { ValueEvent } from '../events.ts';
import { LightElement } from '../light-element.ts';

/** What the controls of every question type share: what is asked, the order seed, and the answer so far. */
export class QuestionField<Q extends Question> extends LightElement {
  @property({ attribute: false }) question!: Q;
  /** Fixes the order in which options are shown. */
  @property({ type: Number }) seed = 0;
  @property({ attribute: false }) value: Response = [];
  /** Id of the error text, while there is one. */
  @property() error = '';

  protected say(value: Response): void {
    this.dispatchEvent(new ValueEvent(value));
  }
}
