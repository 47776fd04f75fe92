import { html, type TemplateResult } from 'lit';
import type { LrsSource } from '../sources/lrs.ts';

/** Where a record store is, and a key that may read it. `read` is given the form. */
export const storeForm = (busy: boolean, read: (form: HTMLFormElement) => void): TemplateResult =>
  html`<p>
      <strong>Ask your administrator for a key that may only read.</strong> This page cannot see what a key may do, and
      never tries: a key that may also write could forge or spoil records if it got into wrong hands. The key stays in
      this tab’s memory, and this page only ever reads.
    </p>
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        read(event.target as HTMLFormElement);
      }}
    >
      <label>Address <input name="endpoint" type="url" required placeholder="https://lrs.example/xapi" /></label>
      <label>Key <input name="user" autocomplete="off" spellcheck="false" /></label>
      <label>Secret <input name="password" type="password" autocomplete="off" /></label>
      <label>Stored since (optional) <input name="since" type="date" /></label>
      <button type="submit" class="quiet" ?disabled=${busy}>Read the record store</button>
    </form>`;

/** What the form says. */
export function storeOf(form: FormData): LrsSource {
  const of = (name: string): string => String(form.get(name) ?? '');
  const since = of('since');
  const source = { endpoint: of('endpoint'), user: of('user'), password: of('password') };
  return since === '' ? source : { ...source, since: `${since}T00:00:00Z` };
}
