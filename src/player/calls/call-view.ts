import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallStep } from '../../attempt/attempt.ts';
import type { ScoredCall } from '../../attempt/score.ts';
import { shuffled } from '../../attempt/shuffle.ts';
import type { Call, CallNode } from '../../course/course.ts';
import { errorSummary, inlineError, type Mistake } from '../error-summary.ts';
import { ActEvent, AnswerEvent, ErrorShownEvent } from '../events.ts';
import { leaveFocus, LightElement, whenDrawn } from '../light-element.ts';
import { caption, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { callEnding } from './call-ending.ts';
import { callerCard } from './caller-card.ts';
import { isDone, spoken, turn } from './transcript.ts';

/** A call as the learner lives it: who is on the line, what was said so far, and what to say now. */
@customElement('call-view')
export class CallView extends LightElement {
  @property({ attribute: false }) scored!: ScoredCall;
  @property() caption = '';
  @property({ type: Number }) seed = 0;
  /** Whether this moment offers “Show me the rule”. */
  @property({ type: Boolean }) helpful = false;
  /** Whether another call can be taken instead. */
  @property({ type: Boolean }) skippable = false;
  /** Where Continue leads after the ending. */
  @property() next = '';
  /** A call that does not count. */
  @property({ type: Boolean }) replay = false;

  /** Steps whose coach’s note the learner has read. */
  @state() private seen = 0;
  @state() private chosen = '';
  @state() private mistake: Mistake | undefined;
  #shownAt = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('scored');
    const restarted = before && this.scored.run.steps.length < before.run.steps.length;
    if (!changed.has('scored') || (before?.call.id === this.scored.call.id && !restarted)) return;
    this.seen = this.scored.run.steps.length;
    this.#reset();
  }

  /** Moves the focus there once everything is drawn, and the caller's words to the top: then all that follows fits the frame. */
  #moveOnTo(selector: string): void {
    leaveFocus();
    whenDrawn(() => {
      const target = this.querySelector<HTMLElement>(selector);
      const moment = this.querySelector('.now');
      target?.focus({ preventScroll: true });
      (moment ?? target)?.scrollIntoView({ block: moment ? 'start' : 'nearest' });
    });
  }

  #reset(): void {
    this.chosen = '';
    this.mistake = undefined;
    this.#shownAt = performance.now();
  }

  #submit(event: Event, node: CallNode): void {
    event.preventDefault();
    if (!this.chosen) {
      this.mistake = { text: () => t('error.node'), at: `${node.id}-0` };
      this.dispatchEvent(new ErrorShownEvent(true));
      this.focusOn('.error-summary');
      return;
    }
    this.mistake = undefined;
    this.#moveOnTo('.reaction');
    const latencyMs = Math.round(performance.now() - this.#shownAt);
    this.dispatchEvent(new ErrorShownEvent(false));
    this.dispatchEvent(new AnswerEvent({ interaction: node.id, response: [this.chosen], latencyMs }));
  }

  #goOn(): void {
    this.seen = this.scored.run.steps.length;
    this.#reset();
    this.#moveOnTo(this.scored.node ? '.now' : '.ending');
  }

  #showRule(node: CallNode): void {
    this.#moveOnTo('.rule');
    this.dispatchEvent(new ActEvent({ kind: 'help', node: node.id }));
  }

  override render() {
    const { call, node, run } = this.scored;
    const reacting = run.steps.length > this.seen;
    const past = run.steps.slice(0, this.seen);
    return html`
      <h1 tabindex="-1">${caption(this.caption)}${call.title}</h1>
      <div class="call">
        ${callerCard(call)}
        <div class="line">
          ${this.#contentNote(call, run.steps.length)} ${this.#transcript(call, past)}
          ${reacting ? this.#reaction(call, run.steps.slice(this.seen)) : node ? this.#moment(call, node) : this.#ended()}
        </div>
      </div>
    `;
  }

  #contentNote(call: Call, steps: number) {
    if (!call.contentNote || steps > 0 || this.replay) return nothing;
    return html`
      <div class="content-note" role="note">
        <p>${call.contentNote}</p>
        ${
          this.skippable
            ? html`<button
                type="button"
                class="secondary"
                @click=${() => this.dispatchEvent(new ActEvent({ kind: 'skip-call', call: call.id }))}
              >
                ${t('call.skip')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #transcript(call: Call, steps: readonly CallStep[]) {
    if (steps.length === 0) return nothing;
    return html`
      <h2 class="label">${t('call.transcript')}</h2>
      <ol class="transcript">
        ${steps.map((step) => html`<li>${turn(call, step)}</li>`)}
      </ol>
    `;
  }

  #reaction(call: Call, steps: readonly CallStep[]) {
    const [step] = steps;
    const option = step && optionOf(call, step);
    if (!step || !option) return nothing;
    return html`
      <div class="transcript current">${turn(call, step, false)}</div>
      <section class="reaction" tabindex="-1" aria-label=${t('call.happens')}>
        <p class="then">${rich(option.then)}</p>
        <h2 class="label">${t('call.coach')}</h2>
        <p class="coach">${rich(option.coach)}</p>
        <p class="actions"><button type="button" class="primary" @click=${this.#goOn}>${t('next.continue')}</button></p>
      </section>
    `;
  }

  #moment(call: Call, node: CallNode) {
    const errorId = `${node.id}-error`;
    return html`
      <div class="now" tabindex="-1">${spoken(call, node)}</div>
      ${this.#rule(node)}
      <form novalidate @submit=${(event: Event) => this.#submit(event, node)}>
        ${errorSummary(this.mistake ? [this.mistake] : [])}
        <fieldset>
          <legend>${t(isDone(node) ? 'call.optionsDo' : 'call.options')}</legend>
          ${inlineError(this.mistake, errorId)}
          <div class="options">
            ${shuffled(node.options, this.seed, node.id).map(
              (option, at) => html`
                <label class="option">
                  <input
                    type="radio"
                    id="${node.id}-${at}"
                    name=${node.id}
                    .checked=${this.chosen === option.id}
                    aria-describedby=${this.mistake ? errorId : nothing}
                    @change=${() => (this.chosen = option.id)}
                  />
                  <span>${option.text}</span>
                </label>
              `,
            )}
          </div>
        </fieldset>
        <p class="actions">
          <button type="submit" class="primary">${t(isDone(node) ? 'call.do' : 'call.say')}</button>
          ${
            this.helpful && !this.scored.run.helpOpen
              ? html`<button type="button" class="quiet" @click=${() => this.#showRule(node)}>
                  ${t('call.rule')}
                </button>`
              : nothing
          }
        </p>
      </form>
    `;
  }

  #rule(node: CallNode) {
    if (!this.scored.run.helpOpen) return nothing;
    return html`<section class="rule" tabindex="-1">
      <h2 class="label">${t('call.ruleTitle')}</h2>
      <p>${rich(node.rule)}</p>
    </section>`;
  }

  #ended() {
    return callEnding(this.scored, this.next, this.replay);
  }
}

function optionOf(call: Call, step: CallStep) {
  return call.nodes.find((n) => n.id === step.node)?.options.find((o) => o.id === step.option);
}

declare global {
  interface HTMLElementTagNameMap {
    'call-view': CallView;
  }
}
