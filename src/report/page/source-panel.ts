import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Choices, Desk, NamedFile, Progress, Sorted, StoreReading } from '../desk.ts';
import type { ColumnMapping } from '../sources/column-mapping.ts';
import type { LrsSource } from '../sources/lrs.ts';
import { LightElement } from './light-element.ts';
import './mapping-screen.ts';
import type { OfferedStore } from './offered-store.ts';
import { storeForm, storeOf } from './store-form.ts';

/** How many invented learners the demo has. */
const DEMO = 200;

type Table = Extract<Sorted, { kind: 'table' }>;
type Waiting = Table & { file: Blob };

/** Where data comes from: files of every kind, a record store, or an invented cohort. Fires `loaded` when there is something new to see; its detail says whether nothing here is left to be read or done. */
@customElement('source-panel')
export class SourcePanel extends LightElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) choices: Choices | null = null;
  /** Offered by whoever serves the page: they are read at the start, and again when asked. */
  @property({ attribute: false }) stores: readonly OfferedStore[] = [];
  @property({ attribute: false }) progress: Progress = { text: '', share: null };
  @state() private busy = false;
  @state() private problems: readonly string[] = [];
  @state() private said = '';
  @state() private dropping = false;
  /** Exports whose columns somebody must look at. */
  @state() private waiting: readonly Waiting[] = [];
  @state() private store: StoreReading | null = null;

  override firstUpdated(): void {
    if (this.stores.length > 0 && this.choices?.learners === 0) this.readOffered();
  }

  override render(): TemplateResult {
    const { choices, problems, waiting } = this;
    const some = choices !== null && choices.learners > 0;
    const [next] = waiting;
    return html`<h1 tabindex="-1">Data</h1>
      <p class="lead">
        Everything is read in this browser tab and forgotten when it closes, or when nobody uses it for half an hour:
        nothing is uploaded or stored.
      </p>
      ${some ? html`<p><strong>${choices.learners} people, ${choices.read} statements or rows</strong> so far, from ${choices.inputs.join(', ')}.</p>` : nothing}
      ${this.status()}
      ${problems.length === 0 ? nothing : html`<div class="problem" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>`}
      ${
        next
          ? html`<mapping-screen
              .name=${next.name}
              .table=${next.table}
              @mapped=${(event: CustomEvent<ColumnMapping | null>) => this.mapped(next, event.detail)}
            ></mapping-screen>`
          : nothing
      }
      <div class="sources">
        ${this.fileCard()} ${this.storeCard()} ${this.demoCard()} ${this.receiptCard()}
        ${some ? this.clearCard() : nothing}
      </div>`;
  }

  private status(): TemplateResult {
    const { text, share } = this.progress;
    return html`<p role="status" class="progress">${this.busy ? text || 'Reading…' : this.said}</p>
      ${
        this.busy
          ? html`<p class="reading">
              <progress aria-label="Reading" max="1" value=${share ?? nothing}></progress>
              <button type="button" class="quiet" @click=${() => void this.desk.stop()}>Stop reading</button>
            </p>`
          : nothing
      }`;
  }

  private fileCard(): TemplateResult {
    return html`<section
      class="card drop ${this.dropping ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.dropping = true;
      }}
      @dragleave=${() => (this.dropping = false)}
      @drop=${(event: DragEvent) => this.dropped(event)}
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
      <label>Files <input type="file" multiple ?disabled=${this.busy} @change=${(e: Event) => this.chosen(e)} /></label>
    </section>`;
  }

  private storeCard(): TemplateResult {
    const resume = this.store?.canResume
      ? html`<p>
          <button type="button" class="first" ?disabled=${this.busy} @click=${() => this.readStore(null)}>
            Go on from statement ${this.store.read + 1}
          </button>
        </p>`
      : nothing;
    return html`<section class="card">
      <h2>Record store (LRS)</h2>
      ${
        this.stores.length === 0
          ? nothing
          : html`<p>
              <button type="button" class="first" ?disabled=${this.busy} @click=${() => this.readOffered()}>
                Read ${this.stores.map(({ name }) => name).join(' and ')} again
              </button>
            </p>`
      }
      ${resume} ${storeForm(this.busy, (form) => this.storeChosen(form))}
    </section>`;
  }

  private demoCard(): TemplateResult {
    return html`<section class="card">
      <h2>Try it first</h2>
      <p>
        An invented cohort of ${DEMO} learners plays the real course, each with another skill. It takes some seconds.
      </p>
      <button type="button" class="first" ?disabled=${this.busy} @click=${() => this.load(() => this.desk.demo(DEMO))}>
        Load a demo cohort
      </button>
    </section>`;
  }

  private receiptCard(): TemplateResult {
    return html`<section class="card">
      <h2>Receipt code</h2>
      <p>A code that a learner reads out. It is held against the records that are read here.</p>
      <form @submit=${(event: SubmitEvent) => this.codeGiven(event)}>
        <label>Code <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" /></label>
        <button type="submit" class="quiet" ?disabled=${this.busy}>Check the code</button>
      </form>
    </section>`;
  }

  private clearCard(): TemplateResult {
    return html`<section class="card">
      <h2>Start again</h2>
      <p>Forgets everything that was read, and the key of the record store.</p>
      <button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.clear()}>Forget all data</button>
    </section>`;
  }

  /** Reads all stores that are offered. */
  private readOffered(): void {
    this.load(async () => {
      await this.desk.clear();
      let read = 0;
      for (const store of this.stores) {
        const reading = await this.desk.lrs(store);
        if (reading.problem !== '') this.problems = [...this.problems, `${store.name}: ${reading.problem}`];
        read += reading.read;
      }
      this.said =
        read === 0
          ? 'Nobody has played the course here so far. Play it, or load a demo cohort.'
          : `${read} statements read.`;
    });
  }

  private storeChosen(form: HTMLFormElement): void {
    const source = storeOf(new FormData(form));
    // The key is in the reader's memory now; it need not stand on the screen as well.
    form.querySelector<HTMLInputElement>('[name=password]')?.setAttribute('value', '');
    this.readStore(source);
  }

  /** Reads a record store; null goes on where the last reading stopped. */
  readStore(source: LrsSource | null): void {
    this.load(async () => {
      this.store = await this.desk.lrs(source);
      const { state: end, read, problem } = this.store;
      if (problem !== '')
        this.problems = [`${problem}${read > 0 ? ` ${read} statements were read and are kept.` : ''}`];
      this.said = end === 'stopped' ? `Stopped after ${read} statements; they are kept.` : `${read} statements read.`;
    });
  }

  private codeGiven(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const code = String(new FormData(form).get('code') ?? '');
    this.load(async () => {
      this.said = await this.desk.code(code);
      form.reset();
    });
  }

  private clear(): void {
    this.waiting = [];
    this.store = null;
    this.load(() => this.desk.clear());
  }

  private dropped(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    this.take([...(event.dataTransfer?.files ?? [])]);
  }

  private chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.take([...(input.files ?? [])]);
    input.value = '';
  }

  private take(list: readonly File[]): void {
    if (list.length === 0 || this.busy) return;
    this.load(async () => {
      const named = list.map((file): NamedFile => ({ name: file.name, file }));
      const sorted = await this.desk.sort(named);
      const both = sorted.flatMap((each, n) => ({ ...each, file: named[n]?.file ?? new Blob() }));
      this.problems = both.flatMap((each) =>
        each.kind === 'unknown' ? [`${each.name} was not read: ${each.why}.`] : [],
      );
      this.waiting = [...this.waiting, ...both.filter((each): each is Waiting => each.kind === 'table')];
      const plain = both.flatMap(({ kind, name, file }) =>
        kind === 'statements' || kind === 'roster' || kind === 'receipt' ? [{ kind, name, file }] : [],
      );
      if (plain.length > 0) await this.desk.read(plain);
      this.said = plain.map(({ kind, name }) => `${name}: read as ${WORDS[kind]}.`).join(' ');
    });
  }

  private mapped(table: Waiting, mapping: ColumnMapping | null): void {
    this.waiting = this.waiting.filter((each) => each !== table);
    if (!mapping) return;
    this.load(async () => {
      await this.desk.table(table, mapping);
      this.said = `${table.name}: ${table.table.rows} rows read.`;
    });
  }

  private load(work: () => Promise<void>): void {
    this.busy = true;
    this.problems = [];
    this.said = '';
    this.progress = { text: '', share: null };
    work()
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'AbortError')
          this.problems = [...this.problems, error instanceof Error ? error.message : String(error)];
      })
      .finally(() => {
        this.busy = false;
        const isDone = this.problems.length === 0 && this.waiting.length === 0;
        this.dispatchEvent(new CustomEvent('loaded', { bubbles: true, detail: isDone }));
      });
  }
}

const WORDS = { statements: 'statements', roster: 'a roster', receipt: 'a receipt' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'source-panel': SourcePanel;
  }
}
