import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PlotBlock, Point, Tone } from '../pages/view.ts';
import { axisX, axisY, frameOf, written, type Frame } from './plot-axes.ts';

const WIDTH = 600;
const HEIGHT = 300;
/** Height of one line of a dumbbell plot, and the room its names need. */
const LINE = 26;
const NAMES = 200;

/** Points on two axes, drawn; the same points stand in a table below for whoever cannot see or does not trust the drawing. */
export function plot(block: PlotBlock): TemplateResult {
  const { caption, points, note, how } = block;
  const rows = block.shape === 'dumbbell';
  const at = frameOf(block, WIDTH, rows ? 90 + points.length * LINE : HEIGHT, rows ? NAMES : 58);
  return html`<figure>
    <figcaption><h2>${caption}</h2></figcaption>
    ${note ? html`<p class="note">${note}</p>` : nothing}
    ${
      points.length === 0
        ? html`<p class="note">Too few to draw.</p>`
        : html`${legend(block)}
            <div class="scroll" tabindex="0" role="region" aria-label="${caption}, drawing">
              <svg
                class="plot"
                viewBox="0 0 ${at.width} ${at.height}"
                role="img"
                aria-label="${caption}. The same stands in the table below."
              >
                ${rows ? names(points, at) : axisY(block.y, at)} ${axisX(block.x, at)} ${marks(block, at)}
                ${drawn(block, at)}
              </svg>
            </div>
            <details>
              <summary>The same as a table</summary>
              ${table(block)}
            </details>`
    }
    ${
      how
        ? html`<details class="how">
            <summary>How is this computed?</summary>
            <p>${how}</p>
          </details>`
        : nothing
    }
  </figure>`;
}

function drawn({ shape, points }: PlotBlock, at: Frame): TemplateResult {
  switch (shape) {
    case 'line':
      return svg`<path class="trace" d=${path(points.map((p) => [at.x(p.x), at.y(p.y)]))} />
        <path class="trace second" d=${path(points.flatMap((p) => (p.second === undefined ? [] : [[at.x(p.x), at.y(p.second)] as const])))} />`;
    case 'bars':
      return svg`${points.map(
        (
          p,
        ) => svg`<rect class=${`column ${p.tone ?? ''}`} x=${at.x(p.x) + 1} y=${at.y(p.y)} height=${at.bottom - at.y(p.y)}
          width=${Math.max(2, at.x(p.to ?? p.x) - at.x(p.x) - 2)}><title>${p.name}: ${p.y}</title></rect>`,
      )}`;
    case 'dumbbell':
      return svg`${points.map(
        (p) => svg`<line class="trace" x1=${at.x(p.x)} x2=${at.x(p.to ?? p.x)} y1=${at.y(p.y)} y2=${at.y(p.y)} />
          <circle class="ring" cx=${at.x(p.x)} cy=${at.y(p.y)} r="5" /><circle class="good" cx=${at.x(p.to ?? p.x)} cy=${at.y(p.y)} r="5" />`,
      )}`;
    case 'scatter':
    case 'labels': {
      const named = points.filter(({ tone }) => shape === 'labels' || tone === 'bad');
      return svg`${points.map((p) => dot(at.x(p.x), at.y(p.y), p.tone ?? 'good', p.name))}${labels(named, at)}`;
    }
  }
}

const LETTER = 7.5;
const APART = 15;

/** Names beside their points, moved down where they would stand on each other. */
function labels(points: readonly Point[], at: Frame): TemplateResult[] {
  const sorted = points.map((p) => ({ p, x: at.x(p.x), y: at.y(p.y) + 4 })).sort((a, b) => a.y - b.y);
  const placed: { from: number; to: number; y: number }[] = [];
  return sorted.map(({ p, x, y: wanted }) => {
    const isBack = x > at.right - p.name.length * LETTER - 9;
    const [from, to] = isBack ? [x - p.name.length * LETTER - 9, x] : [x, x + p.name.length * LETTER + 9];
    const y = placed.reduce((low, o) => (o.from < to && o.to > from && low - o.y < APART ? o.y + APART : low), wanted);
    placed.push({ from, to, y });
    return svg`<text class="name" x=${isBack ? x - 9 : x + 9} y=${y} text-anchor=${isBack ? 'end' : 'start'}>${p.name}</text>`;
  });
}

