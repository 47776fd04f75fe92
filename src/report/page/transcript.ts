import { html, nothing, type TemplateResult } from 'lit';
import type { TranscriptBlock } from '../pages/view.ts';

/** A call as it went, turn by turn. */
export const transcript = ({ caption, about, turns, ending }: TranscriptBlock): TemplateResult =>
  html`<details class="transcript">
    <summary>
      <h2>${caption}</h2>
      <span class="note">${about}</span>
    </summary>
    <ol>
      ${turns.map(
        (turn) =>
          html`<li>
            ${turn.scene === '' ? nothing : html`<p class="scene">${turn.scene}</p>`}
            ${turn.said === '' ? nothing : html`<p class="said"><b>${turn.speaker}:</b> ${turn.said}</p>`}
            <p class="answered ${turn.tone}">
              <b>Answer:</b> ${turn.answer} <span class="tag ${turn.tone}">${turn.verdict}</span>
            </p>
            ${turn.better === '' ? nothing : html`<p><b>Best would have been:</b> ${turn.better}</p>`}
            ${turn.then === '' ? nothing : html`<p class="scene">${turn.then}</p>`}
            ${turn.note === '' ? nothing : html`<p class="note">${turn.note}</p>`}
          </li>`,
      )}
    </ol>
    ${ending === '' ? nothing : html`<p><b>How it ended:</b> ${ending}</p>`}
  </details>`;
