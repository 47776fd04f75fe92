import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Location } from '../../src/attempt/attempt.ts';
import { contrast, emulate, ground } from '../support/contrast.ts';
import type { FixtureController } from '../support/fixture-controller.ts';
import { drawn, show } from '../support/show.ts';

// What axe cannot see. The criterion in brackets puts a test into the table of docs/accessibility.md.

/** Every screen, with a round under way where one is needed. */
function screens(controller: FixtureController): Location[] {
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
async function onEveryScreen(
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

const named = (element: Element | null): string =>
  `<${element?.tagName.toLowerCase()}> “${element?.textContent.replace(/\s+/g, ' ').trim().slice(0, 50)}”`;
const controls = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')].filter(
    (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('dialog:not([open])'),
  );

test('[WCAG 2.4.3] each new page moves the focus to its heading', async () => {
  let first = true;
  expect(
    await onEveryScreen(() => {
      const moved = document.activeElement?.matches('h1') === true || first;
      first = false;
      return moved ? [] : [`the focus is on ${named(document.activeElement)}`];
    }),
  ).toEqual([]);
});

test('[WCAG 2.4.2] each page has a title of its own that ends with the course’s', async () => {
  const titles = new Set<string>();
  const course = (await show('home')).course.title;
  expect(
    await onEveryScreen(() => {
      const known = titles.has(document.title);
      titles.add(document.title);
      return known || !document.title.endsWith(course) ? [`the title is “${document.title}”`] : [];
    }),
  ).toEqual([]);
});

test('[WCAG 2.4.6] [WCAG 1.3.1] each page has one first heading, and no level is left out', async () => {
  expect(
    await onEveryScreen(() => {
      const levels = [...document.querySelectorAll('h1, h2, h3')]
        .filter((h) => h.checkVisibility())
        .map((h) => Number(h.tagName[1]));
      const gaps = levels.filter((level, at) => level - (levels[at - 1] ?? 0) > 1);
      return levels.filter((level) => level === 1).length === 1 && gaps.length === 0 ? [] : [levels.join()];
    }),
  ).toEqual([]);
});

test('[WCAG 1.4.10] nothing needs sideways scrolling at 320 by 256, which is 400 % of 1280 by 1024', async () => {
  await page.viewport(320, 256);
  onTestFinished(() => page.viewport(900, 500));
  expect(await onEveryScreen(tooWide)).toEqual([]);
});

test('[WCAG 1.4.4] text of twice the size needs no sideways scrolling and is not cut off', async () => {
  document.documentElement.style.fontSize = '225%';
  onTestFinished(() => void document.documentElement.style.removeProperty('font-size'));
  expect(await onEveryScreen(() => [...tooWide(), ...clipped()])).toEqual([]);
});

test('[WCAG 1.4.12] wider text spacing cuts nothing off at 320 pixels', async () => {
  await page.viewport(320, 640);
  onTestFinished(() => page.viewport(900, 500));
  const spacing = document.createElement('style');
  spacing.textContent =
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
  document.head.append(spacing);
  onTestFinished(() => spacing.remove());
  expect(await onEveryScreen(() => [...tooWide(), ...clipped()])).toEqual([]);
});

test.for(['light', 'dark'])('[WCAG 1.4.11] controls and the focus stand out 3 to 1 in %s mode', async (scheme) => {
  await emulate('prefers-color-scheme', scheme);
  expect(
    await onEveryScreen(() =>
      controls().flatMap((control) => {
        // A radio button or checkbox stands in the box of its label; links and disclosures are text.
        const box = control.matches('input:not([type=text])') ? control.closest('.option') : control;
        if (!box || box.matches('a:not(.button, .numbers a), summary, .term, .link, .language, .skip')) return [];
        const around = ground(box.parentElement);
        const { borderTopColor, backgroundColor } = getComputedStyle(box);
        const edge = Math.max(contrast(borderTopColor, around), contrast(backgroundColor, around));
        control.focus();
        const { outlineColor, outlineStyle } = getComputedStyle(control);
        const ring = outlineStyle === 'none' ? 0 : contrast(outlineColor, around);
        return [
          ...(edge < 3 ? [`the edge of ${named(box)} has ${edge.toFixed(2)}`] : []),
          ...(ring < 3 ? [`the focus on ${named(box)} has ${ring.toFixed(2)}`] : []),
        ];
      }),
    ),
  ).toEqual([]);
});

test('[WCAG 2.4.7] [WCAG 2.4.11] what has the focus is never hidden behind the line that says what is not saved', async () => {
  const controller = await show('home');
  controller.setHealth({ kind: 'waiting', answers: 2 });
  const [, , , lesson = 'home'] = screens(controller);
  controller.act({ kind: 'open', location: lesson });
  await drawn();
  const hidden = controls().filter((control) => {
    control.focus();
    control.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const above = document.elementFromPoint(left + Math.min(width, 20) / 2, top + height / 2);
    return (
      !above || !(control.contains(above) || above.contains(control) || above.closest('label')?.control === control)
    );
  });
  expect(hidden.map(named)).toEqual([]);
});

test('[WCAG 3.2.3] [WCAG 3.2.6] menu and help stand in the same place with the same words on every page', async () => {
  const seen = new Set<string>();
  await onEveryScreen(() => {
    seen.add([...document.querySelectorAll('nav, footer')].map((el) => el.textContent.replace(/\s+/g, ' ')).join('|'));
    expect(document.querySelector('main')?.nextElementSibling?.tagName).toBe('FOOTER');
    return [];
  });
  expect(seen.size).toBe(1);
});

test('[WCAG 2.1.4] no letter or digit does anything by itself', async () => {
  expect(
    await onEveryScreen((_, controller) => {
      const before = controller.acted.length;
      for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789?/') {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }
      return controller.acted.length === before ? [] : ['a key acted'];
    }),
  ).toEqual([]);
});

test('[WCAG 2.5.7] nothing can or must be dragged', async () => {
  expect(await onEveryScreen(() => [...document.querySelectorAll('[draggable=true]')].map(named))).toEqual([]);
});

test('[WCAG 1.4.13] nothing appears on hover alone', async () => {
  expect(await onEveryScreen(() => [...document.querySelectorAll('[title]')].map(named))).toEqual([]);
});

test('[WCAG 3.1.1] the page says its language, and each name of another language says its own', async () => {
  expect(
    await onEveryScreen(() => [
      ...(document.documentElement.lang ? [] : ['no language']),
      ...[...document.querySelectorAll('.language:not([lang])')].map(named),
    ]),
  ).toEqual([]);
});

test('[WCAG 3.2.2] [WCAG 3.3.4] choosing submits nothing and moves nothing; the last choice before the button counts', async () => {
  const controller = await show('home');
  const question = screens(controller).find((location) => {
    const item = controller.course.items.find(({ id }) => location === `question/${id}`);
    return item?.type === 'choice' || item?.type === 'true-false';
  });
  controller.act({ kind: 'open', location: question ?? 'home' });
  await drawn();
  const before = controller.acted.length;
  const heading = document.title;
  const [first, second] = [...document.querySelectorAll<HTMLInputElement>('.options input[type=radio]')];
  for (const choice of [first, second]) await userEvent.click(choice as HTMLInputElement);
  expect(controller.acted.length).toBe(before);
  expect(document.title).toBe(heading);
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  expect(controller.acted.slice(before)).toMatchObject([{ kind: 'answer', response: [second?.value] }]);
});

test('[WCAG 2.2.2] nothing moves for those who asked for less motion', async () => {
  await emulate('prefers-reduced-motion', 'reduce');
  expect(
    await onEveryScreen(() => document.getAnimations().map(({ effect }) => named((effect as KeyframeEffect).target))),
  ).toEqual([]);
});

function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`] : [];
}

/** What cuts its own text off. */
function clipped(): string[] {
  return [...document.querySelectorAll<HTMLElement>('main *, header *, footer *')]
    .filter((el) => el.clientWidth > 1 && getComputedStyle(el).overflowX !== 'visible')
    .filter((el) => el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1)
    .filter((el) => !el.matches('textarea, select, input'))
    .map(named);
}
