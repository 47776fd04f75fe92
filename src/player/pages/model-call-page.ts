import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { callerCard } from '../calls/caller-card.ts';
import { said } from '../calls/transcript.ts';
import { nextStep } from '../course-map.ts';
import { caption, go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import { Page } from './page.ts';

/** An expert’s call with notes beside it: a worked example before the first call that counts. */
@customElement('model-call-page')
export class ModelCallPage extends Page {
  override render() {
    const { course } = this.controller;
    const { modelCall: call } = course;
    const next = nextStep(this.controller, 'model-call');
    return html`
      <h1 tabindex="-1">${caption(t('model.caption'))}${call.title}</h1>
      <p>${t('model.intro')} ${go(next.to, t('model.skip'))}</p>
      <div class="call">
        ${callerCard(call)}
        <div class="line">
          <ol class="transcript annotated">
            ${call.turns.map(
              (turn) => html`
                <li>
                  <div>
                    ${turn.scene === undefined ? nothing : html`<p class="narration">${rich(turn.scene)}</p>`}
                    ${turn.says === undefined ? nothing : said(call.caller.name, turn.says, 'them')}
                    ${said(t('model.expert'), turn.answer, 'you')}
                  </div>
                  <p class="margin-note"><span class="label">${t('model.note')}</span> ${rich(turn.note)}</p>
                </li>
              `,
            )}
          </ol>
          <p>${rich(call.ending)}</p>
          <p class="actions">${go(next.to, t('next.step', { step: next.label }), 'button primary')}</p>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'model-call-page': ModelCallPage;
  }
}
