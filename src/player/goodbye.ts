import { html, type TemplateResult } from 'lit';
import type { AttemptController, Closed } from './attempt-controller.ts';
import { download } from './download.ts';
import { t } from './translate.ts';

/** A file with the answers that are not saved for sure, offered wherever something may be lost; null when there are none. */
export function rescueOffer(controller: AttemptController): TemplateResult | null {
  const file = controller.rescue();
  return (
    file &&
    html`<p class="notice" role="note">
      ${t('leave.rescue')}
      <button type="button" class="secondary" @click=${() => download(file.name, file.text)}>${t('leave.file')}</button>
    </p>`
  );
}

/** What stands there once nothing more can be stored: why, what became of the answers, and how to go on. `words` say how saving stands. */
export function goodbye(
  { health, launch, unsent }: AttemptController,
  closed: NonNullable<Closed>,
  words: string,
): TemplateResult {
  const { kind } = health;
  const host = launch.file?.sentTo ?? '';
  const kept = host ? 'file.leftSent' : launch.file ? 'file.left' : 'exit.saved';
  const saved = kind === 'saved' ? kept : kind === 'not-recording' ? 'exit.nothing' : 'exit.unsaved';
  const refused = kind === 'saved' && health.refused;
  const [title, lead] =
    closed === 'moved'
      ? [t('moved.title'), t(unsent ? 'exit.unsaved' : 'moved.close')]
      : closed === 'ended'
        ? [t('ended.title'), t(unsent ? 'exit.unsaved' : 'ended.again')]
        : [t('exit.title'), refused ? words : t(saved, { host })];
  return html`<h1 tabindex="-1">${title}</h1>
    <p class="lead">${lead}</p>`;
}
