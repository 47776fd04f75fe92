import { html, nothing } from 'lit';
import type { ScoredCall } from '../../attempt/score.ts';
import { icon } from '../icons.ts';
import { go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';

const SHAPE = { good: 'right', mixed: 'partly', harm: 'wrong' } as const;

/** How a call ended: its story, how it went in sentences, and what can be done now. */
export function callEnding(scored: ScoredCall, next: string, replay: boolean) {
  const { call, ending } = scored;
  if (!ending) return nothing;
  return html`
    <section class="ending ${SHAPE[ending]}" tabindex="-1" aria-labelledby="ending-title">
      <h2 id="ending-title">${t('call.ended')}</h2>
      <p class="verdict">${icon(SHAPE[ending])} ${t(`ending.${ending}`)}</p>
      <p>${rich(call.endings[ending])}</p>
      <p>${sentences(scored).join(' ')}</p>
      <p class="actions">
        ${
          replay
            ? html`<button type="button" class="primary" data-restart>${t('call.restart')}</button>`
            : html`${go(next, t('next.continue'), 'button primary')}
              ${go(`replay/${call.id}`, t('call.practise'), 'button secondary')}`
        }
        ${replay ? go('home', t('call.back'), 'button secondary') : nothing}
      </p>
    </section>
  `;
}

function sentences({ run, call, criticals, recovered }: ScoredCall): string[] {
  const best = run.steps.filter((s) => call.nodes.find((n) => n.id === s.node)?.key[s.option] === 'best').length;
  const out = [t('call.choices', { count: run.steps.length })];
  if (best === run.steps.length) return [...out, t('call.allBest')];
  if (best > 0) out.push(t('call.best', { count: best }));
  if (criticals > 0) out.push(t('call.critical', { count: criticals }));
  if (recovered > 0) out.push(t('call.recovered', { count: recovered }));
  if (criticals > recovered) out.push(t('call.open', { count: criticals - recovered }));
  return out;
}
