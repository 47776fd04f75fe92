import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LeaveEvent } from './events.ts';
import { LightElement } from './light-element.ts';
import { t } from './translate.ts';

/** Asked only when something is not saved yet: nobody loses answers without having been told. */
@customElement('leave-dialog')
export class LeaveDialog extends LightElement {
  /** How saving stands, in words. */
  @property() words = '';

  open(): void {
    this.find<HTMLDialogElement>('dialog').showModal();
  }

  private leave(): void {
    this.dispatchEvent(new LeaveEvent());
  }

  override render() {
    return html`
      <dialog aria-labelledby="leave-title">
        <h2 id="leave-title">${t('leave.title')}</h2>
        <p>${this.words}</p>
        <form method="dialog" class="actions">
          <button type="submit" class="primary">${t('leave.stay')}</button>
          <button type="submit" class="secondary" @click=${this.leave}>${t('leave.anyway')}</button>
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
