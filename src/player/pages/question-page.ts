import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { nextStep } from '../course-map.ts';
import { t } from '../translate.ts';
import '../questions/question-form.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** One graded question of the round. */
@customElement('question-page')
export class QuestionPage extends Page {
  override render() {
    const { course, outcome } = this.controller;
    const items = outcome.round?.items ?? [];
    const at = items.findIndex((item) => item.run.item === this.subject);
    const scored = items[at];
    const question = course.items.find((item) => item.id === this.subject);
    if (!scored || !question) return missingPage();
    return html`
      <question-form
        .question=${question}
        .caption=${t('question.caption', { n: at + 1, all: items.length })}
        .seed=${outcome.round?.round.seed ?? 0}
        .response=${scored.run.response}
        .score=${scored.score ?? 0}
        .next=${nextStep(this.controller, `question/${question.id}`).to}
        ?ask-sure=${course.settings.confidence}
      ></question-form>
      ${scored.run.carried ? html`<p class="hint">${t('question.carried')}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-page': QuestionPage;
  }
}
