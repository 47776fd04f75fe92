import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { judge } from '../../attempt/judge.ts';
import type { Response } from '../../attempt/record.ts';
import type { Call, CallNode, Fix } from '../../course/course.ts';
import { callerCard } from '../calls/caller-card.ts';
import { chosen, spoken } from '../calls/transcript.ts';
import { nameOf } from '../course-map.ts';
import type { AnswerEvent } from '../events.ts';
import { caption, go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import '../questions/question-form.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** A 2-minute fix: a worked example with one fresh practice item, or the model version of a call. */
@customElement('fix-page')
export class FixPage extends Page {
  /** The practice answer: it lives on this page only. */
  @state() private response: Response | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('subject')) this.response = null;
  }

  #practise(event: AnswerEvent): void {
    event.stopPropagation();
    this.response = event.answer.response;
  }

  override render() {
    const { course } = this.controller;
    const call = course.calls.find((c) => c.id === this.subject);
    const fix = course.fixes.find((f) => f.kp === this.subject);
    if (!call && !fix) return missingPage();
    return html`
      ${call ? this.#modelVersion(call) : fix ? this.#example(fix) : nothing}
      <p class="actions">
        ${go('results', t('fix.back'), 'button primary')}
        ${fix ? go(`lesson/${fix.kp}`, t('fix.lesson'), 'button secondary') : nothing}
        ${call ? go(`replay/${call.id}`, t('call.practise'), 'button secondary') : nothing}
      </p>
    `;
  }

  #example(fix: Fix) {
    return html`
      <h1 tabindex="-1">${caption(t('fix.caption', { name: nameOf(this.controller.course, fix.kp) }))}${fix.title}</h1>
      <section class="story">
        <h2>${t('fix.situation')}</h2>
        <p>${rich(fix.situation)}</p>
      </section>
      <h2>${t('fix.steps')}</h2>
      <ol class="worked">
        ${fix.steps.map(
          (step) =>
            html`<li>
              <p>${rich(step.does)}</p>
              <p class="margin-note"><span class="label">${t('fix.because')}</span> ${rich(step.because)}</p>
            </li>`,
        )}
      </ol>
      <p class="rule-line"><span class="label">${t('fix.point')}</span> ${rich(fix.point)}</p>
      <section class="check">
        <question-form
          .question=${fix.practice}
          .caption=${t('fix.practice')}
          .level=${2}
          .response=${this.response}
          .score=${this.response ? judge(fix.practice, this.response) : 0}
          practice
          @answer=${this.#practise}
        ></question-form>
      </section>
    `;
  }

  #modelVersion(call: Call) {
    return html`
      <h1 tabindex="-1">${caption(t('fix.call'))}${call.title}</h1>
      <div class="call">
        ${callerCard(call)}
        <div class="line">
          <ol class="transcript annotated">
            ${bestPath(call).map(
              ({ node, option }) => html`
                <li>
                  <div>${spoken(call, node)} ${chosen(t('model.expert'), node, option.text)}</div>
                  <p class="margin-note"><span class="label">${t('model.note')}</span> ${rich(option.coach)}</p>
                </li>
              `,
            )}
          </ol>
          <p>${rich(call.endings.good)}</p>
        </div>
      </div>
    `;
  }
}

/** The moments an expert meets: from the start, always by the best option. */
function bestPath(call: Call): { node: CallNode; option: CallNode['options'][number] }[] {
  const path: { node: CallNode; option: CallNode['options'][number] }[] = [];
  let node = call.nodes.find((n) => n.id === call.start);
  while (node && path.length < call.nodes.length) {
    const { key, options }: CallNode = node;
    const option = options.find((o) => key[o.id] === 'best');
    if (!option) break;
    path.push({ node, option });
    node = call.nodes.find((n) => n.id === option.next);
  }
  return path;
}

declare global {
  interface HTMLElementTagNameMap {
    'fix-page': FixPage;
  }
}
