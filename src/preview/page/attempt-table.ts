import { html, type TemplateResult } from 'lit';
import type { StoredAttempt } from '../attempts.ts';
import type { Standard } from './standards.ts';

/** The attempts of a learner, with verdict, score and time as this standard keeps them. */
export function attemptTable(
  attempts: readonly StoredAttempt[],
  { verdict, totalTime }: Pick<Standard, 'verdict' | 'totalTime'>,
): TemplateResult {
  const columns = [...verdict, ['Total time', totalTime] as const];
  return html`
    <table>
      <caption>
        Attempts of this learner at this module
      </caption>
      <thead>
        <tr>
          <th scope="col">Attempt</th>
          ${columns.map(([heading]) => html`<th scope="col">${heading}</th>`)}
          <th scope="col">Sessions</th>
        </tr>
      </thead>
      <tbody>
        ${attempts.map(
          ({ number, sessions, elements }) => html`
            <tr>
              <th scope="row">${number}</th>
              ${columns.map(([, element]) => html`<td>${elements[element] || '–'}</td>`)}
              <td>${sessions}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
