import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PAGE_ROWS } from '../desk.ts';
import { pick, type Picked, type RowQuery } from '../pages/pick.ts';
import { shownCsv, type Column, type TableBlock, type ViewRow } from '../pages/view.ts';
import { cellText, shade } from './cell.ts';
import { chips, type LinkTo } from './chips.ts';
import { LightElement } from './light-element.ts';
import { saveFile } from './save-file.ts';

/** Asks for rows of a long table. */
export type AskRows = (block: string, query: RowQuery) => Promise<Picked>;

const NUMBERS = new Set(['number', 'percent', 'decimal', 'heat', 'mix-up']);
const FIRST: RowQuery = { search: '', sort: '', descending: false, from: 0, count: PAGE_ROWS };

/** A table that can be sorted by each column, and searched and turned page by page where it is long. */
@customElement('report-table')
export class ReportTable extends LightElement {
  @property({ attribute: false }) block!: TableBlock;
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) ask: AskRows | undefined;
  @property({ attribute: false }) link: LinkTo | undefined;
  @property({ attribute: false }) save: ((csv: string) => void) | undefined;
  @state() private picked: Picked | null = null;
  @state() private query: RowQuery = FIRST;
  #asked = 0;

  /** Shows at most so many rows at once, for paper; gives back how to undo it. */
  async spread(most: number): Promise<() => void> {
    const before = this.picked;
    if (this.block.long && this.ask)
      this.picked = await this.ask(this.block.id, { ...this.query, from: 0, count: most });
    await this.updateComplete;
    return () => (this.picked = before);
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('block')) return;
    this.picked = null;
    this.query = FIRST;
    this.#asked += 1;
  }

  override render(): TemplateResult {
    const { block, query } = this;
    const { rows, total } = this.picked ?? { rows: block.rows, total: this.total };
    return html`<div class="table-head">
        <h2 id=${`h-${block.id}`} tabindex="-1">${block.caption}</h2>
        ${block.long ? this.#searchField() : nothing}
        <button type="button" class="quiet" @click=${() => void this.#saveAs(block)}>
          Save ${block.csv ?? block.id}.csv
        </button>
      </div>
      ${block.choices && this.link ? chips('Saved views', block.choices, this.link) : nothing}
      ${block.note ? html`<p class="note">${block.note}</p>` : nothing}
      ${
        rows.length === 0
          ? html`<p class="note empty">Nothing to show.</p>`
          : html`<div
              class="scroll ${block.long ? 'tall' : ''}"
              tabindex="0"
              role="region"
              aria-labelledby=${`h-${block.id}`}
            >
              <table aria-labelledby=${`h-${block.id}`} aria-rowcount=${block.long ? total + 1 : nothing}>
                <thead>
                  <tr aria-rowindex=${block.long ? 1 : nothing}>
                    ${block.columns.map((column) => this.#heading(column))}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map((row, n) => this.#line(row, block.long ? query.from + n + 2 : undefined))}
                </tbody>
              </table>
            </div>`
      }
      ${block.long ? this.#turner(total, rows.length) : nothing} ${computed(block)}`;
  }

  /** One of the ten files; or, of a table that is none of them, what it shows. */
  async #saveAs({ csv, id, long, rows }: TableBlock): Promise<void> {
    if (csv) return this.save?.(csv);
    const all = long && this.ask ? await this.ask(id, { ...this.query, from: 0, count: this.total }) : { rows };
    saveFile(`${id}.csv`, shownCsv(this.block, all.rows), 'text/csv;charset=utf-8');
  }

  #searchField(): TemplateResult {
    return html`<label class="search">
      Search
      <input
        type="search"
        .value=${this.query.search}
        @input=${(e: Event) => this.#change({ search: (e.target as HTMLInputElement).value, from: 0 })}
      />
    </label>`;
  }

  #heading(column: Column): TemplateResult {
    const { sort, descending } = this.query;
    const mine = sort === column.key;
    return html`<th
      scope="col"
      aria-sort=${mine ? (descending ? 'descending' : 'ascending') : 'none'}
      class=${kind(column)}
    >
      <button
        type="button"
        @click=${() => this.#change({ sort: column.key, descending: mine && !descending, from: 0 })}
      >
        ${column.title}<span class="arrow" aria-hidden="true">${mine ? (descending ? '▼' : '▲') : ''}</span>
      </button>
    </th>`;
  }

  #line(row: ViewRow, index: number | undefined): TemplateResult {
    return html`<tr aria-rowindex=${index ?? nothing}>
      ${this.block.columns.map((column, n) => {
        const value = row[column.key] ?? null;
        const text = cellText(value, column, row);
        if (n > 0) return html`<td class=${`${kind(column)} ${shade(column, value, row)}`}>${text}</td>`;
        const href = this.#hrefOf(row);
        return html`<th scope="row" class=${kind(column)}>
          ${href === undefined ? text : html`<a href=${href}>${text}</a>`}
        </th>`;
      })}
    </tr>`;
  }

  #hrefOf({ link, show }: ViewRow): string | undefined {
    if (link !== undefined) return this.link?.({ page: 'record', learner: link, show: '' });
    return show === undefined ? undefined : this.link?.({ show });
  }

  #turner(total: number, shown: number): TemplateResult {
    const { from, count } = this.query;
    const last = Math.min(total, from + shown);
    return html`<p class="turner">
      <button type="button" class="quiet" ?disabled=${from === 0} @click=${() => this.#change({ from: from - count })}>
        Previous
      </button>
      <span role="status">${total === 0 ? 'None' : `${from + 1} to ${last} of ${total}`}</span>
      <button
        type="button"
        class="quiet"
        ?disabled=${last >= total}
        @click=${() => this.#change({ from: from + count })}
      >
        Next
      </button>
    </p>`;
  }

  #change(more: Partial<RowQuery>): void {
    this.query = { ...this.query, ...more };
    if (!this.block.long || !this.ask) {
      this.picked = pick(this.block, { ...this.query, from: 0, count: this.block.rows.length });
      return;
    }
    this.#asked += 1;
    const mine = this.#asked;
    void this.ask(this.block.id, this.query).then((picked) => {
      if (mine !== this.#asked) return; // An older answer must not overtake a newer one.
      this.picked = picked;
      this.querySelector('.scroll')?.scrollTo({ top: 0 });
    });
  }
}

/** What each column that needs a word says of its figures. */
function computed({ columns }: TableBlock): TemplateResult | typeof nothing {
  const told = columns.filter(({ how }) => how !== undefined);
  if (told.length === 0) return nothing;
  return html`<details class="how">
    <summary>How is this computed?</summary>
    <dl>
      ${told.map(
        ({ title, how }) =>
          html`<div>
            <dt>${title}</dt>
            <dd>${how}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

const kind = ({ format = 'text' }: Column): string =>
  NUMBERS.has(format) ? 'figure' : format === 'day' || format === 'code' ? 'tight' : format === 'prose' ? 'prose' : '';

declare global {
  interface HTMLElementTagNameMap {
    'report-table': ReportTable;
  }
}
