import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Location } from '../../src/attempt/attempt.ts';
import type { Sequencing } from '../../src/course/course.ts';
import { contrast, emulate } from '../support/contrast.ts';
import { fixtureCourse } from '../support/fixture-course.ts';
import { drawn, expectAccessible, show } from '../support/show.ts';

const screens: Location[] = [
  'home',
  'lesson/KP01',
  'lesson/KP02',
  'self-check',
  'promise',
  'scene/SPOT1',
  'replay/CALL1',
  'receipt',
];
const round = {
  before: (c: { act(action: { kind: 'start-round'; seed: number }): void }) => c.act({ kind: 'start-round', seed: 7 }),
};

test.for(screens)('[WCAG 1.4.3] %s keeps its contrast in dark mode', async (location) => {
  await emulate('prefers-color-scheme', 'dark');
  await show(location, round);
  expect(matchMedia('(prefers-color-scheme: dark)').matches).toBe(true);
  await expectAccessible();
});

test.for(screens)('[WCAG 1.4.12] %s bears wider text spacing at 320 pixels', async (location) => {
  await page.viewport(320, 256);
  const spacing = document.createElement('style');
  spacing.textContent =
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
  document.head.append(spacing);
  onTestFinished(() => spacing.remove());
  onTestFinished(() => page.viewport(900, 500));
  await show(location, round);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test.for(screens)('[WCAG 2.5.8] %s has targets of at least 44 pixels', async (location) => {
  await show(location, round);
  const controls =
    'button:not(.term, .pin), .button, select, input[type=text], .option, summary, nav a, .numbers a, .steps-list li';
  const small = [...document.querySelectorAll<HTMLElement>(controls)]
    .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44)
    .map((control) => `${control.outerHTML.slice(0, 80)} ${control.getBoundingClientRect().height}`);
  expect(small).toEqual([]);
});

test.for(['light', 'dark'])('[WCAG 1.4.11] borders of controls stand out 3 to 1 in %s mode', async (scheme) => {
  if (scheme === 'dark') await emulate('prefers-color-scheme', 'dark');
  await show('home');
  const style = getComputedStyle(document.documentElement);
  const edge = style.getPropertyValue('--edge');
  for (const ground of ['--paper', '--sheet', '--tint']) {
    expect(contrast(edge, style.getPropertyValue(ground))).toBeGreaterThanOrEqual(3);
  }
});

test.for(['multiple', 'true-false', 'matching', 'sequencing', 'numeric', 'fill-in'])(
  'a question of type %s fits a frame of 900 by 500',
  async (type) => {
    await page.viewport(900, 500);
    const controller = await show('home', { before: (c) => drawUntil(c, type) });
    const run = controller.attempt.round?.items.find(
      (i) => controller.course.items.find((q) => q.id === i.item)?.type === type,
    );
    controller.act({ kind: 'open', location: `question/${run?.item ?? ''}` });
    await drawn();
    expect(page.getByRole('button', { name: 'Check my answer' }).element().getBoundingClientRect().bottom).toBeLessThan(
      500,
    );
  },
);

test('five steps to put in order and the button fit a frame of 900 by 500', async () => {
  await page.viewport(900, 500);
  const course = fixtureCourse();
  const items = course.items.map((item) => (item.type === 'sequencing' ? inFiveSteps(item) : item));
  const controller = await show('home', { course: { ...course, items }, before: (c) => drawUntil(c, 'sequencing') });
  const run = controller.attempt.round?.items.find((i) => items.find((q) => q.id === i.item)?.type === 'sequencing');
  controller.act({ kind: 'open', location: `question/${run?.item ?? ''}` });
  await drawn();
  expect(document.querySelectorAll('.steps > li')).toHaveLength(5);
  expect(page.getByRole('button', { name: 'Check my answer' }).element().getBoundingClientRect().bottom).toBeLessThan(
    500,
  );
});

function inFiveSteps(question: Sequencing): Sequencing {
  const steps = ['one', 'two', 'three', 'four', 'five'].map((id) => ({ id, text: `This is what to do at step ${id}` }));
  return { ...question, steps, key: steps.map((s) => s.id) };
}

/** Starts rounds from fresh until one has drawn a question of this type. */
function drawUntil(controller: Awaited<ReturnType<typeof show>>, type: string): void {
  const fresh = controller.attempt;
  for (let seed = 1; seed < 100; seed += 1) {
    controller.attempt = fresh;
    controller.act({ kind: 'start-round', seed });
    const drawnTypes = controller.attempt.round?.items.map(
      (i) => controller.course.items.find((q) => q.id === i.item)?.type,
    );
    if (drawnTypes?.some((t) => t === type)) return;
  }
  throw new Error(`No seed below 100 draws a question of type ${type}.`);
}
