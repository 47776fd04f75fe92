import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { accepts } from '../../attempt/judge.ts';
import type { Response } from '../../attempt/record.ts';
import { shuffled } from '../../attempt/shuffle.ts';
import type { Question } from '../../course/course.ts';
import { unreachable } from '../../course/unreachable.ts';
import { errorSummary, inlineError, type Mistake } from '../error-summary.ts';
import { AnswerEvent, ErrorShownEvent, type ValueEvent } from '../events.ts';
import { LightElement } from '../light-element.ts';
import { caption } from '../rich-text.ts';
import { t } from '../translate.ts';
import './choice-field.ts';
import './matching-field.ts';
import './question-feedback.ts';
import './sequencing-field.ts';
import './text-field.ts';

/** One question: asks, checks that there is an answer, and after it is given shows it with its feedback. */
@customElement('question-form')
export class QuestionForm extends LightElement {
  @property({ attribute: false }) question!: Question;
  /** Where the learner is: “Question 3 of 10”. */
  @property() caption = '';
  /** Heading level: 1 on a page of its own, 2 inside a lesson. */
  @property({ type: Number }) level: 1 | 2 = 1;
  @property({ type: Number }) seed = 0;
  /** The given answer, which locks the question; null while it is open. */
  @property({ attribute: false }) response: Response | null = null;
  /** 0 to 1, of the given answer. */
  @property({ type: Number }) score = 0;
  /** Offer “How sure are you?”. */
  @property({ type: Boolean, attribute: 'ask-sure' }) askSure = false;
  /** Practice: may be tried again, and a wrong answer does not give the right one away. */
  @property({ type: Boolean }) practice = false;
  /** Where Continue leads; empty for none. */
  @property() next = '';

  @state() private value: Response = [];
  @state() private sure: boolean | null = null;
  @state() private mistake: Mistake | undefined;
  @state() private retrying = false;
  #shownAt = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const other = changed.has('question') && changed.get('question')?.id !== this.question.id;
    if (!other) return;
    this.value = [];
    this.sure = null;
    this.mistake = undefined;
    this.retrying = false;
    this.#shownAt = performance.now();
  }

  get #open(): boolean {
    return this.response === null || this.retrying;
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (!accepts(this.question, this.value)) return this.#complain();
    this.mistake = undefined;
    this.retrying = false;
    this.dispatchEvent(new ErrorShownEvent(false));
    this.dispatchEvent(
      new AnswerEvent({
        interaction: this.question.id,
        response: this.value,
        latencyMs: Math.round(performance.now() - this.#shownAt),
        ...(this.sure === null ? {} : { sure: this.sure }),
      }),
    );
    this.focusOn('.feedback h2, .feedback h3');
  }

  #complain(): void {
    this.mistake = { text: this.#complaint(), at: `${this.question.id}-${this.#firstOpen()}` };
    this.dispatchEvent(new ErrorShownEvent(true));
    this.focusOn('.error-summary');
  }

  /** The place of the first control to use: of several lines, the first without a match. */
  #firstOpen(): number {
    const { question, seed, value } = this;
    if (question.type !== 'matching') return 0;
    return shuffled(question.sources, seed, question.id).findIndex((s) => !value.some((p) => p.startsWith(`${s.id}.`)));
  }

  /** In the language of the moment in which it is shown; of how many matches were missing then. */
  #complaint(): () => string {
    const { question } = this;
    const { type } = question;
    if (type !== 'matching') return () => t(`error.${type}`);
    const count = question.sources.length - this.value.length;
    return () => t('error.matching', { count });
  }

  #again(): void {
    this.retrying = true;
    this.value = [];
    this.#shownAt = performance.now();
    this.focusOn('legend h1, legend h2');
  }

  override render() {
    return this.#open ? this.#asking() : this.#answered();
  }

  #asking() {
    const errorId = `${this.question.id}-error`;
    return html`
      <form novalidate class="question" @submit=${this.#submit}>
        ${errorSummary(this.mistake ? [this.mistake] : [])}
        <fieldset @value=${(event: ValueEvent) => (this.value = event.value)}>
          <legend>${this.#heading()}</legend>
          ${inlineError(this.mistake, errorId)} ${this.#field(this.mistake ? errorId : '')}
        </fieldset>
        <div class="submit">
          ${this.askSure ? this.#sureness() : nothing}
          <button type="submit" class="primary">${t('question.check')}</button>
        </div>
      </form>
    `;
  }

  #answered() {
    return html`
      <div class="question">
        ${this.#heading()}
        <question-feedback
          .question=${this.question}
          .seed=${this.seed}
          .response=${this.response ?? []}
          .score=${this.score}
          .level=${this.level}
          ?practice=${this.practice}
        ></question-feedback>
        <p class="actions">
          ${
            this.next
              ? html`<a class="button primary" href="#${this.next}" data-to=${this.next}>${t('next.continue')}</a>`
              : nothing
          }
          ${
            this.practice
              ? html`<button type="button" class="secondary" @click=${this.#again}>${t('question.again')}</button>`
              : nothing
          }
        </p>
      </div>
    `;
  }

  #heading() {
    const words = html`${caption(this.caption)}<span class="stem">${this.question.stem}</span>`;
    return this.level === 1 ? html`<h1 tabindex="-1">${words}</h1>` : html`<h2 tabindex="-1">${words}</h2>`;
  }

  #field(error: string) {
    const { question, seed, value } = this;
    switch (question.type) {
      case 'choice':
      case 'multiple':
      case 'true-false':
        return html`<choice-field .question=${question} .seed=${seed} .value=${value} .error=${error}></choice-field>`;
      case 'matching':
        return html`<matching-field
          .question=${question}
          .seed=${seed}
          .value=${value}
          .error=${error}
        ></matching-field>`;
      case 'sequencing':
        return html`<sequencing-field .question=${question} .seed=${seed} .value=${value}></sequencing-field>`;
      case 'numeric':
      case 'fill-in':
        return html`<text-field .question=${question} .value=${value} .error=${error}></text-field>`;
      default:
        return unreachable(question);
    }
  }

  #sureness() {
    const choice = (sure: boolean, words: string) => html`
      <label class="option inline">
        <input
          type="radio"
          name="${this.question.id}-sure"
          .checked=${this.sure === sure}
          @change=${() => (this.sure = sure)}
        />
        <span>${words}</span>
      </label>
    `;
    return html`
      <fieldset class="sure">
        <legend>${t('question.sure')}</legend>
        ${choice(true, t('question.isSure'))} ${choice(false, t('question.notSure'))}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-form': QuestionForm;
  }
}
