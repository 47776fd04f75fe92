import { html, svg, type TemplateResult } from 'lit';
import type { TimelineBlock } from '../pages/view.ts';

const WIDTH = 720;
const EDGE = 12;

/** What happened when: a strip, and the same as a list. */
export function timeline({ caption, events }: TimelineBlock): TemplateResult {
  const [from, to] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 1];
  const x = (at: number): number => EDGE + ((at - from) / Math.max(1, to - from)) * (WIDTH - 2 * EDGE);
  return html`<h2>${caption}</h2>
    <svg class="plot strip" viewBox="0 0 ${WIDTH} 40" aria-hidden="true">
      ${svg`<line class="grid" x1=${EDGE} x2=${WIDTH - EDGE} y1="14" y2="14" />
        ${events.map(({ at, tone }) => shape(x(at), tone))}
        <text x=${EDGE} y="36">${day(from)}</text><text x=${WIDTH - EDGE} y="36" text-anchor="end">${day(to)}</text>`}
    </svg>
    <ol class="events">
      ${events.map(({ at, what, tone }) => html`<li><time datetime=${new Date(at).toISOString()}>${moment(at)}</time> <span class=${tone}>${what}</span></li>`)}
    </ol>`;
}

/** Circle, square or triangle: the tone must not hang on colour alone. */
function shape(x: number, tone: TimelineBlock['events'][number]['tone']): TemplateResult {
  if (tone === 'bad') return svg`<path class="bad" d="M${x} 7l7 13h-14z" />`;
  if (tone === 'good') return svg`<circle class="good" cx=${x} cy="14" r="6" />`;
  return tone === 'mid'
    ? svg`<rect class="mid" x=${x - 5} y="9" width="10" height="10" />`
    : svg`<line class="tick" x1=${x} x2=${x} y1="6" y2="22" />`;
}

const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
