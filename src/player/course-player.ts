import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Location } from '../attempt/attempt.ts';
import type { Course } from '../course/course.ts';
import type { AttemptController } from './attempt-controller.ts';
import type { ActEvent, AnnounceEvent, AnswerEvent, ErrorShownEvent } from './events.ts';
import './display-dialog.ts';
import { goodbye, rescueOffer } from './goodbye.ts';
import { healthWords } from './health-words.ts';
import { icon } from './icons.ts';
import { leaveFocus, LightElement, nextTask, setPace, whenDrawn } from './light-element.ts';
import { pageFor } from './page-for.ts';
import './launch-check/launch-check.ts';
import './leave-dialog.ts';
import { menu } from './menu.ts';
import { missingPage } from './pages/missing-page.ts';
import type { Page } from './pages/page.ts';
import { startPart } from './start-part.ts';
import { submitByClick } from './submit-by-click.ts';
import './term-dialog.ts';
import { t } from './translate.ts';

/** The frame round every screen: it alone holds the controller, moves between pages and says how saving stands. */
@customElement('course-player')
export class CoursePlayer extends LightElement {
  @property({ attribute: false }) controller!: AttemptController;

  @state() private announced = '';
  /** Whether the language asked for last did not arrive. */
  @state() private mute = false;
  #page: Page | null = null;
  #shown = '';
  #spoken = '';
  #errorShown = false;

  readonly #changed = (): void => {
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.controller.addEventListener('change', this.#changed);
    this.addEventListener('click', this.#follow);
    this.addEventListener('click', submitByClick);
    this.addEventListener('answer', this.#answer);
    this.addEventListener('act', this.#act);
    this.addEventListener('announce', this.#announce);
    this.addEventListener('error-shown', this.#markTitle);
    window.addEventListener('popstate', this.#travelled);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.controller.removeEventListener('change', this.#changed);
    window.removeEventListener('popstate', this.#travelled);
  }

  protected override firstUpdated(): void {
    whenDrawn(setPace);
    // A link of the welcome may have been followed before there was anything to follow it.
    this.#travelled({ state: null });
  }

  /** How saving stands is said at once, for one task later it may have changed; another page can wait. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && this.#shown !== this.#place) await nextTask();
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    if (this.#shown !== '' && this.#shown !== this.#place) leaveFocus();
  }

  protected override updated(): void {
    const { attempt, course } = this.controller;
    if (course.language !== this.#spoken) this.#drawAgain(course);
    const place = this.#place;
    if (place === this.#shown) return;
    const first = this.#shown === '';
    this.#shown = place;
    this.#errorShown = false;
    this.announced = '';
    this.mute = false;
    this.#note(attempt.location, first ? 'replaceState' : 'pushState');
    whenDrawn(() => this.#arrive(first));
  }

  get #place(): string {
    const { closed, attempt, course } = this.controller;
    return `${closed ?? attempt.location} ${course.language}`;
  }

  /** Puts the place into the browser's history, so that Back leads to the one before. Of the learner it says nothing. */
  #note(place: string, how: 'pushState' | 'replaceState'): void {
    const { history, location } = window;
    try {
      if (history.state !== place) history[how](place, '', location.pathname + location.search);
    } catch {
      // A frame that may not: Back leaves the course, and everything is saved.
    }
  }

  /** Back, Forward, or a lesson named behind the `#` of the address. */
  readonly #travelled = ({ state }: Pick<PopStateEvent, 'state'>): void => {
    const { closed, course } = this.controller;
    const typed = course.lessons.map(({ id }) => `#lesson/${id}`).find((hash) => hash === window.location.hash);
    const place = (state as Location | null) ?? typed?.slice(1);
    if (closed || !place) return;
    this.#note(place, 'replaceState');
    this.#shown ||= place;
    this.controller.act({ kind: 'open', location: place as Location });
  };

  /** Everything below says the same in other words. */
  #drawAgain({ language }: Course): void {
    this.#spoken = language;
    for (const element of this.querySelectorAll<LightElement>('*')) element.requestUpdate?.();
  }

  readonly #speak = async (language: string): Promise<void> => {
    try {
      await this.controller.speak(language);
    } catch {
      this.mute = true; // Its file did not arrive: the language stays as it is.
    }
  };

  /** Names the page and moves the focus to its heading, except when the course has just been opened. */
  #arrive(first: boolean): void {
    const heading = this.querySelector<HTMLElement>('h1');
    this.#nameDocument();
    if (!heading || first) return;
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  #nameDocument(): void {
    const heading = this.querySelector('h1');
    const words = heading?.querySelector('.stem') ? heading.querySelector('.caption') : heading;
    const page = words?.textContent.replace(/\s+/g, ' ').trim() ?? '';
    const title = `${page} - ${this.controller.course.title}`;
    document.title = this.#errorShown ? t('shell.error', { title }) : title;
  }

  #follow(event: MouseEvent): void {
    const target = event.target as Element;
    const link = target.closest<HTMLElement>('[data-to]');
    if (link?.dataset['to']) {
      event.preventDefault();
      this.#go(link.dataset['to']);
    }
    const term = target.closest<HTMLElement>('[data-term]')?.dataset['term'];
    const found = this.controller.course.glossary.find((entry) => entry.id === term);
    if (found) void this.find<HTMLElementTagNameMap['term-dialog']>('term-dialog').explain(found);
  }

  #go(to: string): void {
    const [kind, what] = to.split('/');
    if (kind === 'start' && what) return startPart(this.controller, what);
    if (kind === 'fix' && what) this.controller.act({ kind: 'open-fix', fix: what });
    this.controller.act({ kind: 'open', location: to as Location });
  }

