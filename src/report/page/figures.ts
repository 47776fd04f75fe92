import { html, nothing, type TemplateResult } from 'lit';
import type { Figure } from '../pages/view.ts';
import type { LinkTo } from './chips.ts';

/** The key figures of a page, each with how many stand behind it and how it is computed. */
export const figures = (list: readonly Figure[], link: LinkTo): TemplateResult | typeof nothing =>
  list.length === 0
    ? nothing
    : html`<dl class="figures">
        ${list.map(
          ({ label, value, note, how, page, tone }) =>
            html`<div class=${tone ?? ''}>
              <dt>${page === undefined ? label : html`<a href=${link({ page, show: '' })}>${label}</a>`}</dt>
              <dd class="value ${value.length > 8 ? 'long' : ''}">${value}</dd>
              ${note === '' ? nothing : html`<dd class="note">${note}</dd>`}
              <dd>
                <details class="how">
                  <summary aria-label=${`How is “${label}” computed?`}>How?</summary>
                  <p>${how}</p>
                </details>
              </dd>
            </div>`,
        )}
      </dl>`;
