import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { blocks } from '../rich-text.ts';
import { Page } from './page.ts';

/** The full notice of what is recorded, for whom and for how long. */
@customElement('recorded-page')
export class RecordedPage extends Page {
  override render() {
    const { heading, body } = this.controller.course.recorded;
    return html`<h1 tabindex="-1">${heading}</h1>
      <div class="prose">${blocks(body)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recorded-page': RecordedPage;
  }
}
