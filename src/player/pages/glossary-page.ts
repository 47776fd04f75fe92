import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../translate.ts';
import { Page } from './page.ts';

/** Every word the course explains. */
@customElement('glossary-page')
export class GlossaryPage extends Page {
  override render() {
    const terms = [...this.controller.course.glossary].sort((a, b) => a.term.localeCompare(b.term));
    return html`
      <h1 tabindex="-1">${t('glossary.title')}</h1>
      <dl class="glossary">
        ${terms.map(
          (entry) =>
            html`<div>
              <dt>${entry.term}</dt>
              <dd>${entry.meaning}</dd>
            </div>`,
        )}
      </dl>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'glossary-page': GlossaryPage;
  }
}
