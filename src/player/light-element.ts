import { LitElement } from 'lit';

/** An element that draws into the document itself, so that labels, links, translators and read-aloud tools reach its text. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Moves the focus to the first match once everything is drawn: nested elements draw in microtasks of their own. */
  protected focusOn(selector: string): void {
    setTimeout(() => this.querySelector<HTMLElement>(selector)?.focus());
  }

  /** The first match inside this element. @throws Error when the template has none: a programming mistake */
  protected find<T extends HTMLElement>(selector: string): T {
    const found = this.querySelector<T>(selector);
    if (!found) throw new Error(`<${this.localName}> has no "${selector}" to work with.`);
    return found;
  }
}
