import { html, nothing, type TemplateResult } from 'lit';
import type { Choices } from '../desk.ts';
import { ALL, OF_ATTEMPTS, type Filters } from '../filters.ts';
import type { Place } from '../place.ts';

/** The filters: only those that the data has something to choose from. `move` is given what changes. */
export function filterBar(
  place: Place,
  choices: Choices,
  narrow: boolean,
  move: (change: Partial<Place>) => void,
): TemplateResult {
  const { filters } = place;
  const count = Object.values(filters).filter((value) => value !== '').length + (place.names === 'hidden' ? 1 : 0);
  const bar = html`<div class="filters" role="group" aria-label="Filters">
    ${fields(place, choices, move)}
    <label class="check"
      ><input
        type="checkbox"
        .checked=${place.names === 'hidden'}
        @change=${(event: Event) => move({ names: (event.target as HTMLInputElement).checked ? 'hidden' : 'shown' })}
      />
      Hide names</label
    >
    ${count > 0 ? html`<button type="button" class="quiet" @click=${() => move({ filters: ALL, names: 'shown' })}>Show all</button>` : nothing}
  </div>`;
  return narrow
    ? html`<details class="narrow">
        <summary>Filters${count > 0 ? ` (${count} set)` : ''}</summary>
        ${bar}
      </details>`
    : bar;
}

function fields({ filters, page }: Place, choices: Choices, move: (change: Partial<Place>) => void): TemplateResult {
  const set = (key: keyof Filters) => (event: Event) =>
    move({ filters: { ...filters, [key]: (event.target as HTMLInputElement | HTMLSelectElement).value } });
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
  return html`${select('team', 'Team', choices.teams)} ${select('site', 'Site', choices.sites)}
    ${select('cohort', 'Cohort', choices.cohorts)} ${select('locale', 'Language', choices.locales)}
    ${select('version', 'Content version', choices.versions)}
    ${
      OF_ATTEMPTS.has(page)
        ? html`<label
            >Attempts
            <select @change=${set('attempt')}>
              <option value="" ?selected=${filters.attempt !== 'first'}>
                ${page === 'calls' ? 'All' : 'The one that counts'}
              </option>
              <option value="first" ?selected=${filters.attempt === 'first'}>First only</option>
            </select></label
          >`
        : nothing
    }
    <label>Begun from <input type="date" .value=${filters.from} @change=${set('from')} /></label>
    <label>to <input type="date" .value=${filters.to} @change=${set('to')} /></label>`;
}
