import { html } from 'lit';
import type { Call, ModelCall } from '../../course/course.ts';
import { icon } from '../icons.ts';
import { t } from '../translate.ts';

/** Who is on the line, by which channel, and what the agent’s screen shows. */
export function callerCard({ channel, caller }: Pick<Call | ModelCall, 'channel' | 'caller'>) {
  return html`
    <aside class="caller" aria-label=${t('call.who')}>
      <p class="channel">${icon(channel)} ${t(`channel.${channel}`)}</p>
      <h2><span class="visually-hidden">${t('call.who')}: </span>${caller.name}</h2>
      <p>${caller.about}</p>
      <div class="screen">
        <h3 class="label">${t('call.screen')}</h3>
        <ul>
          ${caller.screen.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>
    </aside>
  `;
}
