import { html, nothing } from 'lit';
import { t } from './translate.ts';

/** One mistake: what to do, in the language of the moment, and the id of the control where it can be done. */
export interface Mistake {
  text: () => string;
  at: string;
}

/** The box that names every mistake above a form; give it the focus when it appears. Empty for no mistakes. */
export function errorSummary(mistakes: readonly Mistake[]) {
  if (mistakes.length === 0) return nothing;
  return html`
    <div class="error-summary" tabindex="-1" role="group" aria-labelledby="error-title">
      <h2 id="error-title">${t('error.title')}</h2>
      <ul>
        ${mistakes.map((m) => html`<li><a href="#${m.at}" @click=${(e: Event) => focusOn(e, m.at)}>${m.text()}</a></li>`)}
      </ul>
    </div>
  `;
}

/** The same words beside the control they are about. */
export function inlineError(mistake: Mistake | undefined, id: string) {
  return mistake ? html`<p class="inline-error" id=${id}>${t('shell.error', { title: mistake.text() })}</p>` : nothing;
}

function focusOn(event: Event, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
