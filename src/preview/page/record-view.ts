import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Elements, StoredAttempt } from '../attempts.ts';
import { standards, type Standard } from './standards.ts';

/** What the LMS has on record for an attempt: only what the course committed. */
@customElement('record-view')
export class RecordView extends LitElement {
  @property({ attribute: false }) attempt: StoredAttempt | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { attempt } = this;
    if (!attempt)
      return html`<h2>Record</h2>
        <p class="note">Nothing is on record yet. Launch the course to begin.</p>`;
    const { elements } = attempt;
    const standard = standards.find(({ id }) => id === attempt.target) ?? standards[0];
    const suspendData = elements['cmi.suspend_data'] ?? '';
    return html`
      <h2>Record</h2>
      <div class="scroll" role="region" aria-label="Record" tabindex="0">
        <table class="summary">
          <caption>
            Attempt ${attempt.number}, as the LMS stored it
          </caption>
          <tbody>
            ${standard?.summary.map(
              ([name, element]) => html`
                <tr>
                  <th scope="row">${name}</th>
                  <td>${elements[element] || '–'}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
        ${this.rows('Objectives', 'cmi.objectives', standard?.objectives ?? [], elements)}
        ${this.rows('Interactions', 'cmi.interactions', standard?.interactions ?? [], elements)}
        <h3>Suspend data, ${suspendData.length} characters</h3>
        <p class="raw">${suspendData || '–'}</p>
      </div>
    `;
  }

  private rows(
    caption: string,
    collection: string,
    columns: Standard['objectives'],
    elements: Elements,
  ): TemplateResult | typeof nothing {
    const count = Object.keys(elements).filter(
      (element) => element.startsWith(`${collection}.`) && element.split('.').length === 4 && element.endsWith('.id'),
    ).length;
    if (count === 0) return html`<p class="note">${caption}: none yet.</p>`;
    return html`
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(([name]) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: count },
            (_, index) => html`
              <tr>
                ${columns.map(([, part]) => html`<td>${elements[`${collection}.${index}.${part}`] ?? ''}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'record-view': RecordView;
  }
}
