import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { controls, named, onEveryScreen, screens } from '../support/every-screen.ts';
import { drawn, show } from '../support/show.ts';

// What axe cannot see. The criteria in brackets put a test into the table of docs/accessibility.md.

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
  // What a style sheet can make appear, it makes appear by one of these; a hover of ours only changes how a thing looks.
  const shows = /^(display|visibility|opacity|content|position|clip-path|translate|transform|block-size|height)$/;
  const hovers = [...document.styleSheets].flatMap((sheet) => hoverRules(sheet.cssRules));
  expect(hovers.length).toBeGreaterThan(3);
  expect(hovers.filter(({ style }) => [...style].some((name) => shows.test(name))).map((r) => r.cssText)).toEqual([]);
});

/** The rules that hold under a pointer, in whatever layer or query they stand. */
function hoverRules(rules: CSSRuleList): CSSStyleRule[] {
  return [...rules].flatMap((rule) => [
    ...(rule instanceof CSSStyleRule && rule.selectorText.includes(':hover') ? [rule] : []),
    ...('cssRules' in rule ? hoverRules(rule.cssRules as CSSRuleList) : []),
  ]);
}

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

test('[WCAG 2.4.1] the first thing the keyboard reaches leads past the menu to the heading', async () => {
  await show('lesson/KP01');
  await drawn();
  (document.activeElement as HTMLElement).blur();
  await userEvent.tab();
  expect(named(document.activeElement)).toContain('Skip to');
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.tagName).toBe('H1');
});

test('[WCAG 3.2.1] the focus alone changes nothing', async () => {
  expect(
    await onEveryScreen((_, controller) => {
      const before = controller.acted.length;
      const { title } = document;
      for (const control of controls()) control.focus();
      return controller.acted.length === before && document.title === title ? [] : ['something changed'];
    }),
  ).toEqual([]);
});

test('[WCAG 2.5.2] a press that is not let go on the control does nothing', async () => {
  expect(
    await onEveryScreen((_, controller) => {
      const before = controller.acted.length;
      for (const control of controls()) {
        for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
          control.dispatchEvent(new Event(kind, { bubbles: true }));
      }
      return controller.acted.length === before ? [] : ['a press acted'];
    }),
  ).toEqual([]);
});

test('[WCAG 2.5.3] what is written on a control is part of what it is called', async () => {
  expect(
    await onEveryScreen(() =>
      [...document.querySelectorAll<HTMLElement>('main [aria-label]:is(a, button)')]
        .filter((el) => !el.getAttribute('aria-label')?.toLowerCase().includes(words(el)))
        .map((el) => `${named(el)} is called “${el.getAttribute('aria-label')}”`),
    ),
  ).toEqual([]);
});

test('[WCAG 1.4.1] [WCAG 1.3.3] right and wrong are told by a word, beside the shape and the colour', async () => {
  const controller = await show('home');
  controller.playRound('worst');
  const run = controller.attempt.round?.items[0];
  controller.act({ kind: 'open', location: `question/${run?.item ?? ''}` });
  await drawn();
  expect(document.querySelector('.feedback h2')?.textContent).toMatch(/Not quite|Partly right|Correct/);
  for (const mark of document.querySelectorAll('main .icon-right, main .icon-wrong, main .icon-partly')) {
    expect(words(mark.parentElement)).not.toBe('');
  }
});

/** What is written on an element, without the arrows and signs beside it. */
function words(element: Element | null): string {
  return (element?.textContent ?? '')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
