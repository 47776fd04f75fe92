import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ShownTable } from '../desk.ts';
import { FIELDS, mappingFault, type ColumnMapping, type Field } from '../sources/column-mapping.ts';
import { columnGroups, type ColumnGroup } from './column-groups.ts';
import { LightElement } from './light-element.ts';

/** What somebody said of tables with the same header, until the tab closes. Headers are no personal data. */
const remembered = new Map<string, ColumnMapping>();

/** Asks what the columns of an LMS's export hold. Fires `mapped` with the mapping, or null to leave the file out. */
@customElement('mapping-screen')
export class MappingScreen extends LightElement {
  @property() name = '';
  @property({ attribute: false }) table!: ShownTable;
  @state() private mapping: ColumnMapping = [];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('table')) this.mapping = remembered.get(this.#headerKey) ?? this.table.suggested;
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult {
    const fault = mappingFault(this.mapping);
    return html`<section class="card mapping">
      <h2 id="h-mapping" tabindex="-1">What do the columns of ${this.name} hold?</h2>
      <p>
        ${this.table.rows === 1 ? '1 row' : `${this.table.rows} rows`}. Look at the first of them beside each column,
        and correct what is guessed wrong. Columns that no report needs are left out.
      </p>
      <div class="scroll tall" tabindex="0" role="region" aria-labelledby="h-mapping">
        <table aria-labelledby="h-mapping">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First values</th>
              <th scope="col">Holds</th>
            </tr>
          </thead>
          <tbody>
            ${columnGroups(this.table).map((group) => this.#line(group))}
          </tbody>
        </table>
      </div>
      <p role="status" class="note">${fault ?? 'This can be read.'}</p>
      <p>
        <button type="button" class="first" ?disabled=${fault !== null} @click=${() => this.#done()}>
          Read this export
        </button>
        <button type="button" class="quiet" @click=${() => this.#tell(null)}>Leave it out</button>
      </p>
    </section>`;
  }

  #line(group: ColumnGroup): TemplateResult {
    const held = this.mapping[group.columns[0] ?? 0] ?? null;
    const many = group.columns.length;
    return html`<tr>
      <th scope="row">${group.title}${many > 1 ? html` <span class="note">${many} columns</span>` : nothing}</th>
      <td>${group.samples.join(' · ') || html`<span class="none">empty</span>`}</td>
      <td>
        <select aria-label=${`${group.title} holds`} @change=${(event: Event) => this.#set(group, event)}>
          <option value="" ?selected=${held === null}>Nothing a report needs</option>
          ${Object.entries(FIELDS).map(([field, words]) => html`<option value=${field} ?selected=${held === field}>${words}</option>`)}
        </select>
      </td>
    </tr>`;
  }

  #set({ columns }: ColumnGroup, event: Event): void {
    const value = (event.target as HTMLSelectElement).value;
    const field = value === '' ? null : (value as Field);
    this.mapping = this.mapping.map((held, at) => (columns.includes(at) ? field : held));
  }

  #done(): void {
    remembered.set(this.#headerKey, this.mapping);
    this.#tell(this.mapping);
  }

  #tell(mapping: ColumnMapping | null): void {
    this.dispatchEvent(new CustomEvent('mapped', { detail: mapping }));
  }

  get #headerKey(): string {
    return JSON.stringify(this.table.header);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mapping-screen': MappingScreen;
  }
}
