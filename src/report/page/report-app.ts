import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Course } from '../../course/course.ts';
import type { Choices, Desk, ShownView } from '../desk.ts';
import type { Filters } from '../filters.ts';
import type { Block } from '../pages/view.ts';
import { MENU, readPlace, writePlace, type Place } from './address.ts';
import { filterBar } from './filter-bar.ts';
import { LightElement } from './light-element.ts';
import { plot } from './plot.ts';
import './report-table.ts';
import './source-panel.ts';

/** The report page: menu, filters, and the page that the address names. */
@customElement('report-app')
export class ReportApp extends LightElement {
  @state() private course: Course | null = null;
  @state() private place: Place = readPlace(location.hash);
  @state() private choices: Choices | null = null;
  @state() private view: ShownView | null = null;
  @state() private progress = '';
  private desk: Desk | null = null;
  private asked = 0;

  /** Opens for a course, with a desk to ask. */
  start(course: Course, desk: Desk): void {
    this.course = course;
    this.desk = desk;
    addEventListener('hashchange', () => this.goTo(readPlace(location.hash)));
    void this.reload();
  }

  /** Says how far reading has come, or what is wrong. */
  show(text: string): void {
    this.progress = text;
  }

  override render(): TemplateResult {
    const { course, choices, place } = this;
    if (!course || !choices) return html`<main><p role="status">${this.progress || 'Opening…'}</p></main>`;
    const empty = choices.learners === 0;
    return html`<header>
        <a class="skip" href="#main" @click=${this.toMain}>Skip to the page</a>
        <p class="brand">${course.shortTitle} <span>Reports</span></p>
        <a
          class="data-link"
          href=${writePlace({ ...place, page: 'data' })}
          aria-current=${place.page === 'data' || empty ? 'page' : nothing}
          >Data</a
        >
        ${empty ? nothing : html`<button type="button" class="quiet" @click=${() => print()}>Print</button>`}
      </header>
      ${
        empty
          ? nothing
          : html`<nav aria-label="Pages">
              <ul>
                ${MENU.map(([page, title]) => html`<li><a href=${writePlace({ ...place, page })} aria-current=${place.page === page ? 'page' : nothing}>${title}</a></li>`)}
              </ul>
            </nav>`
      }
      <main id="main" @loaded=${() => this.reload()}>
        ${
          empty || place.page === 'data'
            ? html`<source-panel .desk=${this.desk} .choices=${choices} .progress=${this.progress}></source-panel>`
            : this.page(choices)
        }
      </main>`;
  }

  private page(choices: Choices): TemplateResult {
    const { view, place } = this;
    return html`${filterBar(place.filters, choices, (filters: Filters) => this.move({ ...place, filters }))}
    ${view ? this.shown(view) : html`<p role="status">Working it out…</p>`}`;
  }

  private shown(view: ShownView): TemplateResult {
    return html`<h1 tabindex="-1">${view.title}</h1>
      <p class="lead">${view.lead}</p>
      ${
        view.figures.length === 0
          ? nothing
          : html`<dl class="figures">
              ${view.figures.map(
                ({ label, value, note }) =>
                  html`<div>
                    <dt>${label}</dt>
                    <dd class="value ${value.length > 8 ? 'long' : ''}">${value}</dd>
                    ${note === '' ? nothing : html`<dd class="note">${note}</dd>`}
                  </div>`,
              )}
            </dl>`
      }
      ${view.blocks.map((block) => html`<section class="card">${this.block(block, view)}</section>`)}
      ${
        view.how.length === 0
          ? nothing
          : html`<details class="how">
              <summary>How is this computed?</summary>
              ${view.how.map((line) => html`<p>${line}</p>`)}
            </details>`
      }`;
  }

  private block(block: Block, view: ShownView): TemplateResult {
    switch (block.kind) {
      case 'plot':
        return plot(block);
      case 'text':
        return html`<h2>${block.heading}</h2>
          <ul>
            ${block.lines.map((line) => html`<li>${line}</li>`)}
          </ul>`;
      case 'table':
        return html`<report-table
          .block=${block}
          .total=${view.totals[block.id] ?? 0}
          .ask=${(id: string, query: Parameters<Desk['rows']>[4]) => this.opened().rows(this.place.page, id, this.place.filters, this.place.learner, query)}
          .linkTo=${(learner: number) => writePlace({ ...this.place, page: 'record', learner })}
          .save=${(name: string) => void this.save(name)}
        ></report-table>`;
    }
  }

  private async save(name: string): Promise<void> {
    const text = await this.opened().csv(name, this.place.filters);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  private move(place: Place): void {
    location.hash = writePlace(place);
  }

  private goTo(place: Place): void {
    const isNew = place.page !== this.place.page || place.learner !== this.place.learner;
    this.place = place;
    void this.ask().then(async () => {
      await this.updateComplete;
      if (isNew) this.querySelector<HTMLElement>('h1')?.focus();
    });
  }

  private async reload(): Promise<void> {
    const before = this.choices?.learners ?? 0;
    this.choices = await this.opened().choices();
    const isFirst = before === 0 && this.choices.learners > 0;
    // The first data opens the first page, not the form it came through; the button that had the focus is gone with it.
    if (isFirst && this.place.page === 'data') this.move({ ...this.place, page: 'overview' });
    await this.ask();
    await this.updateComplete;
    if (isFirst) this.querySelector<HTMLElement>('h1')?.focus();
  }

  private async ask(): Promise<void> {
    const { page, filters, learner } = this.place;
    if (page === 'data' || this.choices?.learners === 0) return;
    this.asked += 1;
    const mine = this.asked;
    const view = await this.opened().view(page, filters, learner);
    if (mine === this.asked) this.view = view; // An older answer must not overtake a newer one.
  }

  private opened(): Desk {
    if (!this.desk) throw new Error('The page was asked before it was opened.');
    return this.desk;
  }

  private toMain(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>('h1')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-app': ReportApp;
  }
}
