import { html, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { CallRun } from '../../attempt/attempt.ts';
import { scoreCall } from '../../attempt/score.ts';
import type { ActEvent, AnswerEvent } from '../events.ts';
import { t } from '../translate.ts';
import '../calls/call-view.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** A call practised again: it lives on this page only and is recorded nowhere. */
@customElement('replay-page')
export class ReplayPage extends Page {
  @state() private run: CallRun = newRun('');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('subject')) this.run = newRun(this.subject);
  }

  #answer(event: AnswerEvent): void {
    event.stopPropagation();
    const { interaction: node, response } = event.answer;
    const step = { node, option: response[0] ?? '', helped: this.run.helpOpen };
    this.run = { ...this.run, steps: [...this.run.steps, step], helpOpen: false };
  }

  #act(event: ActEvent): void {
    if (event.action.kind !== 'help') return;
    event.stopPropagation();
    this.run = { ...this.run, helpOpen: true };
  }

  #restart(event: Event): void {
    if (!(event.target as Element).closest('[data-restart]')) return;
    this.run = newRun(this.subject);
    this.focusOn('h1');
  }

  override render() {
    const { course } = this.controller;
    if (!course.calls.some((c) => c.id === this.subject)) return missingPage();
    return html`
      <call-view
        .scored=${scoreCall(course, this.run)}
        .caption=${t('call.replay')}
        helpful
        replay
        @answer=${this.#answer}
        @act=${this.#act}
        @click=${this.#restart}
      ></call-view>
    `;
  }
}

const newRun = (call: string): CallRun => ({ call, steps: [], helpOpen: false, ms: 0, carried: false });

declare global {
  interface HTMLElementTagNameMap {
    'replay-page': ReplayPage;
  }
}
