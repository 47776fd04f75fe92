import { property } from 'lit/decorators.js';
import type { Attempt } from '../../attempt/attempt.ts';
import type { AttemptController } from '../attempt-controller.ts';
import { LightElement, nextTask } from '../light-element.ts';

/** A screen of the course: it reads the controller and sends events up; it never acts by itself. */
export class Page extends LightElement {
  @property({ attribute: false }) controller!: AttemptController;
  /** What follows the slash of the location: the id of a lesson, call, question, scene or fix. */
  @property() subject = '';
  /** The controller's, so that a page draws again when its attempt has changed, and not when only saving stands differently. */
  @property({ attribute: false }) attempt!: Attempt;

  /** What is there stays until the next task; nothing is shown of a page before it is drawn. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }

  /** Whether nothing leaves this browser. */
  protected get alone(): boolean {
    const { file } = this.controller.launch;
    return file !== undefined && !file.sentTo;
  }
}
