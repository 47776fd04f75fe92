import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shuffled } from '../../attempt/shuffle.ts';
import type { Matching } from '../../course/course.ts';
import { t } from '../translate.ts';
import { QuestionField } from './question-field.ts';

/** A select for each line: no dragging, and every match can be changed. */
@customElement('matching-field')
export class MatchingField extends QuestionField<Matching> {
  #change(source: string, event: Event): void {
    const target = (event.target as HTMLSelectElement).value;
    const others = this.value.filter((pair) => !pair.startsWith(`${source}.`));
    this.say(target === '' ? others : [...others, `${source}.${target}`].sort());
  }

  override render() {
    const { id, sources, targets } = this.question;
    const ordered = shuffled(targets, this.seed, `${id}-targets`);
    return html`
      <p class="hint">${t('question.match')}</p>
      <div class="rows">
        ${shuffled(sources, this.seed, id).map(
          (source, at) => html`
            <div class="row">
              <label for="${id}-${at}">${source.text}</label>
              <select
                id="${id}-${at}"
                aria-describedby=${this.value.some((pair) => pair.startsWith(`${source.id}.`)) ? nothing : this.error || nothing}
                @change=${(event: Event) => this.#change(source.id, event)}
              >
                <option value="">${t('question.pick')}</option>
                ${ordered.map(
                  (target) => html`
                    <option value=${target.id} ?selected=${this.value.includes(`${source.id}.${target.id}`)}>
                      ${target.text}
                    </option>
                  `,
                )}
              </select>
            </div>
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'matching-field': MatchingField;
  }
}
