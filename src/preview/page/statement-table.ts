import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LrsStatement } from '../lrs/statement-schema.ts';
import { wordsOf } from './statement-words.ts';

/** The statements of a registration, newest first, each with its JSON to open. */
@customElement('statement-table')
export class StatementTable extends LitElement {
  @property({ attribute: false }) statements: readonly LrsStatement[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { length } = this.statements;
    return html`
      <h2>Statements</h2>
      <p class="note">${length === 0 ? 'None yet.' : `${length} on record, newest first.`}</p>
      ${length === 0 ? nothing : this.table()}
    `;
  }

  private table(): TemplateResult {
    return html`
      <div class="scroll" role="region" aria-label="Statements" tabindex="0">
        <table class="statements">
          <caption>
            What is on record for this registration
          </caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Verb</th>
              <th scope="col">Object</th>
              <th scope="col">Response</th>
              <th scope="col">Result</th>
              <th scope="col">Score</th>
              <th scope="col">As sent</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(this.statements.toReversed(), ({ id }) => id, row)}
          </tbody>
        </table>
      </div>
    `;
  }
}

function row(statement: LrsStatement): TemplateResult {
  const { time, verb, object, response, result, score } = wordsOf(statement);
  return html`
    <tr>
      <td class="number">${time}</td>
      <td>${verb}</td>
      <td>${object}</td>
      <td>${response}</td>
      <td>${result}</td>
      <td>${score}</td>
      <td>
        <details>
          <summary>JSON<span class="unseen"> of ${verb} ${object}</span></summary>
          <pre>${JSON.stringify(statement, null, 2)}</pre>
        </details>
      </td>
    </tr>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'statement-table': StatementTable;
  }
}
