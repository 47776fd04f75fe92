import type { Page } from 'playwright';
import type { Location } from '../../src/attempt/attempt.ts';

/** Opens a screen of the course that stands in a page, and waits until it is whole: its elements may be drawn in tasks of their own. */
export async function openScreen(page: Page, location: Location): Promise<void> {
  await page.evaluate(async (to) => {
    const player = document.querySelector('course-player') as HTMLElementTagNameMap['course-player'];
    player.controller.act({ kind: 'open', location: to });
    // The frame tells when it is drawn, then the page, then what stands in it.
    await player.updateComplete;
    for (let level = 0; level < 3; level += 1) {
      const parts = document.querySelectorAll<Element & { updateComplete?: Promise<boolean> }>('main *');
      for (const { updateComplete } of parts) if (updateComplete) await updateComplete;
    }
  }, location);
}
