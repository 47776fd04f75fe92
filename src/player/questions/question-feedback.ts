import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { rulesOf } from '../../attempt/judge.ts';
import type { Response } from '../../attempt/record.ts';
import type { Choice, Matching, Multiple, Question, Sequencing } from '../../course/course.ts';
import { unreachable } from '../../course/unreachable.ts';
import type { RichText } from '../../course/text.ts';
import { icon } from '../icons.ts';
import { LightElement } from '../light-element.ts';
import { rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { verdict } from '../verdict.ts';
import { optionsOf } from './options.ts';

/** A given answer, readable and locked, and why it is right or what would have been. */
@customElement('question-feedback')
export class QuestionFeedback extends LightElement {
  @property({ attribute: false }) question!: Question;
  @property({ type: Number }) seed = 0;
  @property({ attribute: false }) response: Response = [];
  @property({ type: Number }) score = 0;
  @property({ type: Number }) level: 1 | 2 = 1;
  /** Practice: what was not chosen stays untold while the answer is wrong. */
  @property({ type: Boolean }) practice = false;

  get #reveals(): boolean {
    return !this.practice || this.score === 1;
  }

  override render() {
    const { name, words } = verdict(this.score);
    const title = html`${icon(name)} ${words}`;
    return html`
      ${this.#given()}
      <section class="feedback ${name}">
        ${this.level === 1 ? html`<h2 tabindex="-1">${title}</h2>` : html`<h3 tabindex="-1">${title}</h3>`}
        ${this.#reasons()}
      </section>
    `;
  }

  #given() {
    const { question } = this;
    switch (question.type) {
      case 'choice':
      case 'multiple':
      case 'true-false':
        return html`<ul class="answered">
          ${optionsOf(question, this.seed).map((option) => this.#option(option))}
        </ul>`;
      case 'matching':
        return this.#pairs(question);
      case 'sequencing':
        return this.#orders(question);
      case 'numeric':
      case 'fill-in':
        return html`<p class="answered-text">${t('question.yours', { words: this.response[0] ?? '' })}</p>`;
      default:
        return unreachable(question);
    }
  }

  #option(option: { id: string; text: string }) {
    const mine = this.response.includes(option.id);
    const best = this.#reveals && rulesOf(this.question).pattern(this.question).includes(option.id);
    const shape = best ? icon('right') : mine && this.score < 1 && this.#reveals ? icon('wrong') : nothing;
    return html`
      <li class="${mine ? 'mine' : ''} ${best ? 'best' : ''}">
        <span>${option.text}</span>
        ${
          mine || best
            ? html`<span class="tags">
                ${shape} ${[...(mine ? [t('question.your')] : []), ...(best ? [t('question.best')] : [])].join(' · ')}
              </span>`
            : nothing
        }
      </li>
    `;
  }

  #pairs(question: Matching) {
    const targetText = (id: string | undefined): string => question.targets.find((x) => x.id === id)?.text ?? '';
    return html`
      <ul class="answered">
        ${question.sources.map(({ id, text }) => {
          const given = this.response.find((pair) => pair.startsWith(`${id}.`))?.slice(id.length + 1);
          const right = question.key[id] === given;
          return html`
            <li class=${right ? 'best' : 'mine'}>
              <span>${text}: <strong>${targetText(given)}</strong></span>
              <span class="tags">
                ${icon(right ? 'right' : 'wrong')}
                ${
                  right
                    ? t('verdict.right')
                    : this.#reveals
                      ? t('question.right', { words: targetText(question.key[id]) })
                      : t('verdict.wrong')
                }
              </span>
            </li>
          `;
        })}
      </ul>
    `;
  }

  #orders(question: Sequencing) {
    const steps = (ids: readonly string[]) =>
      html`<ol>
        ${ids.map((id) => html`<li>${question.steps.find((s) => s.id === id)?.text}</li>`)}
      </ol>`;
    return html`
      <div class="orders">
        <div>
          <p class="label">${t('question.yourOrder')}</p>
          ${steps(this.response)}
        </div>
        ${
          this.#reveals && this.score < 1
            ? html`<div>
                <p class="label">${t('question.rightOrder')}</p>
                ${steps(question.key)}
              </div>`
            : nothing
        }
      </div>
    `;
  }

  #reasons() {
    const { question } = this;
    switch (question.type) {
      case 'choice':
      case 'multiple':
        return this.#optionReasons(question);
      case 'numeric':
      case 'fill-in': {
        const { key } = question;
        const right = this.score < 1 && this.#reveals;
        return html`${right ? html`<p><strong>${t('question.right', { words: typeof key === 'number' ? String(key) : (key[0] ?? '') })}</strong></p>` : nothing}
          <p>${rich(question.why)}</p>`;
      }
      case 'true-false':
      case 'matching':
      case 'sequencing':
        return html`<p>${rich(question.why)}</p>`;
      default:
        return unreachable(question);
    }
  }

  #optionReasons(question: Choice | Multiple) {
    const pattern = rulesOf(question).pattern(question);
    // Of several answers, what was missed or wrongly chosen comes first; when all is right, what was chosen.
    const matters = (id: string): boolean => {
      const mine = this.response.includes(id);
      const best = this.#reveals && pattern.includes(id);
      return question.type === 'multiple' && this.#reveals && this.score < 1 ? mine !== best : mine || best;
    };
    const options = optionsOf(question, this.seed) as { id: string; text: string; why: RichText }[];
    const told = options.filter((o) => matters(o.id));
    const others = options.filter((o) => !matters(o.id));
    const [only] = told;
    return html`
      ${told.length === 1 && only ? html`<p>${rich(only.why)}</p>` : reasonList(told)}
      ${
        this.#reveals && others.length > 0
          ? html`<details>
              <summary>${t('question.others')}</summary>
              ${reasonList(others)}
            </details>`
          : nothing
      }
    `;
  }
}

function reasonList(options: { text: string; why: RichText }[]) {
  return html`<dl class="reasons">
    ${options.map(
      (o) =>
        html`<div>
          <dt>${o.text}</dt>
          <dd>${rich(o.why)}</dd>
        </div>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'question-feedback': QuestionFeedback;
  }
}
