import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Whose } from '../attempts.ts';
import type { Choices } from './choices.ts';
import type { ListedModule } from './lms-client.ts';

/** A module that can be played. */
export type PlayableModule = ListedModule & { kind: 'built' };

/** Told by a desk when a course is opened or closed; `detail` says which. */
export const OPENED = 'course-opened';

/** The part of the page that launches a course in one kind of standard, and shows what came of it. */
export abstract class Desk extends LitElement {
  @property({ attribute: false }) module: PlayableModule | null = null;
  @property({ attribute: false }) choices!: Choices;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Opens the course again, which has changed; false when none is open. */
  abstract reload(): Promise<boolean>;

  protected get whose(): Whose {
    const { learner, module, target } = this.choices;
    return { learner, module, target };
  }

  /** Address of the course's first page, as the LMS serves it. */
  protected get unit(): string {
    const { module, target } = this.choices;
    return `${this.module?.origin ?? ''}/play/${module}/${target}/${this.module?.launch ?? 'index.html'}`;
  }

  protected get isForeign(): boolean {
    return this.module?.foreign !== undefined;
  }

  /** Says that a course is open, or closed again, and puts the keyboard where it is wanted now. */
  protected async tellOpened(open: boolean): Promise<void> {
    this.dispatchEvent(new CustomEvent(OPENED, { detail: open, bubbles: true }));
    await this.updateComplete;
    if (open) this.querySelector('iframe')?.focus();
    else this.focusStart();
  }

  /** Puts the keyboard on the heading above what can be launched. */
  protected focusStart(): void {
    this.querySelector<HTMLElement>('#attempts')?.focus();
  }
}
