import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { dayOf } from '../day.ts';
import type { Choices, Desk } from '../desk.ts';
import type { Look, Place } from '../place.ts';
import { LightElement } from './light-element.ts';
import { saveFile } from './save-file.ts';

/** The ten files, and the audit pack. */
@customElement('files-page')
export class FilesPage extends LightElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) place!: Place;
  @property({ attribute: false }) choices: Choices | null = null;
  @state() private files: Awaited<ReturnType<Desk['files']>> = [];
  @state() private problem = '';
  @state() private said = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('place') || changed.has('choices')) void this.#count();
  }

  override render(): TemplateResult {
    return html`<h1 tabindex="-1">Files and audit</h1>
      <p class="lead">
        Everything this report shows, as files. The filters above count for them, too. They hold personal data: delete
        them when they have done their work.
      </p>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <p role="status" class="progress">${this.said}</p>
      <section class="card">
        <h2 id="h-files">Ten files</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="h-files">
          <table aria-labelledby="h-files">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">What it holds</th>
                <th scope="col" class="figure">Rows</th>
                <th scope="col">Save</th>
              </tr>
            </thead>
            <tbody>
              ${this.files.map(
                ({ name, title, rows }) =>
                  html`<tr>
                    <th scope="row">${name}.csv</th>
                    <td>${title}</td>
                    <td class="figure">${rows}</td>
                    <td>
                      <button type="button" class="quiet" @click=${() => this.#save(name)}>Save ${name}.csv</button>
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="note">
          UTF-8 with a byte order mark, comma separated, times in UTC; an empty cell is unknown. “outcomes” is an empty
          form: fill in what happened on the floor.
        </p>
      </section>
      <section class="card">
        <h2>Audit pack</h2>
        <p>
          One zip: an audit sheet to print, the ten files, the item key, the content of this version, how each figure is
          computed, and a manifest with the SHA-256 of every file.
        </p>
        <form class="pack" @submit=${(event: SubmitEvent) => this.#pack(event)}>
          <label>Made by (stands in the manifest) <input name="by" autocomplete="off" /></label>
          <label class="check"
            ><input type="checkbox" name="records" /> With each learner’s record and answers, for up to 500
            people</label
          >
          <label
            >Only these people (their ids, one on each line; nobody named: everybody in scope)
            <textarea name="learners" rows="3" autocomplete="off" spellcheck="false"></textarea>
          </label>
          <button type="submit" class="first">Save the audit pack</button>
        </form>
      </section>`;
  }

  /** The filters that stand above; the one for attempts, set on another page, does not. */
  get #look(): Look {
    const { filters, names } = this.place;
    return { filters: { ...filters, attempt: '' }, names };
  }

  async #count(): Promise<void> {
    await this.#work(async () => {
      this.files = await this.desk.files(this.#look);
    });
  }

  #save(name: string): void {
    void this.#work(async () => {
      saveFile(`${name}.csv`, await this.desk.csv(name, this.#look), 'text/csv;charset=utf-8');
      this.said = `${name}.csv was saved.`;
    });
  }

  #pack(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const order = {
      ...this.#look,
      by: String(form.get('by') ?? '').slice(0, 200),
      records: form.get('records') !== null,
      learners: linesOf(String(form.get('learners') ?? '')),
    };
    this.said = 'Putting the audit pack together…';
    void this.#work(async () => {
      saveFile(`audit-${dayOf(Date.now())}.zip`, await this.desk.pack(order), 'application/zip');
      this.said = 'The audit pack was saved.';
    });
  }

  async #work(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = '';
    } catch (error) {
      this.said = '';
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** What stands on each line. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

declare global {
  interface HTMLElementTagNameMap {
    'files-page': FilesPage;
  }
}
