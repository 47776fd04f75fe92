import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LoggedRequest } from '../lrs/request-log.ts';

/** "Nothing stored yet" is an answer, not a mistake. */
const isRefused = ({ status, why, method }: LoggedRequest): boolean =>
  (status >= 400 && !(method === 'GET' && status === 404)) || (status < 400 && why !== '');

/** Every request of the course since it was launched, oldest first. */
@customElement('request-log')
export class RequestLogView extends LitElement {
  @property({ attribute: false }) requests: readonly LoggedRequest[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    const box = this.querySelector('.scroll');
    if (box) box.scrollTop = box.scrollHeight; // the newest request is the one to see
  }

  protected override render(): TemplateResult {
    const refused = this.requests.filter(isRefused).length;
    return html`
      <h2>Requests</h2>
      <p class="note">${this.requests.length} requests since the launch, ${refused} refused.</p>
      ${this.requests.length === 0 ? nothing : this.table()}
    `;
  }

  private table(): TemplateResult {
    return html`
      <div class="scroll" role="region" aria-label="Request log" tabindex="0">
        <table class="log">
          <caption>
            What the course asked the record store
          </caption>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Method</th>
              <th scope="col">Resource</th>
              <th scope="col">About</th>
              <th scope="col">Told</th>
              <th scope="col">Status</th>
              <th scope="col">ms</th>
            </tr>
          </thead>
          <tbody>
            ${this.requests.map(
              (request, at) => html`
                <tr class=${isRefused(request) ? 'refused' : ''}>
                  <td class="number">${at + 1}</td>
                  <td>${request.method}</td>
                  <td>${request.resource}</td>
                  <td>${request.about}</td>
                  <td>${request.why}</td>
                  <td class="number">${request.status}</td>
                  <td class="number">${request.ms.toFixed(1)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'request-log': RequestLogView;
  }
}
