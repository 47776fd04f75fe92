import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { FillIn, Numeric } from '../../course/course.ts';
import { LONGEST_FILL_IN } from '../../course/interactions/fill-in.ts';
import { t } from '../translate.ts';
import { QuestionField } from './question-field.ts';

/** One line to type a number or a few words. */
@customElement('text-field')
export class TextField extends QuestionField<Numeric | FillIn> {
  override render() {
    const { id, type } = this.question;
    const number = type === 'numeric';
    return html`
      <label for="${id}-0" class="field-label">${t(number ? 'question.number' : 'question.words')}</label>
      <input
        type="text"
        class=${number ? 'short' : 'long'}
        id="${id}-0"
        .value=${this.value[0] ?? ''}
        inputmode=${number ? 'decimal' : 'text'}
        maxlength=${LONGEST_FILL_IN}
        autocomplete="off"
        aria-describedby=${this.error || nothing}
        aria-invalid=${this.error ? 'true' : nothing}
        @input=${(event: Event) => this.say([(event.target as HTMLInputElement).value])}
      />
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-field': TextField;
  }
}
