import { html, type PropertyValues } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shuffled } from '../../attempt/shuffle.ts';
import type { Sequencing } from '../../course/course.ts';
import { AnnounceEvent } from '../events.ts';
import { t } from '../translate.ts';
import { QuestionField } from './question-field.ts';

/** Steps with Move up and Move down buttons; the focus stays on the button that was pressed. */
@customElement('sequencing-field')
export class SequencingField extends QuestionField<Sequencing> {
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('question') && this.value.length === 0) this.say(this.#startOrder());
  }

  /** Shuffled, and never by chance the right order: that would be an answer without a thought. */
  #startOrder(): string[] {
    const { steps, key, id } = this.question;
    const order = shuffled(steps, this.seed, id).map((step) => step.id);
    return order.every((step, at) => step === key[at]) ? order.reverse() : order;
  }

  #move(step: string, by: -1 | 1): void {
    const order = this.#order();
    const from = order.indexOf(step);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, step);
    this.say(order);
    this.dispatchEvent(
      new AnnounceEvent(t('question.moved', { step: this.#text(step), position: to + 1, all: order.length })),
    );
    this.focusOn(`[data-step="${step}"] [data-by="${by}"]`);
  }

  override render() {
    return html`
      <p class="hint">${t('question.order')}</p>
      <ol class="rows steps">
        ${this.#order().map(
          (step, at) => html`
            <li class="row" data-step=${step}>
              <span class="number" aria-hidden="true">${at + 1}</span>
              <span class="step-text">${this.#text(step)}</span>
              <span class="movers">${this.#mover(step, -1, at)} ${this.#mover(step, 1, at)}</span>
            </li>
          `,
        )}
      </ol>
    `;
  }

  #mover(step: string, by: -1 | 1, at: number) {
    const up = by === -1;
    const stuck = up ? at === 0 : at === this.question.steps.length - 1;
    return html`
      <button
        type="button"
        class="small"
        id=${up && at === 0 ? `${this.question.id}-0` : `${this.question.id}-${at}${up ? 'u' : 'd'}`}
        data-by=${by}
        aria-disabled=${stuck ? 'true' : 'false'}
        aria-label=${t(up ? 'question.upName' : 'question.downName', { step: this.#text(step) })}
        @click=${() => this.#move(step, by)}
      >
        <span aria-hidden="true">${up ? '↑' : '↓'}</span> ${t(up ? 'question.up' : 'question.down')}
      </button>
    `;
  }

  #order(): string[] {
    return this.value.length > 0 ? [...this.value] : this.#startOrder();
  }

  #text(step: string): string {
    return this.question.steps.find((s) => s.id === step)?.text ?? '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sequencing-field': SequencingField;
  }
}
