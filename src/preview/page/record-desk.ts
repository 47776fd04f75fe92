import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LaunchRequest, ShownRegistration } from '../lrs/record-types.ts';
import type { Mode } from '../shell.ts';
import { noOptions, type LaunchOptions } from './choices.ts';
import { button } from './controls.ts';
import { courseFrame, emptyFrame } from './course-frame.ts';
import { Desk } from './desk.ts';
import { launchOptions } from './launch-options.ts';
import { launch, onEvent, readRecord, resetRecord } from './lms-client.ts';
import { registrationTable } from './registration-table.ts';
import './registration-view.ts';
import './request-log.ts';
import './statement-table.ts';

/** A course that is open in the frame. */
interface Session {
  address: string;
  mode: Mode;
}

/** Registrations in a standard that speaks xAPI: launch, and watch the requests and the record. */
@customElement('record-desk')
export class RecordDesk extends Desk {
  @state() private registrations: readonly ShownRegistration[] = [];
  @state() private session: Session | null = null;
  @state() private options: LaunchOptions = noOptions;
  /** Why the last launch was not made. */
  @state() private problem = '';
  /** What the learner came back with. */
  @state() private returned = '';

  private stopHearing: () => void = () => undefined;
  private soon: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopHearing = onEvent('record', ({ module, target }) => {
      if (module === this.choices.module && target === this.choices.target) this.refreshSoon();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopHearing();
    clearTimeout(this.soon);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('choices') && !this.session) void this.refresh();
  }

  override async reload(): Promise<boolean> {
    const { session } = this;
    if (!session) return false;
    await this.leave();
    await this.launch(session.mode);
    return true;
  }

  private async refresh(): Promise<void> {
    this.registrations = await readRecord(this.whose);
  }

  /** Requests come in bursts: one look at the record after each. */
  private refreshSoon(): void {
    clearTimeout(this.soon);
    this.soon = window.setTimeout(() => void this.refresh(), 60);
  }

  /** Opens the course in the newest registration, or a first one; `fresh` begins another. */
  private async launch(mode: Mode, fresh = false): Promise<void> {
    this.problem = '';
    this.returned = '';
    try {
      const address = await launch({ ...this.whose, mode, fresh, ...chosen(this.options) });
      this.session = { address, mode };
      void this.tellOpened(true);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    await this.refresh();
  }

  /** Empties the frame. A cmi5 course does not end its session by that: the next launch abandons it. */
  private async leave(): Promise<void> {
    const frame = this.querySelector('iframe');
    if (frame) await emptyFrame(frame);
    this.session = null;
    await this.tellOpened(false);
    await this.refresh();
  }

  /** The course has sent its learner to the LMS's address: that is the end of the launch. */
  private async loaded(frame: HTMLIFrameElement): Promise<void> {
    if (pathOf(frame) !== '/back') return;
    await this.leave();
    this.returned = 'The course has ended and sent the learner back to the LMS.';
  }

  private async reset(): Promise<void> {
    await resetRecord(this.whose);
    this.problem = '';
    this.returned = '';
    await this.refresh();
    this.focusStart();
  }

  protected override render(): TemplateResult {
    const newest = this.registrations.at(-1) ?? null;
    return html`
      <div class="stage">${this.session ? this.course(this.session) : this.start()}</div>
      <registration-view .registration=${newest}></registration-view>
      <statement-table .statements=${newest?.statements ?? []}></statement-table>
      <request-log .requests=${newest?.requests ?? []}></request-log>
    `;
  }

  private course({ address, mode }: Session): TemplateResult {
    const number = this.registrations.length;
    const note = `Registration ${number}${mode === 'normal' ? '' : `, ${mode} mode`}`;
    const open = {
      title: this.module?.title ?? '',
      note,
      key: address,
      address,
      frame: this.choices.frame,
      foreign: this.isForeign,
    };
    return courseFrame(
      open,
      html`${button('Launch again', () => this.launch(mode))} ${button('Exit', () => this.leave(), true, true)}`,
      (frame) => void this.loaded(frame),
    );
  }

  private start(): TemplateResult {
    const ready = this.module !== null;
    const some = this.registrations.length > 0;
    return html`
      <h2 id="attempts" tabindex="-1">Registrations</h2>
      <p role="status" class="notice">${this.returned}</p>
      <div class="buttons">
        ${button('Launch', () => this.launch('normal'), ready, true)}
        ${button('New registration', () => this.launch('normal', true), ready && some)}
        ${button('Review mode', () => this.launch('review'), ready && some)}
        ${button('Browse mode', () => this.launch('browse'), ready)} ${button('Reset', () => this.reset(), some)}
      </div>
      ${this.problem === '' ? nothing : html`<p class="problems" role="alert">${this.problem}</p>`}
      ${launchOptions(this.options, this.choices.target, (changed) => (this.options = { ...this.options, ...changed }))}
      ${some ? registrationTable(this.registrations) : html`<p class="note">No registrations yet. <strong>Launch</strong> begins the first.</p>`}
    `;
  }
}

/** The options as the server takes them. */
function chosen(options: LaunchOptions): Omit<LaunchRequest, 'module' | 'target' | 'learner' | 'mode' | 'fresh'> {
  const { mastery, moveOn, languagePreference, audioPreference, store, endpoint, key, secret } = options;
  return {
    mastery: mastery === '' ? null : Number(mastery),
    moveOn,
    languagePreference,
    audioPreference,
    store: store === 'other' ? { endpoint, key, secret } : null,
  };
}

/** Path of the page in a frame; null for one of another origin, which cannot be asked. */
function pathOf(frame: HTMLIFrameElement): string | null {
  try {
    return frame.contentWindow?.location.pathname ?? null;
  } catch {
    return null; // A foreign package may run on an origin of its own.
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'record-desk': RecordDesk;
  }
}
