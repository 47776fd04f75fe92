import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { interfaceIn } from '../../src/player/locales/catalogues.ts';
import { es } from '../../src/player/locales/es.ts';
import { useCatalogue } from '../../src/player/translate.ts';
import { contrast, emulate, ground } from '../support/contrast.ts';
import { controls, named, onEveryScreen } from '../support/every-screen.ts';
import { drawn, show } from '../support/show.ts';

// What axe cannot see. The criteria in brackets put a test into the table of docs/accessibility.md.

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
        if (!box || box.matches('a:not(.button, .numbers a), summary, .term, .link, .plain, .skip')) return [];
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

test('[WCAG 3.1.1] the page says its language, and each name of another language says its own', async () => {
  expect(
    await onEveryScreen(() => [
      ...(document.documentElement.lang ? [] : ['no language']),
      ...[...document.querySelectorAll('.language:not([lang])')].map(named),
    ]),
  ).toEqual([]);
});

test('[WCAG 3.1.2] an error that is shown changes its language with the page', async () => {
  const controller = await show('self-check');
  await userEvent.click(page.getByRole('button', { name: 'I am done' }));
  await drawn();
  onTestFinished(() => useCatalogue('en', interfaceIn('en')));
  useCatalogue('es', interfaceIn('es'));
  controller.others = [{ ...controller.course, language: 'es' }];
  await controller.speak('es');
  await drawn();
  const words = [...document.querySelectorAll('.error-summary, .inline-error')].map((el) => el.textContent).join(' ');
  expect(words).toContain(es['error.title']);
  expect(words).not.toMatch(/Choose|There is/);
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
