import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Response } from '../../attempt/record.ts';
import type { RedFlag, Scene } from '../../course/course.ts';
import { icon } from '../icons.ts';
import { LightElement } from '../light-element.ts';
import { rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { verdict } from '../verdict.ts';

/** What the learner marked in a scene, what we would say, and why; kind words for marking too much. */
@customElement('scene-feedback')
export class SceneFeedback extends LightElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) flags: readonly RedFlag[] = [];
  @property({ attribute: false }) response: Response = [];
  @property({ type: Number }) score = 0;

  override render() {
    const { key, segments } = this.scene;
    const marks = new Map(this.response.map((pair) => pair.split('.', 2) as [string, string]));
    const right = segments.filter((s) => marks.get(s.id) === key[s.id]).length;
    const over = segments.filter((s) => key[s.id] === 'none' && marks.get(s.id) !== 'none').length;
    const { name, words } = verdict(this.score);
    return html`
      <section class="feedback ${name}">
        <h2 tabindex="-1">${icon(name)} ${words}</h2>
        <p>${t('scene.score', { right, all: segments.length })}</p>
        ${over > 0 ? html`<p class="kind">${t('scene.over', { count: over })}</p>` : nothing}
      </section>
      <ol class="segments answered">
        ${segments.map((segment, at) => this.#row(segment, at + 1, marks.get(segment.id) ?? 'none', key[segment.id] ?? 'none'))}
      </ol>
    `;
  }

  #row(segment: Scene['segments'][number], n: number, mine: string, truth: string) {
    const right = mine === truth;
    return html`
      <li class="segment ${right ? 'best' : 'mine'}" tabindex="-1" id="${this.scene.id}-${segment.id}">
        <span class="pin-number" aria-hidden="true">${n}</span>
        <div>
          <p>${segment.text}</p>
          <p class="tags">
            ${icon(right ? 'right' : 'wrong')} ${t('scene.your', { mark: this.#word(mine) })}
            ${right ? html`(${t('verdict.right')})` : html`· ${t('scene.right', { mark: this.#word(truth) })}`}
          </p>
          <p class="why">${rich(segment.why)}</p>
        </div>
      </li>
    `;
  }

  #word(mark: string): string {
    return this.flags.find((flag) => flag.id === mark)?.name ?? t('scene.fine');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'scene-feedback': SceneFeedback;
  }
}
