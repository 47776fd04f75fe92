import { html, svg, type TemplateResult } from 'lit';
import type { Cell } from '../csv/write-csv.ts';
import { NOT_HERE, type Column, type ViewRow } from '../pages/view.ts';

/** A cell as people read it; bars and heat come with their number, and with a hatching besides colour. */
export function cellText(cell: Cell, column: Column): string | TemplateResult {
  if (cell === null || cell === '') return html`<span class="none">${column.empty ?? NOT_HERE}</span>`;
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return column.format === 'day' ? cell.slice(0, 10) : cell;
  switch (column.format) {
    case 'percent':
      return `${Math.round(cell * 100)} %`;
    case 'decimal':
      return String(Math.round(cell * 100) / 100);
    case 'bar':
      return html`<span class="bar">${bar(cell)}<span>${Math.round(cell * 100)} %</span></span>`;
    case 'heat':
    case 'mix-up':
      return html`<span class="heat">${Math.round(cell * 100)} %</span>`;
    default:
      return String(cell);
  }
}

/** The class that shades a cell: `heat-0` is bad, `heat-4` good, '' neither. */
export function shade({ format, key }: Column, value: Cell, row: ViewRow): string {
  if (typeof value !== 'number') return '';
  if (format === 'heat') return `heat-${Math.min(4, Math.max(0, Math.floor(value * 5)))}`;
  if (format !== 'mix-up') return '';
  if (row['is'] === key) return 'heat-4';
  return value >= 0.15 ? 'heat-0' : value >= 0.05 ? 'heat-1' : 'heat-none';
}

const bar = (share: number): TemplateResult =>
  html`<svg class="bar-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="back" width="100" height="10" /><rect class="front" width=${Math.max(0, Math.min(100, share * 100))} height="10" />`}
  </svg>`;
