import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Cell } from '../csv/write-csv.ts';
import { decimalText, emptyText, type Column, type Tone, type ViewRow } from '../pages/view.ts';

/** A cell as people read it; bars and heat come with their number, and with a hatching besides colour. */
export function cellText(cell: Cell, column: Column, row: ViewRow): string | TemplateResult {
  if (cell === null || cell === '') return html`<span class="none">${emptyText(column, row)}</span>`;
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return words(cell, column);
  switch (column.format) {
    case 'percent':
      return `${Math.round(cell * 100)} %`;
    case 'decimal':
      return decimalText(cell);
    case 'bar':
      return html`<span class="bar"><span>${Math.round(cell * 100)} %</span>${bar(cell)}</span>`;
    case 'heat':
    case 'mix-up':
      return html`<span class="heat">${Math.round(cell * 100)} %</span>${beside(column, row)}`;
    default:
      return String(cell);
  }
}

/** What stands beside a share, small. */
function beside({ beside: key }: Column, row: ViewRow): TemplateResult | typeof nothing {
  const said = key === undefined ? null : row[key];
  return said === null || said === undefined ? nothing : html`<small class="beside">${said}</small>`;
}

function words(cell: string, { format }: Column): string | TemplateResult {
  switch (format) {
    case 'day':
      return cell.slice(0, 10);
    case 'list':
      return html`<ul class="in-cell">
        ${cell.split('; ').map((line) => html`<li>${line}</li>`)}
      </ul>`;
    case 'tag':
      return html`<span class=${`tag ${toneOf(cell)}`}>${cell}</span>`;
    default:
      return cell;
  }
}

const GOOD = new Set(['passed', 'completed', 'ok', 'best', 'right', 'mastered', 'signed']);
const BAD = new Set(['failed', 'missing', 'review key', 'too hard', 'critical', 'wrong', 'left out']);
const NEITHER = new Set(['–', 'too few', 'too little evidence', 'unknown']);

/** How a word is meant; whatever is neither good nor bad is to be looked at. */
function toneOf(word: string): Tone | '' {
  if (GOOD.has(word)) return 'good';
  if (BAD.has(word)) return 'bad';
  return NEITHER.has(word) ? '' : 'mid';
}

/** The class that shades a cell: `heat-bad`, `heat-mid` or `heat-good`, `heat-right` for the diagonal of a mix-up, '' for none. */
export function shade({ format, key }: Column, value: Cell, row: ViewRow): string {
  if (typeof value !== 'number') return '';
  if (format === 'heat') return value < 0.4 ? 'heat-bad' : value < 0.8 ? 'heat-mid' : 'heat-good';
  if (format !== 'mix-up') return '';
  if (row['is'] === key) return 'heat-right';
  return value >= 0.15 ? 'heat-bad' : value >= 0.05 ? 'heat-mid' : 'heat-none';
}

const bar = (share: number): TemplateResult =>
  html`<svg class="bar-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="back" width="100" height="10" /><rect class="front" width=${Math.max(0, Math.min(100, share * 100))} height="10" />`}
  </svg>`;
