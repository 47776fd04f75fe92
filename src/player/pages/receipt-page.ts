import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ClosingQuestion } from '../../course/course.ts';
import { nextStep } from '../course-map.ts';
import { download } from '../download.ts';
import { inlineError } from '../error-summary.ts';
import { ActEvent } from '../events.ts';
import { receipt } from '../receipt.ts';
import { go } from '../rich-text.ts';
import { t } from '../translate.ts';
import { Page } from './page.ts';

/** Proof to print or save, and two optional questions to close with. */
@customElement('receipt-page')
export class ReceiptPage extends Page {
  @state() private chosen: Record<string, string> = {};
  /** The closing question that was sent without an answer. */
  @state() private missing = '';

  #save(): void {
    const { course } = this.controller;
    const text = receipt(this.controller)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n');
    download(t('receipt.file', { course: course.id }), `${text}\r\n`, 'text/plain;charset=utf-8');
  }

  #close(event: Event, question: string): void {
    event.preventDefault();
    const option = this.chosen[question];
    this.missing = option ? '' : question;
    if (option) this.dispatchEvent(new ActEvent({ kind: 'close-question', question, option }));
    this.focusOn(option ? `.${question}` : `[name="${question}"]`);
  }

  override render() {
    const { course, attempt, outcome } = this.controller;
    const next = nextStep(this.controller);
    return html`
      <h1 tabindex="-1">${t('receipt.title')}</h1>
      ${
        outcome.completion === 'completed'
          ? nothing
          : html`<p class="notice no-print">
              ${t('receipt.notYet')}
              ${next.to === 'receipt' ? nothing : go(next.to, t('next.step', { step: next.label }))}
            </p>`
      }
      <dl class="receipt">
        ${receipt(this.controller).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p class="actions no-print">
        <button type="button" class="primary" @click=${() => window.print()}>${t('receipt.print')}</button>
        <button type="button" class="secondary" @click=${this.#save}>${t('receipt.save')}</button>
      </p>
      ${
        course.closing.length === 0
          ? nothing
          : html`<section class="closing no-print">
              <h2>${t('receipt.closing')}</h2>
              ${course.closing.map((question) =>
                attempt.closing.some((c) => c.question === question.id)
                  ? html`<p class=${question.id} tabindex="-1">
                      <span class="label">${question.stem}</span> ${t('receipt.thanks')}
                    </p>`
                  : this.#closing(question),
              )}
            </section>`
      }
    `;
  }

  #closing({ id, stem, options }: ClosingQuestion) {
    return html`
      <form novalidate @submit=${(event: Event) => this.#close(event, id)}>
        <fieldset>
          <legend>${stem}</legend>
          ${inlineError(this.missing === id ? { text: () => t('error.choice'), at: id } : undefined, `${id}-error`)}
          <div class="options across">
            ${options.map(
              (option) => html`
                <label class="option">
                  <input
                    type="radio"
                    name=${id}
                    .checked=${this.chosen[id] === option.id}
                    aria-describedby=${this.missing === id ? `${id}-error` : nothing}
                    @change=${() => (this.chosen = { ...this.chosen, [id]: option.id })}
                  />
                  <span>${option.text}</span>
                </label>
              `,
            )}
          </div>
        </fieldset>
        <button type="submit" class="secondary" aria-label="${t('receipt.send')}: ${stem}">${t('receipt.send')}</button>
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-page': ReceiptPage;
  }
}
