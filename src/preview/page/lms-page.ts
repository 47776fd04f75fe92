import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Commit, StoredAttempt, Whose } from '../attempts.ts';
import type { LoggedCall, Mode, Shell } from '../shell.ts';
import { attemptTable } from './attempt-table.ts';
import './call-log.ts';
import { frames, learners, profiles, type Choices } from './choices.ts';
import {
  beginAttempt,
  listAttempts,
  listModules,
  onRebuild,
  resetAttempts,
  storeLeaving,
  storeNow,
  type ListedModule,
} from './lms-client.ts';
import { recordStoreLinks } from './record-store-links.ts';
import './record-view.ts';
import { standards, type Standard } from './standards.ts';

/** A course that is open in the frame. */
interface Session {
  shell: Shell;
  standard: Standard;
  attempt: StoredAttempt;
  mode: Mode;
  address: string;
  title: string;
}

/** This window as the course sees it from its frame: its LMS is a property whose name the standard gives. */
const above = window as unknown as Record<string, Shell['api']>;

/** The preview LMS: choose a module and a learner, launch, and watch what the course says and what is on record. */
@customElement('lms-page')
export class LmsPage extends LitElement {
  @state() private modules: readonly ListedModule[] = [];
  @state() private attempts: readonly StoredAttempt[] = [];
  @state() private calls: readonly LoggedCall[] = [];
  @state() private session: Session | null = null;
  @state() private notice = '';
  @state() private choices: Choices = {
    module: '',
    target: standards[0]?.id ?? '',
    learner: learners[0].id,
    profile: 'strict',
    frame: '900x500',
  };

  /** The course or this page is being closed. */
  private leaving = false;
  /** What the course stored while it was closing. */
  private lastWords: Promise<void> = Promise.resolve();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    onRebuild((module) => void this.rebuilt(module));
    addEventListener('pagehide', () => (this.leaving = true));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get module(): ListedModule | undefined {
    return this.modules.find(({ name }) => name === this.choices.module);
  }

  /** The standards the module is built for. */
  private get offered(): readonly Standard[] {
    const { module } = this;
    return module?.kind === 'built' ? standards.filter(({ id }) => module.targets.includes(id)) : standards;
  }

  private get whose(): Whose {
    const { learner, module, target } = this.choices;
    return { learner, module, target };
  }

  private async load(): Promise<void> {
    this.modules = await listModules();
    await this.choose({ module: this.modules[0]?.name ?? '' });
  }

  private async choose(changed: Partial<Choices>): Promise<void> {
    this.choices = { ...this.choices, ...changed };
    if (!this.session) await this.refresh();
  }

  private async refresh(): Promise<void> {
    this.attempts = await listAttempts(this.whose);
  }

  /** Opens the newest attempt, or a first one; `fresh` begins another. */
  private async launch(mode: Mode, fresh = false): Promise<void> {
    const newest = this.attempts.at(-1);
    const attempt = newest && !fresh ? newest : await beginAttempt(this.whose);
    await this.refresh();
    this.open(attempt, mode);
  }

  private open(attempt: StoredAttempt, mode: Mode): void {
    const learner = learners.find(({ id }) => id === attempt.learner);
    const standard = this.offered.find(({ id }) => id === attempt.target);
    if (!learner || !standard || this.module?.kind !== 'built') return;
    this.calls = [];
    const launch = {
      learner,
      profile: this.choices.profile,
      mode,
      saved: attempt.elements,
      sessions: attempt.sessions,
    };
    const shell = standard.open(
      launch,
      (commit) => this.store(attempt.id, commit),
      (call) => (this.calls = [...this.calls, call]),
    );
    above[standard.object] = shell.api;
    const address = `/play/${attempt.module}/${standard.id}/index.html`;
    this.session = { shell, standard, attempt, mode, address, title: this.module.title };
  }

  /** False when the server could not store it. On leaving nobody can wait for the answer, so it is taken for granted. */
  private store(id: string, commit: Commit): boolean {
    if (this.leaving) {
      this.lastWords = storeLeaving(id, commit);
      return true;
    }
    const stored = storeNow(id, commit);
    if (stored) this.attempts = this.attempts.map((each) => (each.id === id ? stored : each));
    return stored !== null;
  }

  /** Empties the frame, so that the course finishes by itself; then the session is over in any case. */
  private async leave(): Promise<void> {
    const frame = this.querySelector('iframe');
    if (!this.session || !frame) return;
    this.leaving = true;
    const left = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.src = 'about:blank';
    await left;
    await this.lastWords;
    this.leaving = false;
    this.session.shell.abandon();
    delete above[this.session.standard.object];
    this.session = null;
    await this.refresh();
  }

  private async exit(): Promise<void> {
    await this.leave();
    await this.updateComplete;
    this.querySelector<HTMLElement>('#attempts')?.focus();
  }

  private async reset(): Promise<void> {
    await resetAttempts(this.whose);
    this.calls = [];
    await this.refresh();
  }

