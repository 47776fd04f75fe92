import { html, type TemplateResult } from 'lit';
import type { Block, RichText } from '../course/text.ts';
import { unreachable } from '../course/unreachable.ts';

/** A course text with its emphasis, links and glossary terms; the shell opens `data-to` and `data-term`. */
export function rich(text: RichText): unknown {
  if (typeof text === 'string') return text;
  return text.map((run) => {
    if (typeof run === 'string') return run;
    switch (run.kind) {
      case 'em':
        return html`<em>${run.text}</em>`;
      case 'strong':
        return html`<strong>${run.text}</strong>`;
      case 'link':
        return html`<a href=${run.href} target="_blank" rel="noopener">${run.text}</a>`;
      case 'page':
        return html`<a href="#${run.location}" data-to=${run.location}>${run.text}</a>`;
      case 'term':
        return html`<button type="button" class="term" data-term=${run.id}>${run.text}</button>`;
      default:
        return unreachable(run);
    }
  });
}

/** Paragraphs, lists and small headings of a longer course text. `level` is the heading level to use, 2 or 3. */
export function blocks(list: readonly Block[], level: 2 | 3 = 2): TemplateResult[] {
  return list.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return html`<p>${rich(block.text)}</p>`;
      case 'heading':
        return level === 2 ? html`<h2>${rich(block.text)}</h2>` : html`<h3>${rich(block.text)}</h3>`;
      case 'list': {
        const items = block.items.map((item) => html`<li>${rich(item)}</li>`);
        return block.ordered
          ? html`<ol>
              ${items}
            </ol>`
          : html`<ul>
              ${items}
            </ul>`;
      }
      default:
        return unreachable(block);
    }
  });
}

/** Where a heading stands (“Lesson 2 of 10”), before its words; the colon is for those who hear or copy it. */
export function caption(words: string): TemplateResult {
  return html`<span class="caption">${words}</span><span class="visually-hidden">:</span> `;
}

/** A link to another screen of the course. */
export function go(location: string, words: unknown, className = ''): TemplateResult {
  return html`<a href="#${location}" data-to=${location} class=${className}>${words}</a>`;
}
