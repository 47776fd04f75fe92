import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PAGE_ROWS } from '../desk.ts';
import { pick, type Picked, type RowQuery } from '../pages/pick.ts';
import type { Column, TableBlock, ViewRow } from '../pages/view.ts';
import { cellText, shade } from './cell.ts';
import { LightElement } from './light-element.ts';

/** Asks for rows of a long table. */
export type AskRows = (block: string, query: RowQuery) => Promise<Picked>;

const NUMBERS = new Set(['number', 'percent', 'decimal', 'bar', 'heat', 'mix-up']);

/** A table that can be sorted by each column, and searched and turned page by page where it is long. */
@customElement('report-table')
export class ReportTable extends LightElement {
  @property({ attribute: false }) block!: TableBlock;
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) ask: AskRows | undefined;
  @property({ attribute: false }) linkTo: ((learner: number) => string) | undefined;
  @property({ attribute: false }) save: ((csv: string) => void) | undefined;
  @state() private picked: Picked | null = null;
  @state() private query: RowQuery = { search: '', sort: '', descending: false, from: 0, count: PAGE_ROWS };
  private asked = 0;

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('block')) return;
    this.picked = null;
    this.query = { search: '', sort: '', descending: false, from: 0, count: PAGE_ROWS };
  }

  override render(): TemplateResult {
    const { block } = this;
    const { rows, total } = this.picked ?? { rows: block.rows, total: this.total };
    return html`<div class="table-head">
        <h2 id=${`h-${block.id}`}>${block.caption}</h2>
        ${block.long ? this.searchField() : nothing}
        ${
          block.csv
            ? html`<button type="button" class="quiet" @click=${() => this.save?.(block.csv ?? '')}>
                Save ${block.csv}.csv
              </button>`
            : nothing
        }
      </div>
      ${block.note ? html`<p class="note">${block.note}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-labelledby=${`h-${block.id}`}>
        <table>
          <thead>
            <tr>
              ${block.columns.map((column) => this.heading(column))}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.line(row))}
          </tbody>
        </table>
        ${rows.length === 0 ? html`<p class="note">Nothing to show.</p>` : nothing}
      </div>
      ${block.long ? this.turner(total) : nothing}`;
  }

  private searchField(): TemplateResult {
    return html`<label class="search">
      Search
      <input
        type="search"
        .value=${this.query.search}
        @input=${(e: Event) => this.change({ search: (e.target as HTMLInputElement).value, from: 0 })}
      />
    </label>`;
  }

  private heading(column: Column): TemplateResult {
    const { sort, descending } = this.query;
    const mine = sort === column.key;
    return html`<th
      scope="col"
      aria-sort=${mine ? (descending ? 'descending' : 'ascending') : 'none'}
      class=${kind(column)}
    >
      <button type="button" @click=${() => this.change({ sort: column.key, descending: mine && !descending, from: 0 })}>
        ${column.title}<span class="arrow" aria-hidden="true">${mine ? (descending ? '▼' : '▲') : ''}</span>
      </button>
    </th>`;
  }

  private line(row: ViewRow): TemplateResult {
    return html`<tr>
      ${this.block.columns.map((column, n) => {
        const value = row[column.key] ?? null;
        const text = cellText(value, column);
        if (n > 0) return html`<td class=${`${kind(column)} ${shade(column, value, row)}`}>${text}</td>`;
        const href = row.link === undefined ? '' : (this.linkTo?.(row.link) ?? '');
        return html`<th scope="row">${href === '' ? text : html`<a href=${href}>${text}</a>`}</th>`;
      })}
    </tr>`;
  }

  private turner(total: number): TemplateResult {
    const { from, count } = this.query;
    const last = Math.min(total, from + count);
    return html`<p class="turner" role="status">
      <button type="button" class="quiet" ?disabled=${from === 0} @click=${() => this.change({ from: from - count })}>
        Previous
      </button>
      <span>${total === 0 ? 'None' : `${from + 1} to ${last} of ${total}`}</span>
      <button
        type="button"
        class="quiet"
        ?disabled=${last >= total}
        @click=${() => this.change({ from: from + count })}
      >
        Next
      </button>
    </p>`;
  }

  private change(more: Partial<RowQuery>): void {
    this.query = { ...this.query, ...more };
    if (!this.block.long || !this.ask) {
      this.picked = pick(this.block.rows, { ...this.query, from: 0, count: this.block.rows.length });
      return;
    }
    this.asked += 1;
    const mine = this.asked;
    void this.ask(this.block.id, this.query).then((picked) => {
      if (mine === this.asked) this.picked = picked; // An older answer must not overtake a newer one.
    });
  }
}

const kind = ({ format = 'text' }: Column): string =>
  NUMBERS.has(format) ? 'figure' : format === 'day' || format === 'code' ? 'tight' : '';

declare global {
  interface HTMLElementTagNameMap {
    'report-table': ReportTable;
  }
}
