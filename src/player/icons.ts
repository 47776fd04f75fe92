import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const shapes = {
  right: svg`<circle cx="12" cy="12" r="10"/><path class="cut" d="m7 12.5 3.5 3.5L17 9"/>`,
  wrong: svg`<path d="M12 2 22 12 12 22 2 12Z"/><path class="cut" d="m8.8 8.8 6.4 6.4m0-6.4-6.4 6.4"/>`,
  partly: svg`<rect x="3" y="3" width="18" height="18" rx="4"/><path class="cut" d="M7.5 12h9"/>`,
  flag: svg`<path d="M5 2h2v20H5z"/><path d="M8 3h12l-4 4.5L20 12H8z"/>`,
  phone: svg`<path d="M6 2 3 5c0 9 7 16 16 16l3-3-5-4-3 2c-3-1-5-3-6-6l2-3Z"/>`,
  chat: svg`<path d="M3 4h18v13H11l-5 4v-4H3z"/>`,
  email: svg`<path d="M2 5h20v14H2z"/><path class="cut" d="m3 7 9 6 9-6"/>`,
  home: svg`<path d="M12 3 2 12h3v9h14v-9h3z"/>`,
  seal: svg`<path d="m12 1 2.6 2.2 3.4-.5 1.2 3.2 3.2 1.2-.5 3.4L24 13l-2.1 2.6.5 3.3-3.2 1.2-1.2 3.2-3.4-.5L12 25l-2.6-2.2-3.4.5-1.2-3.2-3.2-1.2.5-3.3L0 13l2.1-2.5-.5-3.4 3.2-1.2L6 2.7l3.4.5z" transform="translate(1 0) scale(.92)"/><path class="cut" d="M12 8a2.4 2.4 0 0 1 1.3 4.4l.9 4.1H9.8l.9-4.1A2.4 2.4 0 0 1 12 8Z"/>`,
  done: svg`<path class="line" d="m4 13 5 5L20 6"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** A small drawing beside words that say the same; hidden from screen readers. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${shapes[name]}
  </svg>`;
}