/** Circle, square or triangle: the tone must not hang on colour alone. */
function dot(x: number, y: number, tone: Tone, label: string): TemplateResult {
  const shapes = {
    good: svg`<circle class="good" cx=${x} cy=${y} r="4.5"><title>${label}</title></circle>`,
    mid: svg`<rect class="mid" x=${x - 4} y=${y - 4} width="8" height="8"><title>${label}</title></rect>`,
    bad: svg`<path class="bad" d="M${x} ${y - 6}l6 11h-12z"><title>${label}</title></path>`,
  };
  return shapes[tone];
}

const names = (points: readonly Point[], at: Frame): TemplateResult =>
  svg`${points.map((p) => svg`<text class="name" x=${at.left - 12} y=${at.y(p.y) + 4} text-anchor="end">${p.name}</text>`)}`;

const marks = ({ marks: list = [], x, y }: PlotBlock, at: Frame): TemplateResult =>
  svg`${list.map(({ axis, at: value, label }) => {
    const { from, to } = axis === 'x' ? x : y;
    if (value < from || value > to) return nothing;
    return axis === 'x'
      ? svg`<line class="mark" x1=${at.x(value)} x2=${at.x(value)} y1=${at.top - 4} y2=${at.bottom} /><text class="mark-name" x=${at.x(value)} y=${at.top - 6} text-anchor=${at.x(value) > at.right - 40 ? 'end' : 'middle'}>${label}</text>`
      : svg`<line class="mark" x1=${at.left} x2=${at.right} y1=${at.y(value)} y2=${at.y(value)} /><text class="mark-name" x=${at.left + 4} y=${at.y(value) - 4}>${label}</text>`;
  })}`;

function legend({ tones, shape, second, y }: PlotBlock): TemplateResult | typeof nothing {
  if (second)
    return html`<p class="legend"><span class="key"></span> ${y.title} <span class="key second"></span> ${second}</p>`;
  const known = (['good', 'mid', 'bad'] as const).flatMap((tone) =>
    tones?.[tone] ? [{ tone, name: tones[tone] }] : [],
  );
  if (known.length === 0) return nothing;
  const sample = (tone: Tone): TemplateResult =>
    shape === 'bars' ? svg`<rect class=${`column ${tone}`} width="14" height="14" />` : dot(7, 7, tone, '');
  return html`<p class="legend">
    ${known.map(({ tone, name }) => html`<span><svg class="plot sample" viewBox="0 0 14 14" aria-hidden="true">${sample(tone)}</svg> ${name}</span> `)}
  </p>`;
}

/** The points of a plot as a table. */
function table({ shape, of, x, y, second, points }: PlotBlock): TemplateResult {
  const columns: [string, (p: Point) => string][] = [
    [of, (p) => p.name],
    ...(shape === 'scatter' || shape === 'labels'
      ? [[x.title, (p: Point) => written(p.x, x)] as [string, (p: Point) => string]]
      : []),
    ...(shape === 'dumbbell'
      ? ([
          ['Before', (p) => written(p.x, x)],
          ['After', (p) => written(p.to ?? p.x, x)],
        ] as [string, (p: Point) => string][])
      : ([[y.title, (p) => written(p.y, y)]] as [string, (p: Point) => string][])),
    ...(second
      ? ([[second, (p) => (p.second === undefined ? '' : written(p.second, y))]] as [string, (p: Point) => string][])
      : []),
    ['', (p) => p.say ?? ''],
  ];
  const shown = points.some(({ say }) => say) ? columns : columns.slice(0, -1);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${`${of}: table of the drawing`}>
    <table>
      <thead>
        <tr>
          ${shown.map(([title]) => (title === '' ? html`<td></td>` : html`<th scope="col">${title}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${points.map(
          (p) =>
            html`<tr>
              ${shown.map(([, cell], n) => (n === 0 ? html`<th scope="row">${cell(p)}</th>` : html`<td>${cell(p)}</td>`))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Steps, because nothing lies between two days. */
const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], n) => (n === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
