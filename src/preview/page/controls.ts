import { html, type TemplateResult } from 'lit';
import type { Option } from './choices.ts';

/** A `<select>` with its label, which names it on the page and must be the only one of this name. */
export function select(
  label: string,
  options: readonly Option[],
  value: string,
  change: (value: string) => void,
  disabled = false,
): TemplateResult {
  const id = `choose-${label.toLowerCase().replace(/\W+/g, '-')}`;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select
        id=${id}
        ?disabled=${disabled}
        @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}
      >
        ${options.map((option) => html`<option value=${option.id} ?selected=${option.id === value}>${option.name}</option>`)}
      </select>
    </div>
  `;
}

/** A button that starts something. `first` is the one most people want. */
export function button(name: string, act: () => Promise<void> | void, enabled = true, first = false): TemplateResult {
  return html`
    <button type="button" class=${first ? 'first' : ''} ?disabled=${!enabled} @click=${() => void act()}>
      ${name}
    </button>
  `;
}
