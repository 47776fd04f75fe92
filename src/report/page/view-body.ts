import { html, nothing, type TemplateResult } from 'lit';
import type { ShownView } from '../desk.ts';
import type { Block } from '../pages/view.ts';
import type { LinkTo } from './chips.ts';
import { figures } from './figures.ts';
import { findings } from './findings.ts';
import { flow } from './flow.ts';
import { plot } from './plot.ts';
import type { AskRows } from './report-table.ts';
import './report-table.ts';
import { timeline } from './timeline.ts';
import { transcript } from './transcript.ts';

/** What a page can ask for and lead to. */
export interface Hands {
  link: LinkTo;
  ask: AskRows;
  save(csv: string): void;
}

/** A page, drawn. */
export const viewBody = (view: ShownView, hands: Hands): TemplateResult =>
  html`<h1 tabindex="-1">${view.title}</h1>
    <p class="lead">${view.lead}</p>
    ${view.blocks.map((block) => (block.kind === 'findings' ? findings(block, hands.link) : nothing))}
    ${figures(view.figures, hands.link)}
    <div class="blocks">${view.blocks.map((block) => placed(block, view, hands))}</div>
    ${
      view.how.length === 0
        ? nothing
        : html`<section class="how" aria-label="About these figures">
            ${view.how.map((line) => html`<p class="note">${line}</p>`)}
          </section>`
    }`;

const placed = (block: Block, view: ShownView, hands: Hands): TemplateResult | typeof nothing =>
  block.kind === 'findings'
    ? nothing
    : html`<section class="card ${block.kind}">${drawn(block, view, hands)}</section>`;

function drawn(
  block: Exclude<Block, { kind: 'findings' }>,
  view: ShownView,
  { link, ask, save }: Hands,
): TemplateResult {
  switch (block.kind) {
    case 'plot':
      return plot(block);
    case 'flow':
      return flow(block, link);
    case 'transcript':
      return transcript(block);
    case 'timeline':
      return timeline(block);
    case 'text':
      return html`<h2
          id=${block.id === undefined ? nothing : `h-${block.id}`}
          tabindex=${block.id === undefined ? nothing : -1}
        >
          ${block.heading}
        </h2>
        <ul>
          ${block.lines.map((line) => html`<li>${line}</li>`)}
        </ul>`;
    case 'table':
      return html`<report-table
        .block=${block}
        .total=${view.totals[block.id] ?? 0}
        .ask=${ask}
        .link=${link}
        .save=${save}
      ></report-table>`;
  }
}
