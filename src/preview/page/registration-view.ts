import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ShownRegistration } from '../lrs/record-types.ts';
import { timeOf, wordsOf } from './statement-words.ts';

const LATEST = 6;

/** Where a registration stands: satisfied or not, its sessions, what was said last, and its State documents. */
@customElement('registration-view')
export class RegistrationView extends LitElement {
  @property({ attribute: false }) registration: ShownRegistration | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { registration } = this;
    if (!registration)
      return html`<h2>Record</h2>
        <p class="note">Nothing is on record yet. Launch the course to begin.</p>`;
    const { id, satisfied, store, problem, sessions, statements, documents } = registration;
    return html`
      <h2>Record</h2>
      ${problem === '' ? nothing : html`<p class="problems" role="alert">${problem}</p>`}
      <div class="scroll" role="region" aria-label="Record" tabindex="0">
        <table class="summary">
          <caption>
            Registration, as the LMS keeps it
          </caption>
          <tbody>
            ${satisfied === null ? nothing : line('Satisfied', satisfied ? 'yes' : 'not yet')}
            ${line('Statements', String(statements.length))} ${store === null ? nothing : line('Record store', store)}
            <tr>
              <th scope="row">Id</th>
              <td class="raw">${id}</td>
            </tr>
          </tbody>
        </table>
        <h3>Said last</h3>
        ${statements.length === 0 ? html`<p class="note">Nothing yet.</p>` : nothing}
        <ul class="latest">
          ${statements
            .slice(-LATEST)
            .toReversed()
            .map((each) => {
              const { time, verb, object, result } = wordsOf(each);
              return html`<li>
                <span class="note">${time}</span>
                <strong>${verb}</strong> ${object}${result === '' ? '' : `: ${result}`}
              </li>`;
            })}
        </ul>
        ${this.sessionTable(sessions)}
        <h3>State documents</h3>
        ${documents.length === 0 ? html`<p class="note">None yet.</p>` : nothing}
        ${documents.map(
          ({ id: name, content, at }) => html`
            <details>
              <summary>${name}, ${content.length} characters, ${timeOf(at)}</summary>
              <pre>${pretty(content)}</pre>
            </details>
          `,
        )}
      </div>
    `;
  }

  private sessionTable(sessions: ShownRegistration['sessions']): TemplateResult {
    return html`
      <table>
        <caption>
          Sessions
        </caption>
        <thead>
          <tr>
            <th scope="col">Launched</th>
            <th scope="col">Mode</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          ${sessions.map(
            ({ at, mode, state }) => html`
              <tr>
                <td>${timeOf(at)}</td>
                <td>${mode}</td>
                <td>${state}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

const line = (name: string, value: string): TemplateResult => html`
  <tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>
`;

function pretty(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content; // not every document is JSON
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'registration-view': RegistrationView;
  }
}