  private async rebuilt(module: ListedModule): Promise<void> {
    const others = this.modules.filter(({ name }) => name !== module.name);
    this.modules = [...others, module].sort((a, b) => a.name.localeCompare(b.name));
    const { session } = this;
    this.notice = '';
    if (module.kind === 'broken' || session?.attempt.module !== module.name) return;
    await this.leave();
    const attempt = this.attempts.find(({ id }) => id === session.attempt.id);
    if (attempt) this.open(attempt, session.mode);
    this.notice = `The course files changed. The course was loaded again at ${new Date().toLocaleTimeString()}, in the same attempt.`;
  }

  protected override render(): TemplateResult {
    return html`
      <header>
        <h1>Preview LMS</h1>
        <p>Runs on this computer only. Attempts are kept until the preview is stopped.</p>
      </header>
      <main class=${this.choices.frame === 'full' ? 'stacked' : ''}>
        ${this.setup()} ${this.problems()}
        <p role="status" class="notice">${this.notice}</p>
        <div class="stage">${this.session ? this.course(this.session) : this.attemptList()}</div>
        <record-view .attempt=${this.shown()}></record-view>
        <call-log .calls=${this.calls}></call-log>
      </main>
    `;
  }

  private shown(): StoredAttempt | null {
    return this.attempts.find(({ id }) => id === this.session?.attempt.id) ?? this.attempts.at(-1) ?? null;
  }

  private setup(): TemplateResult {
    const modules = this.modules.map((each) => ({
      id: each.name,
      name: each.kind === 'built' ? each.title : each.name,
    }));
    const people = learners.map(({ id, first, last }) => ({ id, name: `${first} ${last}` }));
    const open = this.session !== null;
    return html`
      <form class="setup" aria-label="How to open the course" @submit=${(event: Event) => event.preventDefault()}>
        ${this.select('Module', 'module', modules, open)} ${this.select('Standard', 'target', this.offered, open)}
        ${this.select('Learner', 'learner', people, open)} ${this.select('LMS', 'profile', profiles, open)}
        ${this.select('Frame size', 'frame', frames, false)}
      </form>
    `;
  }

  private select(
    label: string,
    choice: keyof Choices,
    options: readonly { id: string; name: string }[],
    disabled: boolean,
  ): TemplateResult {
    const change = (event: Event) => void this.choose({ [choice]: (event.target as HTMLSelectElement).value });
    return html`
      <label>
        <span>${label}</span>
        <select name=${choice} ?disabled=${disabled} @change=${change}>
          ${options.map(({ id, name }) => html`<option value=${id} ?selected=${this.choices[choice] === id}>${name}</option>`)}
        </select>
      </label>
    `;
  }

  private problems(): TemplateResult | typeof nothing {
    const { module } = this;
    if (module?.kind !== 'broken') return nothing;
    return html`
      <section class="problems" role="alert">
        <h2>The module “${module.name}” cannot be played now</h2>
        <p>${module.what}</p>
        <ul>
          ${module.problems.map((problem) => html`<li>${problem}</li>`)}
        </ul>
        <p>Save the files again when they are mended: this page notices. A course that is open stays open.</p>
      </section>
    `;
  }

  private course({ address, mode, attempt, shell, title }: Session): TemplateResult {
    return html`
      <div class="bar">
        <h2>${title}</h2>
        <p class="note">Attempt ${attempt.number}${mode === 'normal' ? '' : `, ${mode} mode`}</p>
        <button type="button" class="first" @click=${() => void this.exit()}>Exit</button>
      </div>
      ${keyed(shell, html`<iframe class="frame-${this.choices.frame}" title=${title} src=${address}></iframe>`)}
    `;
  }

  private attemptList(): TemplateResult {
    const standard = this.offered.find(({ id }) => id === this.choices.target);
    const ready = this.module?.kind === 'built' && standard !== undefined;
    const some = this.attempts.length > 0;
    const button = (name: string, act: () => Promise<void>, enabled: boolean, className = '') => html`
      <button type="button" class=${className} ?disabled=${!enabled} @click=${() => void act()}>${name}</button>
    `;
    return html`
      <h2 id="attempts" tabindex="-1">Attempts</h2>
      <div class="buttons">
        ${button('Launch', () => this.launch('normal'), ready, 'first')}
        ${button('Resume', () => this.launch('normal'), ready && some)}
        ${button('New attempt', () => this.launch('normal', true), ready)}
        ${button('Review mode', () => this.launch('review'), ready && some)}
        ${button('Browse mode', () => this.launch('browse'), ready)} ${button('Reset', () => this.reset(), some)}
      </div>
      ${some && standard ? attemptTable(this.attempts, standard) : html`<p class="note">No attempts yet. <strong>Launch</strong> begins the first.</p>`}
      ${this.module?.kind === 'built' ? recordStoreLinks(this.module.name, this.module.targets, this.choices.learner) : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lms-page': LmsPage;
  }
}
