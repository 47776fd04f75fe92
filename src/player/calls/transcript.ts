import { html, nothing } from 'lit';
import type { CallStep } from '../../attempt/attempt.ts';
import type { Call, CallNode } from '../../course/course.ts';
import { rich } from '../rich-text.ts';
import { t } from '../translate.ts';

/** What happens and what is said at a moment, with the speaker named in words. */
export function spoken(call: Call, node: CallNode) {
  return html`
    ${node.scene === undefined ? nothing : html`<p class="narration">${rich(node.scene)}</p>`}
    ${node.says === undefined ? nothing : said(node.speaker ?? call.caller.name, node.says, 'them')}
  `;
}

/** One line of the transcript. */
export function said(who: string, words: string, side: 'them' | 'you') {
  return html`<p class="said ${side}"><span class="speaker">${who}:</span> ${words}</p>`;
}

/** Whether what is chosen at a moment is done; where somebody speaks it is said, if the course does not say otherwise. */
export const isDone = ({ act, says }: CallNode): boolean => act ?? says === undefined;

/** What was chosen at a moment. */
export function chosen(who: string, node: CallNode, words: string) {
  return isDone(node)
    ? html`<p class="narration"><span class="speaker">${who}:</span> ${words}</p>`
    : said(who, words, 'you');
}

/** A moment that is over: what was said, what the learner chose, and how it went on. */
export function turn(call: Call, step: CallStep, withReaction = true) {
  const node = call.nodes.find((n) => n.id === step.node);
  const option = node?.options.find((o) => o.id === step.option);
  if (!node || !option) return nothing;
  return html`
    ${spoken(call, node)} ${chosen(t('call.you'), node, option.text)}
    ${withReaction ? html`<p class="narration">${rich(option.then)}</p>` : nothing}
  `;
}
