import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent, page } from 'vitest/browser';
import type { Location } from '../../src/attempt/attempt.ts';
import { warmFonts } from '../../src/player/warm-fonts.ts';
import { drawn, focusedWords, show } from '../support/show.ts';

const heading = (): string => document.querySelector('h1')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
/** Everything that waits in microtasks, and nothing that waits for the next task. */
const microtasks = async (): Promise<void> => {
  for (let n = 0; n < 50; n += 1) await Promise.resolve();
};

/** The next task, without the pause that timers in timers come to have. */
const task = (): Promise<unknown> =>
  new Promise((then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });

/** Opens the course on a computer on which its load had tasks as long as these, ms; a browser tells of those over 50. */
async function showAfter(ms: number, location: Location, name = 'self') {
  const told = ms > 50 ? [{ name, duration: ms } as PerformanceEntry] : [];
  const records = vi.spyOn(PerformanceObserver.prototype, 'takeRecords').mockReturnValue(told);
  const controller = await show(location);
  records.mockRestore();
  return controller;
}

test('on a fast computer what a click brings is there before anybody can look', async () => {
  const controller = await showAfter(20, 'lesson/KP01');
  const before = heading();
  controller.act({ kind: 'open', location: 'lesson/KP02' });
  await microtasks();
  expect(heading()).not.toBe(before);
  controller.act({ kind: 'open', location: 'home' });
  await microtasks();
  expect(heading()).toBe('Every call is a promise');
});

test('what keeps the LMS’s own page busy says nothing of the computer', async () => {
  const controller = await showAfter(400, 'lesson/KP01', 'same-origin-ancestor');
  const before = heading();
  controller.act({ kind: 'open', location: 'lesson/KP02' });
  await microtasks();
  expect(heading()).not.toBe(before);
});

test('on a slow one another page is drawn in a task of its own, and how saving stands at once', async () => {
  const controller = await showAfter(60, 'lesson/KP01');
  const before = heading();
  controller.act({ kind: 'open', location: 'lesson/KP02' });
  await microtasks();
  expect(heading()).toBe(before);
  await drawn();
  expect(heading()).not.toBe(before);
  controller.setHealth({ kind: 'saving' });
  await microtasks();
  expect(document.querySelector('.health')?.textContent).toBe('Saving…');
});

test.each([20, 60])(
  'a page of another kind replaces the one before whole: there is always a heading (%i ms)',
  async (ms) => {
    const controller = await showAfter(ms, 'home');
    const before = heading();
    controller.act({ kind: 'open', location: 'lesson/KP01' });
    const seen = new Set<string>();
    for (let n = 0; n < 300; n += 1) {
      await task();
      seen.add(heading());
    }
    expect([before, heading()]).toEqual(expect.arrayContaining([...seen]));
    expect(heading()).not.toBe(before);
  },
);

test.each([20, 60])('the focus goes to what an answer brings, though that may be drawn later (%i ms)', async (ms) => {
  await showAfter(ms, 'lesson/KP01');
  await userEvent.click(page.getByRole('radio').first());
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  await drawn();
  expect(focusedWords()).toMatch(/^(Correct|Not quite)/);
});

test('fonts of the coming screens are looked up after the welcome, one in each task, in the size the learner has chosen', async () => {
  const asked: [string, number][] = [];
  const { measureText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.measureText = function (text) {
    asked.push([this.font, performance.now()]);
    return measureText.call(this, text);
  };
  onTestFinished(() => {
    CanvasRenderingContext2D.prototype.measureText = measureText;
  });
  await show('home');
  const began = performance.now();
  warmFonts();
  await expect.poll(() => asked.length, { timeout: 3000 }).toBe(6);
  expect(asked[0]?.[1]).toBeGreaterThan(began + 500);
  expect(new Set(asked.map(([, at]) => at)).size).toBe(6);
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  expect(asked.map(([font]) => font)).toContain(`italic ${fontSize} ${fontFamily}`);
});
