import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from './controls.ts';
import { courseFrame, emptyFrame } from './course-frame.ts';
import { Desk } from './desk.ts';

/** The course as plain web pages: there is no LMS to watch, only the frame. */
@customElement('web-desk')
export class WebDesk extends Desk {
  /** Counts launches; 0 while the course is closed. */
  @state() private opened = 0;
  private launches = 0;

  override async reload(): Promise<boolean> {
    if (this.opened === 0) return false;
    await this.leave();
    this.open();
    return true;
  }

  private open(): void {
    this.opened = ++this.launches;
    void this.tellOpened(true);
  }

  private async leave(): Promise<void> {
    const frame = this.querySelector('iframe');
    if (frame) await emptyFrame(frame);
    this.opened = 0;
    await this.tellOpened(false);
  }

  protected override render(): TemplateResult {
    return html`<div class="stage">${this.opened > 0 ? this.course() : this.start()}</div>`;
  }

  private course(): TemplateResult {
    const { unit, choices, opened } = this;
    const title = this.module?.title ?? '';
    const open = {
      title,
      note: 'Without an LMS',
      key: opened,
      address: unit,
      frame: choices.frame,
      foreign: this.isForeign,
    };
    return courseFrame(
      open,
      button('Exit', () => this.leave(), true, true),
    );
  }

  private start(): TemplateResult {
    return html`
      <h2 id="attempts" tabindex="-1">Web pages</h2>
      <div class="buttons">${button('Launch', () => this.open(), this.module !== null, true)}</div>
      <p class="note">
        No LMS takes part, so there is nothing to show beside the course. Progress stays in this browser tab, and the
        course offers to save it to a file.
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'web-desk': WebDesk;
  }
}
