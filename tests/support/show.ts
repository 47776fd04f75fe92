import axe from 'axe-core';
import { expect, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/app/first.css';
import '../../src/app/player.css';
import type { Attempt, Location } from '../../src/attempt/attempt.ts';
import type { Course } from '../../src/course/course.ts';
import '../../src/player/course-player.ts';
import { interfaceIn } from '../../src/player/locales/catalogues.ts';
import { useCatalogue } from '../../src/player/translate.ts';
import { FixtureController } from './fixture-controller.ts';

// What the package's content script does before the player draws.
useCatalogue('en', interfaceIn('en'));

/** What a test may set before the course opens. */
interface Scene {
  course?: Course;
  attempt?: Partial<Attempt>;
  /** Plays the learner up to here. */
  before?: (controller: FixtureController) => void;
}

/** Opens the course for a learner at a screen; it goes away when the test ends. */
export async function show(location: Location, { course, attempt, before }: Scene = {}): Promise<FixtureController> {
  const controller = new FixtureController(course, attempt);
  before?.(controller);
  if (location !== 'home') controller.act({ kind: 'open', location });
  const player = document.createElement('course-player');
  player.controller = controller;
  document.body.append(player);
  onTestFinished(() => player.remove());
  await drawn();
  return controller;
}

/** Puts one element on the page; it goes away when the test ends. */
export async function place<E extends HTMLElement>(element: E): Promise<E> {
  const main = document.createElement('main');
  main.append(element);
  document.body.append(main);
  onTestFinished(() => main.remove());
  await drawn();
  return element;
}

/** Waits until everything is drawn, each in its task, and the focus has moved. On a busy machine the pause may pass before the first. */
export async function drawn(): Promise<void> {
  for (const ms of [20, 0, 0, 0, 0]) await new Promise((resolve) => setTimeout(resolve, ms));
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Fails with the names of the rules that axe finds broken on the page as it stands. */
export async function expectAccessible(): Promise<void> {
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } },
  });
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
}

/** Fails when a window of 320 CSS pixels needs sideways scrolling. */
export async function expectNoSidewaysScroll(): Promise<void> {
  await page.viewport(320, 640);
  onTestFinished(() => page.viewport(900, 500));
  await drawn();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
}

/** The element that has the focus, or its heading, in words. */
export function focusedWords(): string {
  return document.activeElement?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}
