import { ticks } from 'd3-array';
import { svg, type TemplateResult } from 'lit';
import type { Axis, PlotBlock } from '../pages/view.ts';

/** Where a plot's values are on the drawing. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x(value: number): number;
  y(value: number): number;
}

const DAY = 86_400_000;
const EDGE = 26;
const TOP = 44;
const BOTTOM = 44;

/** The frame of a plot `width` by `height`, with room for what stands left of the y axis. */
export function frameOf({ x, y }: Pick<PlotBlock, 'x' | 'y'>, width: number, height: number, left: number): Frame {
  const [right, top, bottom] = [width - EDGE, TOP, height - BOTTOM];
  const on = (axis: Axis, low: number, high: number) => (value: number) =>
    low + ((value - axis.from) / (axis.to - axis.from || 1)) * (high - low);
  return { width, height, left, right, top, bottom, x: on(x, left, right), y: on(y, bottom, top) };
}

/** A value as its axis writes it. */
export function written(value: number, { format, from, to }: Axis): string {
  if (format === 'percent') return `${Math.round(value * 100)} %`.replace('-', '−');
  if (format === 'number') return String(Math.round(value * 100) / 100);
  const year = to - from > 300 * DAY ? ({ year: 'numeric' } as const) : {};
  return new Date(value).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year, timeZone: 'UTC' });
}

/** Round values on an axis, about so many. Days and learners come whole. */
function ticksOf({ format, from, to }: Axis, many: number): number[] {
  const unit = format === 'day' ? DAY : 1;
  const found = ticks(from / unit, to / unit, many);
  return (format === 'percent' ? found : found.filter(Number.isInteger)).map((value) => value * unit);
}

/** The x axis with its numbers and title. */
export const axisX = (axis: Axis, at: Frame): TemplateResult =>
  svg`${ticksOf(axis, 7).map(
    (v) => svg`<text x=${at.x(v)} y=${at.bottom + 17} text-anchor="middle">${written(v, axis)}</text>
      <line class="grid" x1=${at.x(v)} x2=${at.x(v)} y1=${at.bottom} y2=${at.bottom + 4} />`,
  )}<text class="axis" x=${(at.left + at.right) / 2} y=${at.height - 8} text-anchor="middle">${axis.title}</text>`;

/** The y axis with its lines, numbers and title. */
export const axisY = (axis: Axis, at: Frame): TemplateResult =>
  svg`${ticksOf(axis, 5).map(
    (v) => svg`<line class="grid" x1=${at.left} x2=${at.right} y1=${at.y(v)} y2=${at.y(v)} />
      <text x=${at.left - 7} y=${at.y(v) + 4} text-anchor="end">${written(v, axis)}</text>`,
  )}<text class="axis" x="4" y="13">${axis.title}</text>`;
