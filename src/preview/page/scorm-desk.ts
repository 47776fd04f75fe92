import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Commit, StoredAttempt } from '../attempts.ts';
import type { LoggedCall, Mode, Shell } from '../shell.ts';
import { attemptTable } from './attempt-table.ts';
import './call-log.ts';
import { learners } from './choices.ts';
import { button } from './controls.ts';
import { courseFrame, emptyFrame } from './course-frame.ts';
import { Desk } from './desk.ts';
import { beginAttempt, listAttempts, resetAttempts, storeLeaving, storeNow } from './lms-client.ts';
import './record-view.ts';
import { standards, type Standard } from './standards.ts';

/** A course that is open in the frame. */
interface Session {
  shell: Shell;
  standard: Standard;
  attempt: StoredAttempt;
  mode: Mode;
  title: string;
}

/** This window as the course sees it from its frame: its LMS is a property whose name the standard gives. */
const above = window as unknown as Record<string, Shell['api']>;

/** Attempts in SCORM: launch, and watch what the course says to its LMS and what is on record. */
@customElement('scorm-desk')
export class ScormDesk extends Desk {
  @state() private attempts: readonly StoredAttempt[] = [];
  @state() private calls: readonly LoggedCall[] = [];
  @state() private session: Session | null = null;

  /** The course or this page is being closed. */
  private leaving = false;
  /** What the course stored while it was closing. */
  private lastWords: Promise<void> = Promise.resolve();
  private readonly goingAway = (): void => void (this.leaving = true);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.goingAway);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.goingAway);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('choices') && !this.session) void this.refresh();
  }

  override async reload(): Promise<boolean> {
    const { session } = this;
    if (!session) return false;
    await this.leave();
    const attempt = this.attempts.find(({ id }) => id === session.attempt.id);
    if (attempt) this.open(attempt, session.mode);
    return true;
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
    const standard = standards.find(({ id }) => id === attempt.target);
    if (!learner || !standard || !this.module) return;
    this.calls = [];
    const { profile } = this.choices;
    const shell = standard.open(
      { learner, profile, mode, saved: attempt.elements, sessions: attempt.sessions },
      (commit) => this.store(attempt.id, commit),
      (call) => (this.calls = [...this.calls, call]),
    );
    above[standard.object] = shell.api;
    this.session = { shell, standard, attempt, mode, title: this.module.title };
    void this.tellOpened(true);
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
    await emptyFrame(frame);
    await this.lastWords;
    this.leaving = false;
    this.session.shell.abandon();
    delete above[this.session.standard.object];
    this.session = null;
    await this.tellOpened(false);
    await this.refresh();
  }

  private async reset(): Promise<void> {
    await resetAttempts(this.whose);
    this.calls = [];
    await this.refresh();
    this.focusStart();
  }

  protected override render(): TemplateResult {
    const shown = this.attempts.find(({ id }) => id === this.session?.attempt.id) ?? this.attempts.at(-1) ?? null;
    return html`
      <div class="stage">${this.session ? this.course(this.session) : this.attemptList()}</div>
      <record-view .attempt=${shown}></record-view>
      <call-log .calls=${this.calls}></call-log>
    `;
  }

  private course({ shell, mode, attempt, title }: Session): TemplateResult {
    const note = `Attempt ${attempt.number}${mode === 'normal' ? '' : `, ${mode} mode`}`;
    const open = { title, note, key: shell, address: this.unit, frame: this.choices.frame, foreign: this.isForeign };
    return courseFrame(
      open,
      button('Exit', () => this.leave(), true, true),
    );
  }

  private attemptList(): TemplateResult {
    const standard = standards.find(({ id }) => id === this.choices.target);
    const ready = this.module !== null && standard !== undefined;
    const some = this.attempts.length > 0;
    return html`
      <h2 id="attempts" tabindex="-1">Attempts</h2>
      <div class="buttons">
        ${button('Launch', () => this.launch('normal'), ready, true)}
        ${button('Resume', () => this.launch('normal'), ready && some)}
        ${button('New attempt', () => this.launch('normal', true), ready)}
        ${button('Review mode', () => this.launch('review'), ready && some)}
        ${button('Browse mode', () => this.launch('browse'), ready)} ${button('Reset', () => this.reset(), some)}
      </div>
      ${some && standard ? attemptTable(this.attempts, standard) : html`<p class="note">No attempts yet. <strong>Launch</strong> begins the first.</p>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'scorm-desk': ScormDesk;
  }
}
