import { LitElement } from 'lit';

/**
 * Takes the focus off what is about to go, and to come elsewhere. A browser that removes what has the focus lays the half-drawn
 * page out first: an eighth of the time from a click to the next screen.
 */
export const leaveFocus = (): void => (document.activeElement as HTMLElement | null)?.blur();

let slow = false;

/**
 * Looks back on the load: a computer on which a task of it took more than 50 ms is a slow one. A first load has one each
 * time at a quarter of a desktop's speed, and none at the whole; a later one, from the cache, may do without. How long
 * one drawing takes says less: it varies threefold. A host's own tasks do not count, and where a browser does not tell of
 * long ones (Firefox, Safari) every computer is fast.
 */
export const setPace = (): void => {
  const load = new PerformanceObserver(() => undefined);
  load.observe({ type: 'longtask', buffered: true });
  slow = load.takeRecords().some(({ name }) => name === 'self');
  load.disconnect();
};

/**
 * On a slow computer in a task of its own: what follows an input, drawing and layout are short ones then, and it goes on
 * listening. Elsewhere at once: whoever looks right after a click, a robot too, sees what it brought.
 */
export const nextTask = async (): Promise<void> => {
  if (slow) await new Promise((then) => setTimeout(then));
};

/** Runs once everything is drawn: nested elements draw in microtasks of their own, and pages maybe in the next task. */
export const whenDrawn = (then: () => void): void => void setTimeout(() => (slow ? setTimeout(then) : then()));

/** An element that draws into the document itself, so that labels, links, translators and read-aloud tools reach its text. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Moves the focus to the first match once everything is drawn. */
  protected focusOn(selector: string): void {
    leaveFocus();
    whenDrawn(() => this.querySelector<HTMLElement>(selector)?.focus());
  }

  /** The first match inside this element. @throws Error when the template has none: a programming mistake */
  protected find<T extends HTMLElement>(selector: string): T {
    const found = this.querySelector<T>(selector);
    if (!found) throw new Error(`<${this.localName}> has no "${selector}" to work with.`);
    return found;
  }
}
