import { html, nothing, type TemplateResult } from 'lit';
import type { Foreign } from '../modules.ts';
import { button } from './controls.ts';

/** A field that takes a package of somebody else's; `take` gets the zip that was chosen. */
export function uploadField(take: (zip: File) => Promise<void>, disabled: boolean): TemplateResult {
  const change = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [zip] = input.files ?? [];
    if (zip) void take(zip).finally(() => (input.value = '')); // the same file can be chosen again
  };
  return html`
    <label class="upload">
      <span>Try a package of your own</span>
      <input type="file" accept=".zip,application/zip" ?disabled=${disabled} @change=${change} />
    </label>
  `;
}

/** What an uploaded package says it is, and what is wrong with it. */
export function found(
  { standardName, problems, notes }: Foreign,
  version: string,
  remove: () => Promise<void>,
  open: boolean,
): TemplateResult {
  const list = (title: string, sentences: readonly string[]) =>
    sentences.length === 0
      ? nothing
      : html`
          <h3>${title}</h3>
          <ul>
            ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
        `;
  return html`
    <section class="notice found" aria-labelledby="found">
      <div class="bar">
        <h2 id="found">Uploaded: ${standardName}${version === '' ? '' : `, version ${version}`}</h2>
        ${button('Remove', remove, !open)}
      </div>
      ${problems.length === 0 ? html`<p>Nothing was found that keeps an LMS from playing it.</p>` : nothing}
      ${list('What may keep it from working', problems)} ${list('Worth knowing', notes)}
    </section>
  `;
}
