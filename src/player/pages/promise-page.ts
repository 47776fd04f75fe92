import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { contact } from '../contact.ts';
import { nextStep, nextToPass } from '../course-map.ts';
import { day } from '../dates.ts';
import { errorSummary, inlineError, type Mistake } from '../error-summary.ts';
import { ActEvent, ErrorShownEvent } from '../events.ts';
import { icon } from '../icons.ts';
import { go } from '../rich-text.ts';
import { t } from '../translate.ts';
import { Page } from './page.ts';

/** The promise: each line is ticked by itself, and signing is never forced. */
@customElement('promise-page')
export class PromisePage extends Page {
  @state() private ticked: readonly string[] = [];
  @state() private name = '';
  @state() private reason = '';
  @state() private declining = false;
  @state() private mistakes: readonly Mistake[] = [];

  #tick(line: string, event: Event): void {
    const others = this.ticked.filter((id) => id !== line);
    this.ticked = (event.target as HTMLInputElement).checked ? [...others, line] : others;
  }

  #sign(event: Event): void {
    event.preventDefault();
    const { course } = this.controller;
    const open = course.promise.lines.filter((line) => !this.ticked.includes(line.id));
    const [first] = open;
    const mistakes: Mistake[] = [];
    const blocked = nextToPass(this.controller);
    if (blocked)
      mistakes.push({
        text: () => t('promise.locked', { what: nextToPass(this.controller)?.label ?? '' }),
        at: 'promise-first',
      });
    if (first) mistakes.push({ text: () => t('error.lines', { count: open.length }), at: first.id });
    if (course.settings.typedName && !this.name.trim())
      mistakes.push({ text: () => t('error.name'), at: 'promise-name' });
    if (this.#complain(mistakes)) return;
    this.dispatchEvent(new ActEvent({ kind: 'sign', typedName: this.name }));
    this.focusOn('.signed');
  }

  #decline(event: Event): void {
    event.preventDefault();
    const at = `reason-${this.controller.course.promise.reasons[0]?.id ?? ''}`;
    if (this.#complain(this.reason ? [] : [{ text: () => t('error.reason'), at }])) return;
    this.dispatchEvent(new ActEvent({ kind: 'decline', reason: this.reason }));
    this.declining = false;
    this.focusOn('.thanks');
  }

  #complain(mistakes: readonly Mistake[]): boolean {
    this.mistakes = mistakes;
    this.dispatchEvent(new ErrorShownEvent(mistakes.length > 0));
    if (mistakes.length > 0) this.focusOn('.error-summary');
    return mistakes.length > 0;
  }

  #ask(declining: boolean): void {
    this.declining = declining;
    this.#complain([]);
    this.focusOn(declining ? '.why legend' : 'h1');
  }

  override render() {
    const { course, attempt } = this.controller;
    const { promise } = attempt;
    return html`
      <h1 tabindex="-1">${t('promise.title')}</h1>
      ${promise?.kind === 'signed' ? this.#signed(promise.at) : nothing}
      ${
        promise?.kind === 'declined' && !this.declining
          ? html`<section class="thanks notice" tabindex="-1" aria-labelledby="thanks">
              <h2 id="thanks">${t('promise.thanks')}</h2>
              <p>${t('promise.declined')}</p>
              ${contact(course.organisation)}
            </section>`
          : nothing
      }
      ${promise?.kind === 'signed' ? this.#text() : this.declining ? this.#whyNot() : this.#form()}
    `;
  }

  #signed(at: number) {
    const next = nextStep(this.controller, 'promise');
    return html`
      <section class="signed notice" tabindex="-1" aria-label=${t('promise.title')}>
        <p>${icon('seal')} <strong>${t('promise.signed', { date: day(at) })}</strong></p>
        <p class="actions">
          ${go(next.to, t('next.step', { step: next.label }), 'button primary')}
          ${next.to === 'receipt' ? nothing : go('receipt', t('home.receipt'), 'button secondary')}
        </p>
      </section>
    `;
  }

  #text() {
    return html`<h2>${t('promise.text')}</h2>
      <ul>
        ${this.controller.course.promise.lines.map((line) => html`<li>${line.text}</li>`)}
      </ul>`;
  }

  #form() {
    const { course } = this.controller;
    const blocked = nextToPass(this.controller);
    return html`
      <form novalidate @submit=${this.#sign}>
        ${errorSummary(this.mistakes)}
        ${
          blocked
            ? html`<p class="notice">
                ${t('promise.first')}
                <a id="promise-first" href="#${blocked.to}" data-to=${blocked.to}>${blocked.label}</a>
              </p>`
            : nothing
        }
        ${this.#policies()}
        <fieldset>
          <legend>${course.promise.intro}</legend>
          ${inlineError(this.#mistakeAt('A'), 'lines-error')}
          <div class="options">
            ${course.promise.lines.map(
              (line) => html`
                <label class="option">
                  <input
                    type="checkbox"
                    id=${line.id}
                    .checked=${this.ticked.includes(line.id)}
                    aria-describedby=${this.#mistakeAt('A') ? 'lines-error' : nothing}
                    @change=${(event: Event) => this.#tick(line.id, event)}
                  />
                  <span>${line.text}</span>
                </label>
              `,
            )}
          </div>
        </fieldset>
        ${course.settings.typedName ? this.#nameField() : nothing}
        <p class="actions">
          <button type="submit" class="primary">${t('promise.sign')}</button>
          <button type="button" class="secondary" @click=${() => this.#ask(true)}>${t('promise.cannot')}</button>
        </p>
      </form>
    `;
  }

  #policies() {
    return html`
      <section class="policies">
        <h2>${t('promise.policies')}</h2>
        <ul>
          ${this.controller.course.policies.map(
            ({ name, version, url, where }) => html`
              <li>
                ${url ? html`<a href=${url} target="_blank" rel="noopener">${name}</a>` : name}
                (${t('promise.version', { version })})
                ${where ? html`<span class="hint">${t('promise.where', { where })}</span>` : nothing}
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #nameField() {
    const mistake = this.#mistakeAt('promise-name');
    return html`
      <div class="name-field">
        <label for="promise-name" class="field-label">${t('promise.name')}</label>
        <p class="hint" id="name-note">${t(this.alone ? 'file.name' : 'promise.nameNote')}</p>
        ${inlineError(mistake, 'name-error')}
        <input
          id="promise-name"
          type="text"
          class="long"
          maxlength="80"
          autocomplete="off"
          .value=${this.name}
          aria-describedby=${mistake ? 'name-note name-error' : 'name-note'}
          aria-invalid=${mistake ? 'true' : nothing}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
      </div>
    `;
  }

  #whyNot() {
    const [mistake] = this.mistakes;
    return html`
      <form novalidate @submit=${this.#decline}>
        ${errorSummary(this.mistakes)}
        <fieldset class="why">
          <legend tabindex="-1">${t('promise.why')}</legend>
          ${inlineError(mistake, 'reason-error')}
          <div class="options">
            ${this.controller.course.promise.reasons.map(
              ({ id, text }) => html`
                <label class="option">
                  <input
                    type="radio"
                    name="reason"
                    id="reason-${id}"
                    .checked=${this.reason === id}
                    aria-describedby=${mistake ? 'reason-error' : nothing}
                    @change=${() => (this.reason = id)}
                  />
                  <span>${text}</span>
                </label>
              `,
            )}
          </div>
        </fieldset>
        ${contact(this.controller.course.organisation)}
        <p class="actions">
          <button type="submit" class="primary">${t('promise.send')}</button>
          <button type="button" class="secondary" @click=${() => this.#ask(false)}>${t('promise.back')}</button>
        </p>
      </form>
    `;
  }

  #mistakeAt(start: string): Mistake | undefined {
    return this.mistakes.find((m) => m.at.startsWith(start));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'promise-page': PromisePage;
  }
}
