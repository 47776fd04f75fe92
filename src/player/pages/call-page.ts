import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { helpOffered } from '../../attempt/answer.ts';
import { nextStep } from '../course-map.ts';
import { t } from '../translate.ts';
import '../calls/call-view.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** A graded call of the round. */
@customElement('call-page')
export class CallPage extends Page {
  override render() {
    const { course, outcome } = this.controller;
    const { round } = outcome;
    const calls = round?.calls ?? [];
    const at = calls.findIndex((c) => c.call.id === this.subject);
    const scored = calls[at];
    if (!round || !scored) return missingPage();
    return html`
      <call-view
        .scored=${scored}
        .caption=${t('call.caption', { n: at + 1, all: calls.length })}
        .seed=${round.round.seed}
        .next=${nextStep(this.controller, `call/${scored.call.id}`).to}
        ?helpful=${helpOffered(round.round, scored.call.id)}
        ?skippable=${course.calls.length > calls.length}
      ></call-view>
      ${scored.run.carried ? html`<p class="hint">${t('question.carried')}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'call-page': CallPage;
  }
}
