import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene } from '../../course/course.ts';
import { PinEvent } from '../events.ts';
import { LightElement } from '../light-element.ts';
import { t } from '../translate.ts';

/** The drawing of a scene with a numbered button on each thing; pressing one asks for its row in the list. */
@customElement('scene-drawing')
export class SceneDrawing extends LightElement {
  @property({ attribute: false }) scene!: Scene;

  protected override updated(): void {
    // Set here and not in the template: a strict content security policy blocks style attributes.
    for (const [at, button] of this.querySelectorAll<HTMLElement>('.pin').entries()) {
      const [x = 0, y = 0] = this.scene.segments[at]?.pin ?? [];
      button.style.setProperty('left', `${x}%`);
      button.style.setProperty('top', `${y}%`);
    }
  }

  override render() {
    return html`
      <div class="drawing">
        <img src=${this.scene.image} alt=${this.scene.alt} />
        ${this.scene.segments.map(
          (segment, at) => html`
            <button
              type="button"
              class="pin"
              aria-label=${t('scene.pin', { n: at + 1 })}
              @click=${() => this.dispatchEvent(new PinEvent(segment.id))}
            >
              ${at + 1}
            </button>
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'scene-drawing': SceneDrawing;
  }
}
