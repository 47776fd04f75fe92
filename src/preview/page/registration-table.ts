import { html, type TemplateResult } from 'lit';
import type { ShownRegistration } from '../lrs/record-types.ts';

/** The registrations of a learner at a module, oldest first. */
export function registrationTable(registrations: readonly ShownRegistration[]): TemplateResult {
  return html`
    <table>
      <caption>
        Registrations of this learner for this module
      </caption>
      <thead>
        <tr>
          <th scope="col">Registration</th>
          <th scope="col">Satisfied</th>
          <th scope="col">Sessions</th>
          <th scope="col">Last session</th>
          <th scope="col">Statements</th>
        </tr>
      </thead>
      <tbody>
        ${registrations.map(
          ({ satisfied, sessions, statements }, at) => html`
            <tr>
              <th scope="row">${at + 1}</th>
              <td>${satisfied === null ? '–' : satisfied ? 'yes' : 'not yet'}</td>
              <td>${sessions.length}</td>
              <td>${sessions.at(-1)?.state ?? '–'}</td>
              <td>${statements.length}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
