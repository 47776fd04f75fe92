import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Term } from '../course/course.ts';
import { Modal } from './modal.ts';
import { t } from './translate.ts';

/** The meaning of one word. */
@customElement('term-dialog')
export class TermDialog extends Modal {
  #term: Term | null = null;

  explain(term: Term): Promise<void> {
    this.#term = term;
    return this.open();
  }

  protected dialog() {
    return html`
      <dialog aria-labelledby="term-name">
        <h2 id="term-name">${this.#term?.term}</h2>
        <p>${this.#term?.meaning}</p>
        <form method="dialog"><button type="submit" class="primary">${t('shell.close')}</button></form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'term-dialog': TermDialog;
  }
}
