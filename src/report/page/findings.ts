import { html, type TemplateResult } from 'lit';
import type { FindingsBlock } from '../pages/view.ts';
import type { LinkTo } from './chips.ts';

/** What to look at first, each with the page that tells the rest. */
export const findings = ({ groups }: FindingsBlock, link: LinkTo): TemplateResult =>
  html`<div class="findings">
    ${groups.map(
      ({ heading, page, more, lines, none }) =>
        html`<section class="card">
          <h2>${heading}</h2>
          ${
            lines.length === 0
              ? html`<p class="note">${none}</p>`
              : html`<ul>
                  ${lines.map(
                    (line) =>
                      html`<li>
                        <a
                          href=${line.link === undefined ? link({ page, show: line.show ?? '' }) : link({ page: 'record', learner: line.link, show: '' })}
                          >${line.text}</a
                        >
                        <span class="note">${line.note}</span>
                      </li>`,
                  )}
                </ul>`
          }
          <p class="more"><a href=${link({ page, show: '' })}>${more}</a></p>
        </section>`,
    )}
  </div>`;
