import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Course } from '../../course/course.ts';
import type { Choices, Desk, Progress, ShownView } from '../desk.ts';
import type { Place } from '../place.ts';
import { GROUPS, readPlace, writePlace } from './address.ts';
import './files-page.ts';
import { filterBar } from './filter-bar.ts';
import { IdleGuard } from './idle-guard.ts';
import { Intake } from './intake.ts';
import { LightElement } from './light-element.ts';
import type { OfferedStore } from './offered-store.ts';
import { saveFile } from './save-file.ts';
import './source-panel.ts';
import { viewBody } from './view-body.ts';

/** Rows of one table that go onto paper; who needs more takes the file. */
const PRINTED_ROWS = 2000;

/** The report page: menu, filters, and the page that the address names. */
@customElement('report-app')
export class ReportApp extends LightElement {
  @state() private course: Course | null = null;
  @state() private place: Place = readPlace(location.hash);
  @state() private choices: Choices | null = null;
  @state() private view: ShownView | null = null;
  @state() private problem = '';
  @state() private isNarrow = false;
  /** Minutes left before everything is forgotten; null while somebody is here. */
  @state() private minutesLeft: number | null = null;
  #desk: Desk | null = null;
  #intake: Intake | null = null;
  #stores: readonly OfferedStore[] = [];
  #asked = 0;
  readonly #idle = new IdleGuard(this, {
    warn: (minutes) => (this.minutesLeft = minutes),
    clear: () => void this.#forget(),
    isNeeded: () => (this.choices?.learners ?? 0) > 0,
  });

  /** Opens for a course, with a desk to ask, and record stores to read at once. */
  start(course: Course, desk: Desk, stores: readonly OfferedStore[]): void {
    this.course = course;
    this.#desk = desk;
    this.#stores = stores;
    this.#intake = new Intake(desk, {
      changed: () => this.requestUpdate(),
      loaded: (isDone) => this.#reload(isDone),
    });
    addEventListener('hashchange', () => this.#goTo(readPlace(location.hash)));
    const small = matchMedia('(max-width: 48rem)');
    this.isNarrow = small.matches;
    small.addEventListener('change', () => (this.isNarrow = small.matches));
    void this.#reload().then(() => stores.length > 0 && this.#intake?.offered(stores));
  }

  /** Says how far reading has come. */
  show(progress: Progress): void {
    this.#intake?.show(progress);
  }

  /** Says what is wrong. */
  fail(problem: string): void {
    this.problem = problem;
  }

  override render(): TemplateResult {
    const { course, choices, place, problem } = this;
    const trouble = problem === '' ? nothing : html`<p class="problem" role="alert">${problem}</p>`;
    if (!course || !choices)
      return html`<main>${problem === '' ? html`<p role="status">Opening…</p>` : trouble}</main>`;
    const empty = choices.learners === 0;
    return html`<header>
        <a class="skip" href="#main" @click=${this.#toMain}>Skip to the page</a>
        <p class="brand">${course.shortTitle} <span>Reports</span></p>
        ${empty ? nothing : html`<button type="button" class="quiet" @click=${() => void this.#print()}>Print</button>`}
      </header>
      ${empty ? nothing : this.#menu()}
      <main id="main">
        ${this.#warning()} ${trouble}
        ${
          empty || place.page === 'data'
            ? html`<source-panel .intake=${this.#intake} .choices=${choices} .stores=${this.#stores}></source-panel>`
            : this.#page(choices)
        }
      </main>`;
  }

  #menu(): TemplateResult {
    const { place, isNarrow } = this;
    const list = html`<nav aria-label="Pages">
      ${GROUPS.map(
        ({ title, pages }, n) =>
          html`<p id=${`menu-${n}`}>${title}</p>
            <ul aria-labelledby=${`menu-${n}`}>
              ${pages.map(([page, name]) => html`<li><a href=${this.#link({ page, show: '' })} aria-current=${place.page === page ? 'page' : nothing}>${name}</a></li>`)}
            </ul>`,
      )}
    </nav>`;
    if (!isNarrow) return list;
    const here = GROUPS.flatMap(({ pages }) => pages).find(([page]) => page === place.page)?.[1] ?? 'Record';
    return html`<details class="narrow menu">
      <summary>Page: ${here}</summary>
      ${list}
    </details>`;
  }

  #warning(): TemplateResult | typeof nothing {
    if (this.minutesLeft === null) return nothing;
    return html`<div class="problem" role="alert">
      <p>
        Nobody has used this page for a while. In ${this.minutesLeft} ${this.minutesLeft === 1 ? 'minute' : 'minutes'}
        it forgets everything it has read, so that nobody else finds it here.
      </p>
      <button type="button" class="first" @click=${() => this.#idle.stay()}>Keep the data</button>
    </div>`;
  }

  #page(choices: Choices): TemplateResult {
    const { view, place } = this;
    const bar = filterBar(place, choices, this.isNarrow, (change) => this.#move({ ...place, ...change }));
    if (place.page === 'files')
      return html`${bar}<files-page .desk=${this.#desk} .place=${place} .choices=${choices}></files-page>`;
    if (!view)
      return html`${bar}
        <p role="status">Working it out…</p>`;
    return html`${bar}
    ${viewBody(view, {
      link: (change) => this.#link(change),
      ask: (block, query) => this.#opened().rows(place, block, query),
      save: (name) => void this.#save(name),
    })}`;
  }

  #link(change: Partial<Place>): string {
    return writePlace({ ...this.place, ...change });
  }

  async #save(name: string): Promise<void> {
    const { filters, names } = this.place;
    const text = await this.#attempt(this.#opened().csv(name, { filters, names }));
    if (text !== undefined) saveFile(`${name}.csv`, text, 'text/csv;charset=utf-8');
  }

  /** Prints what the page shows with all rows of its tables. */
  async #print(): Promise<void> {
    const undo = await Promise.all(
      [...this.querySelectorAll('report-table')].map((table) => table.spread(PRINTED_ROWS)),
    );
    print();
    for (const back of undo) back();
  }

  #move(place: Place): void {
    location.hash = writePlace(place);
  }

  #goTo(place: Place): void {
    const before = this.place;
    const isNew = place.page !== before.page || place.learner !== before.learner;
    this.place = place;
    void this.#ask().then(async () => {
      await this.updateComplete;
      const chosen = place.show !== before.show && this.view?.focus;
      const target = isNew
        ? place.show !== '' && this.view?.focus
          ? `#h-${this.view.focus}`
          : 'h1'
        : chosen
          ? `#h-${chosen}`
          : '';
      if (target === '') return;
      await this.querySelector<LightElement>('report-table')?.updateComplete;
      this.querySelector<HTMLElement>(target)?.focus();
      this.querySelector('.menu')?.removeAttribute('open');
    });
  }

  /** Looks at the data anew; the first opens the first page, unless something on this one is still to be read or done. */
  async #reload(isDone = true): Promise<void> {
    const before = this.choices?.learners ?? 0;
    const isElsewhere = before > 0 && this.place.page !== 'data';
    // Set before there is data, or the page that the address names would come and take the problems away.
    if (!isDone && !isElsewhere) this.place = { ...this.place, page: 'data' };
    this.choices = (await this.#attempt(this.#opened().choices())) ?? this.choices;
    const isFirst = isDone && before === 0 && (this.choices?.learners ?? 0) > 0;
    // The first data opens the first page, not the form it came through; the button that had the focus is gone with it.
    if (isFirst && this.place.page === 'data') this.#move({ ...this.place, page: 'overview' });
    if (!isDone) this.#move(this.place);
    this.#idle.watch();
    await this.#ask();
    await this.updateComplete;
    if (isFirst) this.querySelector<HTMLElement>('h1')?.focus();
    // Nobody is taken away from what they look at.
    if (!isDone && isElsewhere) this.problem = 'Not everything was read: the page Data says what is left to do.';
  }

  async #ask(): Promise<void> {
    const { course, place, choices } = this;
    const isView = place.page !== 'data' && place.page !== 'files' && (choices?.learners ?? 0) > 0;
    this.#asked += 1;
    const mine = this.#asked;
    const view = isView ? await this.#attempt(this.#opened().view(place)) : null;
    if (mine !== this.#asked) return; // An older answer must not overtake a newer one.
    this.view = view ?? null;
    const title = view?.title ?? (place.page === 'files' ? 'Files and audit' : 'Data');
    document.title = `${title} – Reports: ${course?.shortTitle ?? ''}`;
  }

  async #forget(): Promise<void> {
    this.minutesLeft = null;
    this.view = null;
    this.#move({ ...readPlace(''), page: 'data' });
    this.querySelector('source-panel')?.reset();
    await this.#intake?.forget();
    this.problem =
      'Nobody used this page for half an hour, so it has forgotten everything it had read. Read the data again to go on.';
  }

  /** What was promised; undefined, and a sentence on the page, when it did not come. */
  async #attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      const value = await work;
      this.problem = '';
      return value;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  #opened(): Desk {
    if (!this.#desk) throw new Error('The page was asked before it was opened.');
    return this.#desk;
  }

  #toMain(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>('h1')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-app': ReportApp;
  }
}
