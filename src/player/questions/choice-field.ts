import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Choice, Multiple, TrueFalse } from '../../course/course.ts';
import { t } from '../translate.ts';
import { optionsOf } from './options.ts';
import { QuestionField } from './question-field.ts';

/** Radios for one answer, checkboxes for several; nothing is chosen at first. */
@customElement('choice-field')
export class ChoiceField extends QuestionField<Choice | Multiple | TrueFalse> {
  #change(event: Event): void {
    const { value, checked } = event.target as HTMLInputElement;
    const several = this.question.type === 'multiple';
    const others = several ? this.value.filter((id) => id !== value) : [];
    this.say(checked ? [...others, value] : others);
  }

  override render() {
    const several = this.question.type === 'multiple';
    return html`
      ${
        several
          ? html`<p class="hint">
              ${this.question.stem.endsWith(t('question.chooseAll')) ? nothing : t('question.chooseAll')}
              <span role="status" class="count">${t('question.chosen', { count: this.value.length })}</span>
            </p>`
          : nothing
      }
      <div class="options" @change=${this.#change}>
        ${optionsOf(this.question, this.seed).map(
          (option, at) => html`
            <label class="option">
              <input
                type=${several ? 'checkbox' : 'radio'}
                id="${this.question.id}-${at}"
                name=${this.question.id}
                value=${option.id}
                .checked=${this.value.includes(option.id)}
                aria-describedby=${this.error || nothing}
              />
              <span>${option.text}</span>
            </label>
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'choice-field': ChoiceField;
  }
}
