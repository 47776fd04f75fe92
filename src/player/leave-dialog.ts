import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AttemptController } from './attempt-controller.ts';
import { download } from './download.ts';
import { LeaveEvent } from './events.ts';
import { Modal } from './modal.ts';
import { t } from './translate.ts';

/** Asked only when something is not saved yet: nobody loses answers without having been told. */
@customElement('leave-dialog')
export class LeaveDialog extends Modal {
  @property({ attribute: false }) controller!: AttemptController;

  /** How saving stands, in words. */
  @property() words = '';

  #save(): void {
    const file = this.controller.rescue();
    if (file) download(file.name, file.text);
  }

  #leave(): void {
    this.dispatchEvent(new LeaveEvent());
  }

  protected dialog() {
    return html`
      <dialog aria-labelledby="leave-title">
        <h2 id="leave-title">${t('leave.title')}</h2>
        <p>${this.words}</p>
        <p>${t(this.controller.journal.promises ? 'leave.sealed' : 'leave.rescue')}</p>
        <p class="actions">
          <button type="button" class="secondary" @click=${this.#save}>${t('leave.file')}</button>
        </p>
        <form method="dialog" class="actions">
          <button type="submit" class="primary">${t('leave.stay')}</button>
          <button type="submit" class="secondary" @click=${this.#leave}>${t('leave.anyway')}</button>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'leave-dialog': LeaveDialog;
  }
}
