import { html, type TemplateResult } from 'lit';
import type { Place } from '../place.ts';
import type { Choice } from '../pages/view.ts';

/** The address of a place that differs from where we are. */
export type LinkTo = (change: Partial<Place>) => string;

/** A row of links, one of which is where we are. */
export const chips = (
  label: string,
  { shown, of }: { shown: string; of: readonly Choice[] },
  link: LinkTo,
): TemplateResult =>
  html`<nav class="chips" aria-label=${label}>
    <ul>
      ${of.map(
        ({ show, title, n }) =>
          html`<li>
            <a href=${link({ show })} aria-current=${show === shown ? 'true' : 'false'}
              >${title}${n === undefined ? '' : ` (${n})`}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
