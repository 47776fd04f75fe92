import { html, svg, type TemplateResult } from 'lit';
import type { PlotBlock } from '../pages/view.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, EDGE] = [640, 260, 52, 34, 24];
const TICKS = 5;

/** A line or a scatter of points, drawn; its points stand in a list below it for whoever cannot see or does not trust the drawing. */
export function plot({ shape, caption, x, y, points, domain }: PlotBlock): TemplateResult {
  const at = (value: number, [from, to]: readonly [number, number], low: number, high: number): number =>
    low + ((value - from) / (to - from || 1)) * (high - low);
  const atX = (value: number): number => at(value, domain.x, LEFT, WIDTH - EDGE);
  const atY = (value: number): number => at(value, domain.y, HEIGHT - BOTTOM, EDGE);
  const ticks = ([from, to]: readonly [number, number]): number[] =>
    Array.from({ length: TICKS }, (_, n) => from + ((to - from) * n) / (TICKS - 1));
  const write = (value: number): string =>
    domain.format === 'day' ? new Date(value).toISOString().slice(5, 10) : `${Math.round(value * 100)} %`;
  return html`<figure>
    <figcaption><h2>${caption}</h2></figcaption>
    ${
      points.length === 0
        ? html`<p class="note">Too few to draw.</p>`
        : html`<svg
              class="plot"
              viewBox="0 0 ${WIDTH} ${HEIGHT}"
              role="img"
              aria-label="${caption}. The points are listed below."
            >
              ${ticks(domain.y).map(
                (v) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - EDGE} y1=${atY(v)} y2=${atY(v)} />
              <text x=${LEFT - 6} y=${atY(v) + 4} text-anchor="end">${Math.round(v * 100)} %</text>`,
              )}
              ${ticks(domain.x).map((v) => svg`<text x=${atX(v)} y=${HEIGHT - BOTTOM + 18} text-anchor="middle">${write(v)}</text>`)}
              ${shape === 'line' ? svg`<path class="trace" d=${path(points.map((p) => [atX(p.x), atY(p.y)]))} />` : svg``}
              ${shape === 'scatter' ? points.map((p) => dot(atX(p.x), atY(p.y), p.tone ?? 'good', p.label)) : svg``}
              <text class="axis" x=${(LEFT + WIDTH) / 2} y=${HEIGHT - 2} text-anchor="middle">${x}</text>
            </svg>
            <details>
              <summary>${y} by ${x.toLowerCase()}, as a list</summary>
              <ul class="points">
                ${points.map((p) => html`<li>${p.label}</li>`)}
              </ul>
            </details>`
    }
  </figure>`;
}

/** Circle, square or triangle: the tone must not hang on colour alone. */
function dot(x: number, y: number, tone: 'good' | 'mid' | 'bad', label: string): TemplateResult {
  const shapes = {
    good: svg`<circle class="good" cx=${x} cy=${y} r="4.5"><title>${label}</title></circle>`,
    mid: svg`<rect class="mid" x=${x - 4} y=${y - 4} width="8" height="8"><title>${label}</title></rect>`,
    bad: svg`<path class="bad" d="M${x} ${y - 6}l6 11h-12z"><title>${label}</title></path>`,
  };
  return shapes[tone];
}

/** Steps, because nothing lies between two days. */
const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], n) => (n === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
