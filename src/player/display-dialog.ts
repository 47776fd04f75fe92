import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { choose, display } from './display.ts';
import { Modal } from './modal.ts';
import { t } from './translate.ts';

/** A small window to choose text size and contrast in; a choice shows at once. */
@customElement('display-dialog')
export class DisplayDialog extends Modal {
  #change(): void {
    choose([...this.querySelectorAll<HTMLInputElement>(':checked')].map(({ value }) => value).join(' '));
  }

  protected dialog() {
    return html`
      <dialog aria-labelledby="display-title">
        <form method="dialog" @change=${this.#change}>
          <h2 id="display-title">${t('display.title')}</h2>
          ${this.#group('text', ['normal', 'large', 'larger'])} ${this.#group('contrast', ['system', 'more'])}
          <button type="submit" class="primary">${t('shell.close')}</button>
        </form>
      </dialog>
    `;
  }

  #group(name: 'text' | 'contrast', values: readonly ('normal' | 'large' | 'larger' | 'system' | 'more')[]) {
    return html`
      <fieldset>
        <legend>${t(`display.${name}`)}</legend>
        <div class="options across">
          ${values.map(
            (value) => html`
              <label class="option">
                <input type="radio" name=${name} value=${value} ?checked=${display().split(' ').includes(value)} />
                <span>${t(`display.${value}`)}</span>
              </label>
            `,
          )}
        </div>
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'display-dialog': DisplayDialog;
  }
}
