import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { nextStep } from '../course-map.ts';
import { t } from '../translate.ts';
import '../scenes/scene-view.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** A graded scene of the round. */
@customElement('scene-page')
export class ScenePage extends Page {
  override render() {
    const { course, outcome } = this.controller;
    const scenes = outcome.round?.scenes ?? [];
    const at = scenes.findIndex((s) => s.scene.id === this.subject);
    const scored = scenes[at];
    if (!scored) return missingPage();
    return html`
      <scene-view
        .scene=${scored.scene}
        .flags=${course.redFlags}
        .caption=${t('scene.caption', { n: at + 1, all: scenes.length })}
        .response=${scored.run.response}
        .score=${scored.score ?? 0}
        .next=${nextStep(this.controller, `scene/${scored.scene.id}`).to}
      ></scene-view>
      ${scored.run.carried ? html`<p class="hint">${t('question.carried')}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'scene-page': ScenePage;
  }
}
