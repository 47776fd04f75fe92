import { html, nothing, type TemplateResult } from 'lit';
import type { Location } from '../attempt/attempt.ts';
import type { AttemptController } from './attempt-controller.ts';
import { t } from './translate.ts';

/** The way to the pages that stand beside the course, to its look, and to its other languages. */
export function menu(
  { attempt, course }: AttemptController,
  openDisplay: () => void,
  speak: (language: string) => void,
): TemplateResult {
  const entry = (to: Location, words: string) => html`
    <li><a href="#${to}" data-to=${to} aria-current=${attempt.location === to ? 'page' : nothing}>${words}</a></li>
  `;
  const others = Object.entries(course.languages ?? {}).filter(([tag]) => tag !== course.language);
  return html`
    <nav aria-label=${t('shell.menu')}>
      <ul>
        ${entry('home', t('shell.home'))} ${entry('glossary', t('shell.glossary'))}
        ${entry('recorded', t('shell.recorded'))}
        <li><button type="button" class="plain" @click=${openDisplay}>${t('display.title')}</button></li>
        ${others.map(
          ([tag, name]) =>
            html`<li>
              <button type="button" class="plain language" lang=${tag} @click=${() => speak(tag)}>${name}</button>
            </li>`,
        )}
      </ul>
    </nav>
  `;
}
