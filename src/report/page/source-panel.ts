import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Choices, Desk } from '../desk.ts';
import { LightElement } from './light-element.ts';

/** How many invented learners the demo has. */
const DEMO = 200;

/** Where data comes from: files, a roster, a record store, or an invented cohort. Fires `loaded` when there is something new to see. */
@customElement('source-panel')
export class SourcePanel extends LightElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) choices: Choices | null = null;
  @property() progress = '';
  @state() private busy = false;
  @state() private problem = '';
  @state() private dropping = false;

  override render(): TemplateResult {
    const { choices } = this;
    return html`<h1 tabindex="-1">Data</h1>
      <p class="lead">
        Everything is read in this browser tab and forgotten when it closes: nothing is uploaded or stored.
        ${choices && choices.learners > 0 ? html`<strong>${choices.learners} people, ${choices.read} statements or rows so far.</strong>` : nothing}
      </p>
      <p role="status" class="progress">${this.busy ? this.progress || 'Reading…' : ''}</p>
      ${this.busy ? html`<p><button type="button" class="quiet" @click=${() => void this.desk.stop()}>Stop reading</button></p>` : nothing}
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="sources">
        <section class="card">
          <h2>Try it first</h2>
          <p>
            An invented cohort of ${DEMO} learners plays the real course, each with another skill. It takes some
            seconds.
          </p>
          <button
            type="button"
            class="first"
            ?disabled=${this.busy}
            @click=${() => this.load(() => this.desk.demo(DEMO))}
          >
            Load a demo cohort
          </button>
        </section>
        <section
          class="card drop ${this.dropping ? 'over' : ''}"
          @dragover=${(event: DragEvent) => {
            event.preventDefault();
            this.dropping = true;
          }}
          @dragleave=${() => (this.dropping = false)}
          @drop=${(event: DragEvent) => this.dropped(event)}
        >
          <h2>Statements from a file</h2>
          <p>
            xAPI statements as JSON or one in a line (NDJSON), gzipped or not; as many files as you like. Drop them
            here, or choose:
          </p>
          <label
            >Files with statements
            <input type="file" multiple ?disabled=${this.busy} @change=${(e: Event) => this.chosen(e)}
          /></label>
        </section>
        <section class="card">
          <h2>Roster</h2>
          <p>
            Who should be there, as CSV: id, name, team, site, assigned_on, due_on, leave. Without it nobody is known to
            be missing.
          </p>
          <label
            >Roster file
            <input
              type="file"
              accept=".csv,text/csv"
              ?disabled=${this.busy}
              @change=${(e: Event) => this.rosterChosen(e)}
          /></label>
        </section>
        ${this.storeForm()}
        <section class="card">
          <h2>Start again</h2>
          <p>Forgets everything that was read.</p>
          <button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.load(() => this.desk.clear())}>
            Forget all data
          </button>
        </section>
      </div>`;
  }

  private storeForm(): TemplateResult {
    return html`<section class="card">
      <h2>Record store (LRS)</h2>
      <p>Ask for a key that may only read. It stays in this tab’s memory, and this page only ever reads.</p>
      <form @submit=${(event: SubmitEvent) => this.storeChosen(event)}>
        <label>Address <input name="endpoint" type="url" required placeholder="https://lrs.example/xapi" /></label>
        <label>Key <input name="user" autocomplete="off" /></label>
        <label>Secret <input name="password" type="password" autocomplete="off" /></label>
        <label>Stored since (optional) <input name="since" type="date" /></label>
        <button type="submit" class="quiet" ?disabled=${this.busy}>Read the record store</button>
      </form>
    </section>`;
  }

  private storeChosen(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const of = (name: string): string => String(form.get(name) ?? '');
    const since = of('since');
    const source = { endpoint: of('endpoint'), user: of('user'), password: of('password') };
    this.load(() => this.desk.lrs(since === '' ? source : { ...source, since: `${since}T00:00:00Z` }));
  }

  private dropped(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    this.read([...(event.dataTransfer?.files ?? [])]);
  }

  private chosen(event: Event): void {
    this.read([...((event.target as HTMLInputElement).files ?? [])]);
  }

  private read(files: readonly File[]): void {
    if (files.length > 0) this.load(() => this.desk.read(files));
  }

  private rosterChosen(event: Event): void {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) this.load(async () => this.desk.roster(await file.text()));
  }

  private load(work: () => Promise<void>): void {
    this.busy = true;
    this.problem = '';
    work()
      .catch((error: unknown) => (this.problem = error instanceof Error ? error.message : String(error)))
      .finally(() => {
        this.busy = false;
        this.dispatchEvent(new CustomEvent('loaded', { bubbles: true }));
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'source-panel': SourcePanel;
  }
}
