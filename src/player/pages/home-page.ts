import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { nextStep, parts, type Part, type Step } from '../course-map.ts';
import { icon } from '../icons.ts';
import { blocks, caption, go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { Page } from './page.ts';

/** It came with the page, so that it is there before any script. */
const drawing = document.querySelector('.hero svg');

/** The way in: what this course is, the map of its parts, and one clear next step. */
@customElement('home-page')
export class HomePage extends Page {
  override render() {
    const { course } = this.controller;
    const next = nextStep(this.controller);
    const fresh = this.controller.attempt.checks.length === 0 && this.controller.attempt.round === null;
    return html`
      <section class="hero ${fresh ? 'is-fresh' : ''}">
        <div>
          <h1 tabindex="-1">${course.welcome.heading}</h1>
          <p class="lead">${rich(course.welcome.lead)}</p>
          <p class="actions">${this.#primary(next, fresh)}</p>
          ${fresh ? drawing : nothing}
        </div>
        <details ?open=${fresh}>
          <summary>${t('home.more')}</summary>
          ${blocks(course.welcome.body)} ${blocks(course.welcome.recorded)}
        </details>
      </section>
      <div class="map-head">
        <h2>${t('shell.home')}</h2>
        <p class="hint">${t('home.free')}</p>
      </div>
      <ol class="map">
        ${this.#mapPart(1, { title: t('part.welcome'), minutes: course.minutes.welcome, steps: [] }, next)}
        ${parts(this.controller).map((part, at) => this.#mapPart(at + 2, part, next))}
      </ol>
    `;
  }

  #primary(next: Step, fresh: boolean) {
    if (next.to === 'receipt') return html`${t('home.allDone')} ${go('receipt', t('home.receipt'), 'button primary')}`;
    return html`
      ${go(next.to, t(fresh ? 'home.start' : 'home.continue'), 'button primary')}
      <span class="next-up">${t('home.next', { step: next.label })}</span>
    `;
  }

  #mapPart(n: number, { title, minutes, steps }: Part, next: Step) {
    const counted = steps.filter((step) => !step.optional);
    const done = counted.filter((step) => step.done).length;
    const numbered = steps.filter((step) => step.number !== undefined);
    const named = steps.filter((step) => step.number === undefined);
    return html`
      <li class="map-part ${counted.length === 0 ? 'is-here' : ''}">
        <h3>${caption(t('home.part', { n }))}${title}</h3>
        <p class="hint">
          ${t('home.minutes', { count: minutes })} ·
          ${counted.length === 0 ? t('home.here') : t('home.count', { done, all: counted.length })}
        </p>
        ${
          counted.length === 0
            ? nothing
            : html`<ul class="steps-list">
                ${named.map((step) => this.#step(step, step.to === next.to))}
              </ul>`
        }
        ${
          numbered.length === 0
            ? nothing
            : html`<p class="hint" id="numbers">${t('step.questions', { count: numbered.length })}</p>
                <ul class="numbers" aria-labelledby="numbers">
                  ${numbered.map((step) => this.#numbered(step, step.to === next.to))}
                </ul>`
        }
      </li>
    `;
  }

  #step(step: Step, isNext: boolean) {
    return html`
      <li class="${step.done ? 'is-done' : ''} ${isNext ? 'is-next' : ''}">
        ${go(step.to, step.label)}
        <span class="state">${step.done ? icon('done') : nothing}${stateOf(step, isNext)}</span>
      </li>
    `;
  }

  #numbered(step: Step, isNext: boolean) {
    const state = step.done || isNext ? stateOf(step, isNext) : '';
    return html`
      <li class="${step.done ? 'is-done' : ''} ${isNext ? 'is-next' : ''}">
        <a href="#${step.to}" data-to=${step.to} aria-label="${step.label} ${state}">
          ${step.number}${step.done ? icon('done') : nothing}
        </a>
      </li>
    `;
  }
}

function stateOf(step: Step, isNext: boolean): string {
  if (step.done) return t(step.carried ? 'step.carried' : 'home.done');
  return t(isNext ? 'home.isNext' : step.optional ? 'home.optional' : 'home.todo');
}

declare global {
  interface HTMLElementTagNameMap {
    'home-page': HomePage;
  }
}
