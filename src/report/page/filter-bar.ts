import { html, nothing, type TemplateResult } from 'lit';
import type { Choices } from '../desk.ts';
import { ALL, type Filters } from '../filters.ts';

/** The filters: only those that the data has something to choose from. `change` is given all of them. */
export function filterBar(filters: Filters, choices: Choices, change: (filters: Filters) => void): TemplateResult {
  const set = (key: keyof Filters) => (event: Event) =>
    change({ ...filters, [key]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  const select = (key: keyof Filters, title: string, values: readonly string[]): TemplateResult | typeof nothing =>
    values.length < 2 && filters[key] === ''
      ? nothing
      : html`<label
          >${title}
          <select @change=${set(key)}>
            <option value="" ?selected=${filters[key] === ''}>All</option>
            ${[...new Set([...values, ...(filters[key] === '' ? [] : [filters[key]])])].map(
              (value) => html`<option value=${value} ?selected=${filters[key] === value}>${value}</option>`,
            )}
          </select></label
        >`;
  const isNarrow = Object.values(filters).some((value) => value !== '');
  return html`<div class="filters" role="group" aria-label="Filters">
    ${select('team', 'Team', choices.teams)} ${select('site', 'Site', choices.sites)}
    ${select('cohort', 'Cohort', choices.cohorts)} ${select('locale', 'Language', choices.locales)}
    ${select('version', 'Content version', choices.versions)}
    <label>Begun from <input type="date" .value=${filters.from} @change=${set('from')} /></label>
    <label>to <input type="date" .value=${filters.to} @change=${set('to')} /></label>
    ${isNarrow ? html`<button type="button" class="quiet" @click=${() => change(ALL)}>Show all</button>` : nothing}
  </div>`;
}
