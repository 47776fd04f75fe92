import { html, nothing, type TemplateResult } from 'lit';

/** Standards that speak to a record store instead of to the window above them, by their target's name. */
const spoken = [
  { id: 'cmi5', name: 'cmi5', modes: ['normal', 'review', 'browse'] },
  { id: 'xapi', name: 'xAPI (Tin Can)', modes: ['normal', 'browse'] },
] as const;

/** Links that open the module by a record store's launch, each in a window of its own, and what is on record there. */
export function recordStoreLinks(
  module: string,
  targets: readonly string[],
  learner: string,
): TemplateResult | typeof nothing {
  const offered = spoken.filter(({ id }) => targets.includes(id));
  if (offered.length === 0) return nothing;
  const address = (path: string, target: string, mode = '') =>
    `/${path}?${new URLSearchParams({ module, target, learner, ...(mode ? { mode } : {}) })}`;
  return html`
    <h2>With a record store</h2>
    <p class="note">These open in a new window.</p>
    <ul>
      ${offered.map(
        ({ id, name, modes }) => html`
          <li>
            ${name}:
            ${modes.map((mode) => html`<a href=${address('launch', id, mode)} target="_blank">${mode === 'normal' ? 'launch' : `${mode} mode`}</a>, `)}
            <a href=${address('api/statements', id)} target="_blank">statements on record</a>
          </li>
        `,
      )}
    </ul>
  `;
}
