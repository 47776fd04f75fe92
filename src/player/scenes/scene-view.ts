import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Response } from '../../attempt/record.ts';
import type { RedFlag, Scene } from '../../course/course.ts';
import { errorSummary, inlineError, type Mistake } from '../error-summary.ts';
import { AnswerEvent, ErrorShownEvent, type PinEvent } from '../events.ts';
import { icon } from '../icons.ts';
import { LightElement } from '../light-element.ts';
import { caption } from '../rich-text.ts';
import { t } from '../translate.ts';
import './scene-drawing.ts';
import './scene-feedback.ts';

/** A scene to judge: a drawing with pins, and beside it the equal list where each thing gets its mark. */
@customElement('scene-view')
export class SceneView extends LightElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) flags: readonly RedFlag[] = [];
  @property() caption = '';
  @property({ attribute: false }) response: Response | null = null;
  /** 0 to 1. */
  @property({ type: Number }) score = 0;
  /** Where Continue leads. */
  @property() next = '';

  /** Segment id to red flag or `none`. */
  @state() private marks: Record<string, string> = {};
  @state() private mistake: Mistake | undefined;
  #shownAt = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('scene') || changed.get('scene')?.id === this.scene.id) return;
    this.marks = {};
    this.mistake = undefined;
    this.#shownAt = performance.now();
  }

  /** By hand: seven lists of templates are half the work of a scene, and a slow computer stands still meanwhile. */
  protected override updated(): void {
    for (const { options } of this.querySelectorAll('select'))
      this.flags.forEach(({ id, name }, at) => {
        const option = (options[at + 2] ??= new Option());
        option.value = id;
        option.text = name;
      });
  }

  #submit(event: Event): void {
    event.preventDefault();
    const open = this.scene.segments.filter((s) => !this.marks[s.id]);
    const [first] = open;
    if (first) {
      this.mistake = { text: () => t('error.scene', { count: open.length }), at: this.#rowId(first.id) };
      this.dispatchEvent(new ErrorShownEvent(true));
      this.focusOn('.error-summary');
      return;
    }
    this.mistake = undefined;
    const response = this.scene.segments.map((s) => `${s.id}.${this.marks[s.id] ?? 'none'}`);
    const latencyMs = Math.round(performance.now() - this.#shownAt);
    this.dispatchEvent(new ErrorShownEvent(false));
    this.dispatchEvent(new AnswerEvent({ interaction: this.scene.id, response, latencyMs }));
    this.focusOn('scene-feedback h2');
  }

  #rowId(segment: string): string {
    return `${this.scene.id}-${segment}`;
  }

  #pinned(event: PinEvent): void {
    document.getElementById(this.#rowId(event.segment))?.focus();
  }

  override render() {
    const { scene } = this;
    return html`
      <h1 tabindex="-1">${caption(this.caption)}${scene.title}</h1>
      ${this.response === null ? html`<p>${t('scene.task')}</p>` : nothing}
      <div class="scene">
        <scene-drawing .scene=${scene} @pin=${this.#pinned}></scene-drawing>
        ${this.response === null ? this.#form(scene) : this.#feedback(scene, this.response)}
      </div>
    `;
  }

  #form(scene: Scene) {
    return html`
      <form novalidate @submit=${this.#submit}>
        ${errorSummary(this.mistake ? [this.mistake] : [])} ${this.#rules()}
        ${inlineError(this.mistake, `${scene.id}-error`)}
        <ol class="segments">
          ${scene.segments.map((segment, at) => this.#row(segment, at + 1))}
        </ol>
        <button type="submit" class="primary">${t('question.check')}</button>
      </form>
    `;
  }

  #row(segment: Scene['segments'][number], n: number) {
    const id = this.#rowId(segment.id);
    const mark = this.marks[segment.id] ?? '';
    return html`
      <li class="segment">
        <span class="pin-number" aria-hidden="true">${n}</span>
        <label for=${id}>${segment.text} <span class="visually-hidden">${t('scene.mark', { n })}</span></label>
        <select
          id=${id}
          .value=${mark}
          aria-describedby=${this.mistake && !mark ? `${this.scene.id}-error` : nothing}
          @change=${(event: Event) => (this.marks = { ...this.marks, [segment.id]: (event.target as HTMLSelectElement).value })}
        >
          <option value="">${t('question.pick')}</option>
          <option value="none">${t('scene.fine')}</option>
        </select>
      </li>
    `;
  }

  #rules() {
    const ordered = [...this.flags].sort((a, b) => a.order - b.order);
    return html`
      <details class="flag-rules">
        <summary>${t('scene.help')}</summary>
        <p>${t('scene.helpIntro')}</p>
        <ol>
          ${ordered.map(
            (flag) => html`
              <li>
                <strong>${icon('flag')} ${flag.name}</strong> ${t('scene.fits', { rule: flag.fits })}
                <span class="hint">${t('scene.notWhen', { rule: flag.notWhen })}</span>
              </li>
            `,
          )}
        </ol>
      </details>
    `;
  }

  #feedback(scene: Scene, response: Response) {
    return html`
      <div>
        <scene-feedback
          .scene=${scene}
          .flags=${this.flags}
          .response=${response}
          .score=${this.score}
        ></scene-feedback>
        <p class="actions">
          <a class="button primary" href="#${this.next}" data-to=${this.next}>${t('next.continue')}</a>
        </p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'scene-view': SceneView;
  }
}
