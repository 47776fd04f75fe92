import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ProgressFile } from '../tracking/session.ts';
import { download } from './download.ts';
import { LightElement } from './light-element.ts';
import { t } from './translate.ts';

/** For courses without an LMS: says what is sent, and that is mostly nothing; saves progress to a file and loads it again. */
@customElement('progress-file')
export class ProgressFileElement extends LightElement {
  @property({ attribute: false }) file!: ProgressFile;

  @state() private refused = false;

  #save(): void {
    download(this.file.name, this.file.text());
  }

  async #load(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const chosen = input.files?.[0];
    if (!chosen) return;
    this.refused = !this.file.load(await chosen.text());
    input.value = '';
    if (!this.refused) window.location.reload();
  }

  override render() {
    const { sentTo } = this.file;
    return html`
      <p>${sentTo ? t('file.sent', { host: sentTo }) : t('file.alone')}</p>
      <p class="actions">
        <button type="button" class="secondary" @click=${this.#save}>${t('file.save')}</button>
        <button type="button" class="secondary" @click=${() => this.find<HTMLInputElement>('input').click()}>
          ${t('file.load')}
        </button>
        <input type="file" accept="application/json,.json" aria-label=${t('file.load')} hidden @change=${this.#load} />
      </p>
      <p role="status">${this.refused ? t('file.refused') : nothing}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'progress-file': ProgressFileElement;
  }
}
