import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { drawn, focusedWords, show } from '../support/show.ts';

/** Waits for the browser to have gone there. */
const travelled = (go: () => void): Promise<void> =>
  new Promise<void>((there) => {
    window.addEventListener('popstate', () => there(), { once: true });
    go();
  }).then(drawn);

test('Back and Forward lead through the pages of the course, and add nothing to the address', async () => {
  const { href } = window.location;
  const controller = await show('home');
  await userEvent.click(page.getByRole('link', { name: 'Lesson 2: Follow the rulebook' }));
  await drawn();
  await userEvent.click(page.getByRole('link', { name: 'Word list' }));
  await drawn();
  await travelled(() => history.back());
  expect([controller.attempt.location, focusedWords()]).toEqual(['lesson/KP02', 'Lesson 2 of 3: Follow the rulebook']);
  await travelled(() => history.back());
  expect(controller.attempt.location).toBe('home');
  await travelled(() => history.forward());
  expect(controller.attempt.location).toBe('lesson/KP02');
  expect([history.state, window.location.href]).toEqual(['lesson/KP02', href]);
});

test('opening the course adds no step: Back from its first page leaves it', async () => {
  const before = history.length;
  await show('home');
  expect([history.length, history.state]).toEqual([before, 'home']);
});

test('a lesson named behind the # of the address opens, anything else is left alone', async () => {
  const controller = await show('home');
  await travelled(() => (window.location.hash = 'lesson/KP03'));
  expect([controller.attempt.location, window.location.hash]).toEqual(['lesson/KP03', '']);
  await travelled(() => (window.location.hash = 'promise'));
  expect(controller.attempt.location).toBe('lesson/KP03');
});

test('a frame whose history may not be touched can be used as before', async () => {
  const { pushState } = history;
  history.pushState = () => {
    throw new DOMException('sandboxed', 'SecurityError');
  };
  onTestFinished(() => void (history.pushState = pushState));
  const controller = await show('home');
  await userEvent.click(page.getByRole('link', { name: 'Word list' }));
  await drawn();
  expect([controller.attempt.location, focusedWords()]).toEqual(['glossary', 'Word list']);
});

test('Back after the session was ended opens nothing', async () => {
  const controller = await show('home');
  await userEvent.click(page.getByRole('link', { name: 'Word list' }));
  await drawn();
  await controller.exit();
  await travelled(() => history.back());
  expect(controller.attempt.location).toBe('glossary');
});
