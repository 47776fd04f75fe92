import { html, nothing, svg, type TemplateResult } from 'lit';
import type { FlowBlock, FlowStop } from '../pages/view.ts';
import { chips, type LinkTo } from './chips.ts';
import { FLOW_HEIGHT, FLOW_WIDTH, isEnding, layFlow, STOP_WIDTH } from './flow-layout.ts';

const QUALITIES = ['best', 'ok', 'poor', 'critical'];

/** The ways through a call: a drawing, and the same as an outline. */
export function flow(block: FlowBlock, link: LinkTo): TemplateResult {
  const { caption, choices, stops, ways, note, how } = block;
  const drawn = layFlow(block);
  const total = Math.max(1, drawn.stops[0]?.n ?? 0);
  return html`<figure>
    <figcaption><h2 id="h-flow" tabindex="-1">${caption}</h2></figcaption>
    ${chips('Calls', choices, link)}
    <p class="note">${note}</p>
    ${
      ways.length === 0
        ? html`<p class="note">Nobody in scope has played this call.</p>`
        : html`<p class="legend">
              ${QUALITIES.map((quality) => html`<span><svg class="flow sample" viewBox="0 0 34 14" aria-hidden="true">${svg`<path class=${`way ${quality}`} d="M0 7h34" stroke-width="10" />`}</svg> ${quality}</span> `)}
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label="${caption}, drawing">
              <svg
                class="flow"
                viewBox="0 0 ${FLOW_WIDTH} ${FLOW_HEIGHT}"
                role="img"
                aria-label="${caption}. The same stands in the outline below."
              >
                ${drawn.ways.map(
                  (way) =>
                    svg`<path class=${`way ${way.quality}`} d=${way.path} stroke-width=${way.width}><title>${way.from} to ${way.to}, ${way.quality}: ${way.n}</title></path>`,
                )}
                ${drawn.stops.map(
                  (
                    stop,
                  ) => svg`<rect class=${`stop ${stop.kind}`} x=${stop.x} y=${stop.y} width=${STOP_WIDTH} height=${stop.height}><title>${stop.title}</title></rect>
                    ${
                      !isEnding(stop)
                        ? svg`<text x=${stop.x} y=${stop.y - 7}><tspan class="name">${short(stop.id)}</tspan> ${stop.n}</text>`
                        : svg`<text x=${stop.x + STOP_WIDTH + 6} y=${stop.y + Math.max(12, stop.height / 2 + 4)}><tspan class="name">${stop.title}</tspan> ${percent(stop.n, total)}</text>`
                    }`,
                )}
              </svg>
            </div>
            <details>
              <summary>The same as an outline</summary>
              <ol class="outline">
                ${stops.filter((stop) => !isEnding(stop) && stop.n > 0).map((stop) => outline(stop, block))}
              </ol>
            </details>`
    }
    <details class="how">
      <summary>How is this computed?</summary>
      <p>${how}</p>
    </details>
  </figure>`;
}

function outline(stop: FlowStop, { stops, ways }: FlowBlock): TemplateResult {
  const next = ways
    .filter(({ from }) => from === stop.id)
    .sort((a, b) => QUALITIES.indexOf(a.quality) - QUALITIES.indexOf(b.quality) || b.n - a.n);
  const titleOf = (id: string): string => {
    const there = stops.find((each) => each.id === id);
    return there && isEnding(there) ? there.title.toLowerCase() : short(id);
  };
  return html`<li>
    <strong>${short(stop.id)}</strong> (${stop.n}) ${stop.title === '' ? nothing : html`<q>${stop.title}</q>`}
    <ul>
      ${next.map((way) => html`<li>${way.quality}: ${way.n} (${percent(way.n, stop.n)}), then ${titleOf(way.to)}</li>`)}
    </ul>
  </li>`;
}

const short = (id: string): string => id.split('.').at(-1) ?? id;
const percent = (n: number, of: number): string => `${Math.round((100 * n) / Math.max(1, of))} %`;
