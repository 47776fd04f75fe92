import { html } from 'lit';
import { go } from '../rich-text.ts';
import { t } from '../translate.ts';

/** What a learner sees at a place this course, or this try, does not have: after an update, say. */
export function missingPage() {
  return html`
    <h1 tabindex="-1">${t('shell.home')}</h1>
    <p>${t('shell.missing')}</p>
    <p class="actions">${go('home', t('shell.home'), 'button primary')}</p>
  `;
}
