import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LoggedCall } from '../shell.ts';

/** SCORM 2004 answers 403 to whoever asks for a value that nobody has set yet: that is an answer, not a mistake. */
const isRefused = ({ call, error }: LoggedCall): boolean => error !== '0' && !(call === 'GetValue' && error === '403');

/** Every call of the course in this session, oldest first. */
@customElement('call-log')
export class CallLog extends LitElement {
  @property({ attribute: false }) calls: readonly LoggedCall[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    const box = this.querySelector('.scroll');
    if (box) box.scrollTop = box.scrollHeight; // the newest call is the one to see
  }

  protected override render(): TemplateResult {
    const refused = this.calls.filter(isRefused).length;
    return html`
      <h2>Calls</h2>
      <p class="note">${this.calls.length} calls, ${refused} with an error.</p>
      <div class="scroll" role="region" aria-label="Call log" tabindex="0">
        <table class="log">
          <caption>
            What the course said to the LMS
          </caption>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Call</th>
              <th scope="col">Element</th>
              <th scope="col">Value</th>
              <th scope="col">Result</th>
              <th scope="col">Error</th>
              <th scope="col">ms</th>
            </tr>
          </thead>
          <tbody>
            ${this.calls.map((call, at) => this.row(call, at + 1))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(logged: LoggedCall, number: number): TemplateResult {
    const { call, args, value, error, ms } = logged;
    const [element = '', set] = args;
    return html`
      <tr class=${isRefused(logged) ? 'refused' : ''}>
        <td class="number">${number}</td>
        <td>${call}</td>
        <td>${element}</td>
        <td>${set === undefined ? '' : set}</td>
        <td>${value}</td>
        <td class="number">${error}</td>
        <td class="number">${ms.toFixed(1)}</td>
      </tr>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'call-log': CallLog;
  }
}
