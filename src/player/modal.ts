import { nothing, type TemplateResult } from 'lit';
import { LightElement } from './light-element.ts';

/** A small window, drawn when it is opened first; the browser gives the focus back when it closes. */
export abstract class Modal extends LightElement {
  #wanted = false;

  /** The `<dialog>`. */
  protected abstract dialog(): TemplateResult;

  /** Shows it, once it is drawn as things stand now. */
  async open(): Promise<void> {
    this.#wanted = true;
    this.requestUpdate();
    await this.updateComplete;
    this.find<HTMLDialogElement>('dialog').showModal();
  }

  override render(): unknown {
    return this.#wanted ? this.dialog() : nothing;
  }
}
