import type { Location } from '../../src/attempt/attempt.ts';
import type { FixtureController } from './fixture-controller.ts';
import { drawn, show } from './show.ts';

/** Every screen, with a round under way where one is needed. */
export function screens(controller: FixtureController): Location[] {
  controller.act({ kind: 'start-round', seed: 7 });
  const { calls = [], items = [], scenes = [] } = controller.attempt.round ?? {};
  return [
    'home',
    'glossary',
    'recorded',
    ...controller.course.lessons.slice(0, 2).map(({ id }): Location => `lesson/${id}`),
    'model-call',
    ...calls.slice(0, 1).map(({ call }): Location => `call/${call}`),
    ...items.map(({ item }): Location => `question/${item}`),
    ...scenes.slice(0, 1).map(({ scene }): Location => `scene/${scene}`),
    'results',
    'self-check',
    'promise',
    'receipt',
  ];
}

/** Opens one screen after the other and collects what is wrong on each. */
export async function onEveryScreen(
  look: (location: Location, controller: FixtureController) => string[] | Promise<string[]>,
): Promise<string[]> {
  const controller = await show('home');
  const problems: string[] = [];
  for (const location of screens(controller)) {
    controller.act({ kind: 'open', location });
    await drawn();
    problems.push(...(await look(location, controller)).map((problem) => `${location}: ${problem}`));
  }
  return problems;
}

/** An element in words, for a message. */
export const named = (element: Element | null): string =>
  `<${element?.tagName.toLowerCase()}> “${element?.textContent.replace(/\s+/g, ' ').trim().slice(0, 50)}”`;
/** What can have the focus now. */
export const controls = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')].filter(
    (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('dialog:not([open])'),
  );
