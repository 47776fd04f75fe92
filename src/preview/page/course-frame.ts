import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/** A course that is open. */
export interface OpenCourse {
  title: string;
  /** What stands beside the title: which attempt, which mode. */
  note: string;
  /** Whatever is new with each launch, so that each gets a frame of its own. */
  key: unknown;
  address: string;
  /** Size of the frame, by its name in choices.ts. */
  frame: string;
  /** It is somebody else's: it may not replace the page around it. */
  foreign: boolean;
}

/** All that courses need, but for navigating the page above. Its own origin is needed for SCORM, and for any storage. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads';

/** The course in its frame, under a bar with what can be done about it; `loaded` hears of each page in the frame. */
export function courseFrame(
  { title, note, key, address, frame, foreign }: OpenCourse,
  actions: TemplateResult,
  loaded?: (frame: HTMLIFrameElement) => void,
): TemplateResult {
  const load = (event: Event): void => loaded?.(event.target as HTMLIFrameElement);
  return html`
    <div class="bar">
      <h2>${title}</h2>
      <p class="note">${note}</p>
      ${actions}
    </div>
    ${keyed(
      key,
      html`<iframe
        name="course"
        class="frame-${frame}"
        title=${title}
        sandbox=${foreign ? sandbox : nothing}
        src=${address}
        @load=${load}
      ></iframe>`,
    )}
  `;
}

/** Empties the frame and waits until it is, so that the course ends by itself. */
export async function emptyFrame(frame: HTMLIFrameElement): Promise<void> {
  const left = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = 'about:blank';
  await left;
}
