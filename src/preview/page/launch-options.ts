import { html, nothing, type TemplateResult } from 'lit';
import { moveOns } from '../lrs/move-on.ts';
import type { LaunchOptions } from './choices.ts';
import { select } from './controls.ts';

const stores = [
  { id: 'built-in', name: 'Built in' },
  { id: 'other', name: 'Another one' },
];
const audio = [
  { id: '', name: 'Not set' },
  { id: 'on', name: 'On' },
  { id: 'off', name: 'Off' },
];

type Change = (changed: Partial<LaunchOptions>) => void;

/** What the LMS sets for a launch: cmi5's own settings, and where records go. */
export function launchOptions(options: LaunchOptions, target: string, change: Change): TemplateResult {
  return html`
    <form class="setup options" aria-label="Launch options" @submit=${(event: Event) => event.preventDefault()}>
      ${target === 'cmi5' ? cmi5Options(options, change) : nothing}
      ${select('Record store', stores, options.store, (store) => change({ store: store as LaunchOptions['store'] }))}
      ${options.store === 'other' ? otherStore(options, change) : nothing}
    </form>
  `;
}

function cmi5Options(options: LaunchOptions, change: Change): TemplateResult {
  const { mastery, moveOn, languagePreference, audioPreference } = options;
  return html`
    <label class="field">
      <span>Mastery score</span>
      <input
        type="number"
        min="0"
        max="1"
        step="any"
        list="mastery-scores"
        placeholder="none"
        .value=${mastery}
        @input=${(event: Event) => change({ mastery: typed(event) })}
      />
    </label>
    <datalist id="mastery-scores">
      <option value="0"></option>
      <option value="0.8"></option>
      <option value="0.95"></option>
    </datalist>
    ${select(
      'Move on',
      moveOns.map((id) => ({ id, name: id })),
      moveOn,
      (chosen) => change({ moveOn: chosen as LaunchOptions['moveOn'] }),
    )}
    ${text('Languages', languagePreference, 'not set, or es-MX,en', (languages) => change({ languagePreference: languages }))}
    ${select('Audio', audio, audioPreference, (chosen) => change({ audioPreference: chosen as LaunchOptions['audioPreference'] }))}
  `;
}

function otherStore({ endpoint, key, secret }: LaunchOptions, change: Change): TemplateResult {
  return html`
    <fieldset>
      <legend>The other record store</legend>
      ${text('Endpoint', endpoint, 'https://…/xapi/', (given) => change({ endpoint: given }))}
      ${text('Key', key, '', (given) => change({ key: given }))}
      ${text('Secret', secret, '', (given) => change({ secret: given }), 'password')}
      <p class="note">Kept in memory until this page is closed or the preview is stopped; written nowhere.</p>
    </fieldset>
  `;
}

function text(
  label: string,
  value: string,
  placeholder: string,
  change: (value: string) => void,
  type: 'text' | 'password' = 'text',
): TemplateResult {
  return html`
    <label class="field">
      <span>${label}</span>
      <input
        type=${type}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder=${placeholder}
        .value=${value}
        @input=${(event: Event) => change(typed(event))}
      />
    </label>
  `;
}

const typed = (event: Event): string => (event.target as HTMLInputElement).value;
