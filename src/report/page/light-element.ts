import { LitElement } from 'lit';

/** An element that draws into the document itself, so that labels, links, translators and read-aloud tools reach its text. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
