import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AttemptController } from '../attempt-controller.ts';
import { Modal } from '../modal.ts';
import { t } from '../translate.ts';
import { diagnose, type Finding } from './diagnose.ts';

/** A button for whoever looks for a fault, and the window it opens: what this launch found, to read and to copy. */
@customElement('launch-check')
export class LaunchCheck extends Modal {
  @property({ attribute: false }) controller!: AttemptController;

  @state() private findings: readonly Finding[] | null = null;
  @state() private copied = false;
  @state() private brought = '';

  override async open(): Promise<void> {
    this.findings = null;
    this.copied = false;
    await super.open();
    this.findings = await diagnose(window, this.controller);
  }

  get #text(): string {
    return (this.findings ?? []).map((f) => `${f.what}: ${f.found}${verdict(f, ' [', ']')}`).join('\n');
  }

  async #copy(): Promise<void> {
    const field = this.find<HTMLTextAreaElement>('textarea');
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.copied = true;
    } catch {
      // Not allowed in this frame: the text is marked, so that the copy keys work.
      field.focus();
    }
  }

  async #bring(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const chosen = input.files?.[0];
    if (!chosen) return;
    const count = this.controller.bringBack(await chosen.text());
    this.brought = count === null ? t('check.notOurs') : t('check.brought', { count });
    input.value = '';
  }

  get #recording(): boolean {
    return this.controller.closed === null && this.controller.health.kind !== 'not-recording';
  }

  #bringBack() {
    return html`<p class="actions">
      <button type="button" class="secondary" @click=${() => this.find<HTMLInputElement>('input').click()}>
        ${t('check.bring')}
      </button>
      <input type="file" accept="application/json,.json" aria-label=${t('check.bring')} hidden @change=${this.#bring} />
    </p>`;
  }

  override render() {
    return html`
      <button type="button" class="link" @click=${() => void this.open()}>${t('check.open')}</button>
      ${super.render()}
    `;
  }

  protected dialog() {
    return html`
      <dialog class="wide" aria-labelledby="check-title">
        <h2 id="check-title" tabindex="-1" autofocus>${t('check.title')}</h2>
        <p role="status">${this.findings === null ? t('check.busy') : nothing}</p>
        <dl class="findings">
          ${(this.findings ?? []).map(
            (f) => html`
              <div class=${f.verdict}>
                <dt>${f.what}</dt>
                <dd>${f.found} <strong>${verdict(f)}</strong></dd>
              </div>
            `,
          )}
        </dl>
        <label for="check-text">${t('check.text')}</label>
        <textarea id="check-text" rows="4" readonly .value=${this.#text}></textarea>
        <p role="status">${this.copied ? t('check.copied') : nothing}</p>
        ${this.#recording ? this.#bringBack() : nothing}
        <p role="status">${this.brought}</p>
        <form method="dialog" class="actions">
          <button type="button" class="secondary" @click=${() => void this.#copy()}>${t('check.copy')}</button>
          <button type="submit" class="primary">${t('shell.close')}</button>
        </form>
      </dialog>
    `;
  }
}

const verdict = (f: Finding, before = '', after = ''): string =>
  f.verdict === 'fact' ? '' : `${before}${t(`found.${f.verdict}`)}${after}`;

declare global {
  interface HTMLElementTagNameMap {
    'launch-check': LaunchCheck;
  }
}
