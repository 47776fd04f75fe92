import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Choices } from '../desk.ts';
import type { ColumnMapping } from '../sources/column-mapping.ts';
import type { Intake } from './intake.ts';
import { LightElement } from './light-element.ts';
import './mapping-screen.ts';
import type { OfferedStore } from './offered-store.ts';
import { storeForm, storeOf } from './store-form.ts';

/** How many invented learners the demo has. */
const DEMO = 200;

/** Where data comes from: files of every kind, a record store, or an invented cohort. It shows and asks; the intake reads. */
@customElement('source-panel')
export class SourcePanel extends LightElement {
  /** Changes as it reads, so it is looked at again whenever it is given. */
  @property({ attribute: false, hasChanged: () => true }) intake!: Intake;
  @property({ attribute: false }) choices: Choices | null = null;
  /** Offered by whoever serves the page: they can be read again here. */
  @property({ attribute: false }) stores: readonly OfferedStore[] = [];
  @state() private dropping = false;

  /** Empties what was typed here: keys, and codes. */
  reset(): void {
    for (const form of this.querySelectorAll('form')) form.reset();
  }

  override render(): TemplateResult {
    const { choices } = this;
    const { problems, waiting } = this.intake;
    const some = choices !== null && choices.learners > 0;
    const [next] = waiting;
    return html`<h1 tabindex="-1">Data</h1>
      <p class="lead">
        Everything is read in this browser tab and forgotten when it closes, or when nobody uses it for half an hour:
        nothing is uploaded or stored.
      </p>
      ${some ? html`<p><strong>${choices.learners} people, ${choices.read} statements or rows</strong> so far, from ${choices.inputs.join(', ')}.</p>` : nothing}
      ${this.#status()}
      ${problems.length === 0 ? nothing : html`<div class="problem" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>`}
      ${
        next
          ? html`<mapping-screen
              .name=${next.name}
              .table=${next.table}
              @mapped=${(event: CustomEvent<ColumnMapping | null>) => this.intake.mapped(next, event.detail)}
            ></mapping-screen>`
          : nothing
      }
      <div class="sources">
        ${this.#fileCard()} ${this.#storeCard()} ${this.#demoCard()} ${this.#receiptCard()}
        ${some ? this.#clearCard() : nothing}
      </div>`;
  }

  #status(): TemplateResult {
    const { busy, said, progress } = this.intake;
    return html`<p role="status" class="progress">${busy ? progress.text || 'Reading…' : said}</p>
      ${
        busy
          ? html`<p class="reading">
              <progress aria-label="Reading" max="1" value=${progress.share ?? nothing}></progress>
              <button type="button" class="quiet" @click=${() => this.intake.stop()}>Stop reading</button>
            </p>`
          : nothing
      }`;
  }

  #fileCard(): TemplateResult {
    return html`<section
      class="card drop ${this.dropping ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.dropping = true;
      }}
      @dragleave=${() => (this.dropping = false)}
      @drop=${(event: DragEvent) => this.#dropped(event)}
    >
      <h2>Files</h2>
      <p>Drop files here, or choose them; as many as you like, gzipped or not:</p>
      <ul>
        <li>xAPI statements: JSON, or one in a line (NDJSON)</li>
        <li>your LMS’s export of SCORM interactions: CSV</li>
        <li>
          the roster: CSV with id, name, team, site, assigned_on, due_on, leave. Without it nobody is known to be
          missing
        </li>
        <li>receipts and progress files that learners saved</li>
      </ul>
      <label
        >Files <input type="file" multiple ?disabled=${this.intake.busy} @change=${(e: Event) => this.#chosen(e)}
      /></label>
    </section>`;
  }

  #storeCard(): TemplateResult {
    const unfinished = this.choices?.unfinished ?? null;
    const resume =
      unfinished === null
        ? nothing
        : html`<p>
            <button type="button" class="first" ?disabled=${this.intake.busy} @click=${() => this.intake.store(null)}>
              Go on from statement ${unfinished + 1}
            </button>
          </p>`;
    return html`<section class="card">
      <h2>Record store (LRS)</h2>
      ${
        this.stores.length === 0
          ? nothing
          : html`<p>
              <button
                type="button"
                class="first"
                ?disabled=${this.intake.busy}
                @click=${() => this.intake.offered(this.stores)}
              >
                Read ${this.stores.map(({ name }) => name).join(' and ')} again
              </button>
            </p>`
      }
      ${resume} ${storeForm(this.intake.busy, (form) => this.#storeChosen(form))}
    </section>`;
  }

  #demoCard(): TemplateResult {
    return html`<section class="card">
      <h2>Try it first</h2>
      <p>
        An invented cohort of ${DEMO} learners plays the real course, each with another skill. It takes some seconds.
      </p>
      <button type="button" class="first" ?disabled=${this.intake.busy} @click=${() => this.intake.demo(DEMO)}>
        Load a demo cohort
      </button>
    </section>`;
  }

  #receiptCard(): TemplateResult {
    return html`<section class="card">
      <h2>Receipt code</h2>
      <p>A code that a learner reads out. It is held against the records that are read here.</p>
      <form @submit=${(event: SubmitEvent) => this.#codeGiven(event)}>
        <label>Code <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" /></label>
        <button type="submit" class="quiet" ?disabled=${this.intake.busy}>Check the code</button>
      </form>
    </section>`;
  }

  #clearCard(): TemplateResult {
    return html`<section class="card">
      <h2>Start again</h2>
      <p>Forgets everything that was read, and the key of the record store.</p>
      <button type="button" class="quiet" ?disabled=${this.intake.busy} @click=${() => this.#clear()}>
        Forget all data
      </button>
    </section>`;
  }

  #storeChosen(form: HTMLFormElement): void {
    const source = storeOf(new FormData(form));
    // The key is in the reader's memory now; it need not stay in the form as well.
    const secret = form.querySelector<HTMLInputElement>('[name=password]');
    if (secret) secret.value = '';
    this.intake.store(source);
  }

  #codeGiven(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.intake.code(String(new FormData(form).get('code') ?? ''));
    form.reset();
  }

  #clear(): void {
    this.reset();
    void this.intake.forget();
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    this.intake.files([...(event.dataTransfer?.files ?? [])]);
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.intake.files([...(input.files ?? [])]);
    input.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'source-panel': SourcePanel;
  }
}
