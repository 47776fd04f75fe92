import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SelfAnswer } from '../../attempt/action.ts';
import type { SelfCheck } from '../../course/course.ts';
import { nameOf, nextStep } from '../course-map.ts';
import { errorSummary, inlineError, type Mistake } from '../error-summary.ts';
import { ActEvent, ErrorShownEvent } from '../events.ts';
import { go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { Page } from './page.ts';

const ANSWERS: readonly SelfAnswer[] = ['do', 'will', 'help'];

/** Statements about oneself: never scored, help at once where it is wanted. Answers live on this page. */
@customElement('self-check-page')
export class SelfCheckPage extends Page {
  @state() private answers: Record<string, SelfAnswer> = {};
  @state() private mistake: Mistake | undefined;

  #choose(statement: string, answer: SelfAnswer): void {
    this.answers = { ...this.answers, [statement]: answer };
  }

  #submit(event: Event): void {
    event.preventDefault();
    const { statements } = this.controller.course.selfCheck;
    const open = statements.filter((s) => !this.answers[s.id]);
    const [first] = open;
    if (first) {
      this.mistake = { text: () => t('error.selfCheck', { count: open.length }), at: `${first.id}-do` };
      this.dispatchEvent(new ErrorShownEvent(true));
      this.focusOn('.error-summary');
      return;
    }
    this.mistake = undefined;
    this.dispatchEvent(new ErrorShownEvent(false));
    // Answers leave this page only where the organisation collects them, and says so.
    const named = this.controller.course.settings.selfAuditReport === 'named';
    const answers = named ? statements.map((s) => ({ statement: s.id, answer: this.answers[s.id] ?? 'help' })) : [];
    this.dispatchEvent(new ActEvent({ kind: 'self-check', answers }));
    this.focusOn('.self-done');
  }

  /** The button goes away, so the focus moves to the words that take its place. */
  #tell(redFlag: string): void {
    this.dispatchEvent(new ActEvent({ kind: 'ask-trainer', redFlag }));
    this.focusOn(`.told-${redFlag}`);
  }

  override render() {
    const { course, attempt } = this.controller;
    const named = course.settings.selfAuditReport === 'named';
    const next = nextStep(this.controller, 'self-check');
    return html`
      <h1 tabindex="-1">${t('self.title')}</h1>
      <p>${rich(course.selfCheck.intro)}</p>
      <p class="notice">${t(this.alone ? 'file.selfCheck' : named ? 'self.named' : 'self.private')}</p>
      <form novalidate @submit=${this.#submit}>
        ${errorSummary(this.mistake ? [this.mistake] : [])} ${inlineError(this.mistake, 'self-error')}
        ${course.selfCheck.statements.map((statement) => this.#statement(statement))}
        <p class="actions"><button type="submit" class="primary">${t('self.done')}</button></p>
      </form>
      ${
        attempt.selfChecked
          ? html`<section class="self-done" tabindex="-1" aria-label=${t('self.title')}>
              <p>${t('self.isDone')}</p>
              <p class="actions">${go(next.to, t('next.step', { step: next.label }), 'button primary')}</p>
            </section>`
          : nothing
      }
    `;
  }

  #statement({ id, text, rf, lesson }: SelfCheck['statements'][number]) {
    return html`
      <fieldset class="statement">
        <legend>${text}</legend>
        <div class="options across">
          ${ANSWERS.map(
            (answer) => html`
              <label class="option inline">
                <input
                  type="radio"
                  id="${id}-${answer}"
                  name=${id}
                  .checked=${this.answers[id] === answer}
                  aria-describedby=${this.mistake && !this.answers[id] ? 'self-error' : nothing}
                  @change=${() => this.#choose(id, answer)}
                />
                <span>${t(`self.${answer}`)}</span>
              </label>
            `,
          )}
        </div>
        ${this.#help(this.answers[id] === 'help', rf, lesson)}
      </fieldset>
    `;
  }

  /** Only the way to help is announced; what comes after telling takes the focus. */
  #help(wanted: boolean, redFlag: string, lesson: string) {
    const { course, attempt, launch } = this.controller;
    const { team, phone } = course.organisation.report;
    const flag = course.redFlags.find((f) => f.id === redFlag)?.name ?? '';
    return html`
      <div class=${wanted ? 'help-now' : ''}>
        <div role="status">
          ${
            wanted
              ? html`<p>
                  ${go(`lesson/${lesson}`, t('self.lesson', { name: nameOf(course, lesson) }))}.
                  ${t('self.contact', { team, phone })}
                </p>`
              : nothing
          }
        </div>
        ${
          !wanted || this.alone
            ? nothing
            : attempt.asked.includes(redFlag)
              ? html`<p class="told-${redFlag}" tabindex="-1">${t('self.told', { flag })}</p>`
              : html`<p class="submit">
                  <button type="button" class="secondary" @click=${() => this.#tell(redFlag)}>
                    ${t('self.tell', { flag })}
                  </button>
                  <span class="hint">${launch.file ? nothing : t('self.tellNote')}</span>
                </p>`
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'self-check-page': SelfCheckPage;
  }
}
