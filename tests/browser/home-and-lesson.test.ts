import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Lesson } from '../../src/course/course.ts';
import { fixtureCourse } from '../support/fixture-course.ts';
import { drawn, expectAccessible, focusedWords, show } from '../support/show.ts';

test('a new learner sees one way to start, and where it leads', async () => {
  const controller = await show('home');
  await expect.element(page.getByText('Next: Lesson 1: Why it matters')).toBeVisible();
  await userEvent.click(page.getByRole('link', { name: 'Start', exact: true }));
  await drawn();
  expect(controller.attempt.location).toBe('lesson/KP01');
});

test('a learner who comes back continues at the first thing that is open', async () => {
  const controller = await show('home', {
    before: (c) => c.act({ kind: 'answer', interaction: 'KP01-C', response: ['never-say'], latencyMs: 1 }),
  });
  await userEvent.click(page.getByRole('link', { name: 'Continue where you left off' }));
  expect(controller.attempt.location).toBe('lesson/KP02');
});

test('the map names the four parts with their minutes, and what is done in words', async () => {
  await show('home', {
    before: (c) => c.act({ kind: 'answer', interaction: 'KP01-C', response: ['never-say'], latencyMs: 1 }),
  });
  const parts = [...document.querySelectorAll('.map-part')].map((el) => el.textContent.replace(/\s+/g, ' '));
  expect(parts).toHaveLength(4);
  expect(parts[1]).toContain('about 14 minutes · 1 of 3 done');
  expect(parts[1]).toContain('Why it matters Done');
  expect(parts[1]).toContain('Follow the rulebook Next');
  expect(parts[2]).toContain('about 10 minutes · 0 of 2 done');
  await expectAccessible();
});

test('nothing is locked: the last part opens first', async () => {
  const controller = await show('home');
  await userEvent.click(page.getByRole('link', { name: 'Spot it: 3 scenes' }));
  await drawn();
  expect(controller.attempt.location).toMatch(/^scene\//);
  expect(controller.attempt.round?.n).toBe(1);
});

test('opening another part of the quiz goes on with the same round', async () => {
  const controller = await show('home', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
  await userEvent.click(page.getByRole('link', { name: 'Question 2' }));
  expect(controller.attempt.location).toBe(`question/${controller.attempt.round?.items[1]?.item}`);
  expect(controller.attempt.round?.seed).toBe(7);
});

test('a lesson has its idea, story, do, don’t, red flags, place of work and check under headings', async () => {
  await show('lesson/KP01');
  const headings = page
    .getByRole('heading')
    .elements()
    .map((h) => h.textContent.replace(/\s+/g, ' ').trim());
  expect(headings.slice(0, 5)).toEqual(['Lesson 1 of 3: Why it matters', 'At work', 'Do', 'Don’t', 'Watch for']);
  await userEvent.click(page.getByText('Where you work'));
  await expect.element(page.getByText('The security code is never kept.')).toBeVisible();
  await expect.element(page.getByText('You will meet this again in the practice calls.')).toBeVisible();
  await expectAccessible();
});

test('the drawing of a story says what it shows, and a lesson without one has none', async () => {
  const { lessons, ...course } = fixtureCourse();
  const [first, ...others] = lessons as [Lesson, ...Lesson[]];
  const alt = 'A colleague gives an address away.';
  const controller = await show('lesson/KP01', { course: { ...course, lessons: [{ ...first, alt }, ...others] } });
  expect(page.getByRole('img', { name: alt }).element().getAttribute('src')).toBe('lessons/KP01.svg');
  controller.act({ kind: 'open', location: 'lesson/KP02' });
  await drawn();
  expect(document.querySelectorAll('main img')).toHaveLength(0);
});

test('a check may be tried again until it is right; the first answer is the one on record', async () => {
  const controller = await show('lesson/KP01');
  await userEvent.click(page.getByRole('radio', { name: '“No, she is not.”' }));
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  await drawn();
  expect(focusedWords()).toBe('Not quite');
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await userEvent.click(page.getByRole('radio', { name: '“I never say who is a customer.”' }));
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  await drawn();
  expect(focusedWords()).toBe('Correct');
  expect(controller.attempt.checks).toEqual([{ lesson: 'KP01', first: ['say-no'], last: ['never-say'] }]);
});

test('an empty check marks the page title with “Error:” until it is answered', async () => {
  await show('lesson/KP01');
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  expect(document.title).toBe('Error: Lesson 1 of 3: Why it matters - A small course for tests');
});

test('a moved step is announced politely by the page', async () => {
  await show('lesson/KP02');
  await userEvent.click(page.getByRole('button', { name: /^Move up/ }).nth(1));
  await drawn();
  expect([...document.querySelectorAll('[role=status]')].at(-1)?.textContent).toMatch(/moved to position 1 of 3/);
});

test('once calls are drawn, a lesson names the one of them that is about it', async () => {
  const controller = await show('lesson/KP01', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
  const about = controller.outcome.round?.calls.find(({ call }) => call.nodes.some(({ kp }) => kp.includes('KP01')));
  await expect.element(page.getByText(`The practice call “${about?.call.title}” is about this too.`)).toBeVisible();
});

test('the model call is the step before the first call that counts, and can be passed by', async () => {
  const controller = await show('lesson/KP03');
  for (const id of ['KP01', 'KP02', 'KP03'] as const) {
    const { check } = controller.course.lessons.find((lesson) => lesson.id === id) ?? {};
    controller.act({ kind: 'answer', interaction: check?.id ?? '', response: ['-'], latencyMs: 1 });
  }
  await drawn();
  await userEvent.click(page.getByRole('link', { name: 'Next: See a model call' }));
  expect(controller.attempt.location).toBe('model-call');
  await userEvent.click(page.getByRole('link', { name: 'Go on without it' }));
  await drawn();
  expect(controller.attempt.location).toMatch(/^call\//);
});
