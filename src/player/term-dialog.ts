import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Term } from '../course/course.ts';
import { LightElement } from './light-element.ts';
import { t } from './translate.ts';

/** A small window with the meaning of one word; the browser gives the focus back when it closes. */
@customElement('term-dialog')
export class TermDialog extends LightElement {
  @state() private term: Term | null = null;

  open(term: Term): void {
    this.term = term;
    void this.updateComplete.then(() => this.find<HTMLDialogElement>('dialog').showModal());
  }

  override render() {
    return html`
      <dialog aria-labelledby="term-name">
        <h2 id="term-name">${this.term?.term}</h2>
        <p>${this.term?.meaning}</p>
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