  #answer(event: AnswerEvent): void {
    this.controller.act({ kind: 'answer', ...event.answer });
  }

  #act({ action }: ActEvent): void {
    const place = this.controller.attempt.round?.calls.findIndex(
      (c) => action.kind === 'skip-call' && c.call === action.call,
    );
    this.controller.act(action);
    const other = action.kind === 'skip-call' && this.controller.attempt.round?.calls[place ?? -1];
    if (other) this.controller.act({ kind: 'open', location: `call/${other.call}` });
  }

  #announce(event: AnnounceEvent): void {
    this.announced = event.words;
  }

  #markTitle(event: ErrorShownEvent): void {
    this.#errorShown = event.shown;
    this.#nameDocument();
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  readonly #openDisplay = (): void => {
    void this.find<HTMLElementTagNameMap['display-dialog']>('display-dialog').open();
  };

  async #leave(anyway = false): Promise<void> {
    if (await this.controller.exit(anyway)) return;
    await this.find<HTMLElementTagNameMap['leave-dialog']>('leave-dialog').open();
  }

  override render() {
    const { course, health, closed, notice, launch, unsent } = this.controller;
    const { words, mood } = healthWords(health, launch.file !== undefined);
    // A result that was refused is not lost, and a file would not help it.
    const alarm = closed ? unsent : mood === 'alarm' && health.kind !== 'saved';
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('shell.skip')}</a>
      <header class="bar">
        <p class="brand">${icon('seal')} <span>${course.shortTitle}</span></p>
        ${closed ? nothing : menu(this.controller, this.#openDisplay, this.#speak)}
        <p class="health ${mood}" role="status">${words}</p>
        ${
          closed
            ? nothing
            : html`<button type="button" class="exit" @click=${() => this.#leave()}>${t('shell.exit')}</button>`
        }
      </header>
      <main id="main">
        ${notice && !closed ? html`<p class="notice" role="note">${t(`notice.${notice}`)}</p>` : nothing}
        ${alarm ? rescueOffer(this.controller) : nothing}
        ${this.mute ? html`<p class="notice" role="alert">${t('shell.noLanguage')}</p>` : nothing}
        ${closed ? goodbye(this.controller, closed, words) : ((this.#page = pageFor(this.controller, this.#page)) ?? missingPage())}
      </main>
      <footer>
        ${launch.file ? html`<progress-file .file=${launch.file}></progress-file>` : nothing}
        ${t('shell.help', { team: course.organisation.report.team, phone: course.organisation.report.phone })}
        <launch-check .controller=${this.controller}></launch-check>
      </footer>
      <p class="visually-hidden" role="status">${this.announced}</p>
      <term-dialog></term-dialog>
      <display-dialog></display-dialog>
      <leave-dialog .controller=${this.controller} .words=${words} @leave=${() => this.#leave(true)}></leave-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'course-player': CoursePlayer;
  }
}
