import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FixtureController } from '../support/fixture-controller.ts';
import { drawn, expectAccessible, expectNoSidewaysScroll, focusedWords, show } from '../support/show.ts';

async function openScene(): Promise<FixtureController> {
  return show('scene/SPOT1', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
}

const row = (n: number) => page.getByRole('combobox', { name: `Thing ${n} in the scene` });

async function mark(marks: readonly string[]): Promise<void> {
  for (const [at, word] of marks.entries()) await userEvent.selectOptions(row(at + 1), word);
  await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
  await drawn();
}

test('each thing in the list can be marked as fine or as one of the five red flags', async () => {
  await openScene();
  const options = [...(row(1).element() as HTMLSelectElement).options].map((o) => o.text);
  expect(options).toEqual([
    'Choose…',
    'Fine',
    'It is no big deal',
    'Sharing it wrongly',
    'Careless handling',
    'Looking without a reason',
    'Skipping the safeguards',
  ]);
});

test('a pin is a button that leads to its row', async () => {
  await openScene();
  page.getByRole('button', { name: 'Go to number 3' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(row(3).element());
});

test('pins sit where the course puts them, without a style attribute in any template', async () => {
  await openScene();
  const pin = page.getByRole('button', { name: 'Go to number 2' }).element() as HTMLElement;
  expect([pin.style.left, pin.style.top]).toEqual(['24%', '45%']);
});

test('a row left open is an error that says how many are missing', async () => {
  const controller = await openScene();
  await mark(['Fine', 'Fine', 'Fine', 'Fine', 'Fine']);
  expect(focusedWords()).toBe('There is a problem Choose “Fine” or a red flag for 2 more things');
  await expectAccessible();
  await userEvent.click(page.getByRole('link', { name: /2 more things/ }));
  expect(document.activeElement).toBe(row(6).element());
  expect(controller.attempt.round?.scenes.every((s) => s.response === null)).toBe(true);
});

test('the feedback takes the focus and tells for each thing the mark, the right mark and why', async () => {
  const controller = await openScene();
  await mark(['Fine', 'Sharing it wrongly', 'Fine', 'Fine', 'Fine', 'Skipping the safeguards', 'Careless handling']);
  expect(controller.attempt.round?.scenes.find((s) => s.scene === 'SPOT1')?.response).toContain('s4.none');
  expect(focusedWords()).toBe('Partly right');
  const fourth = document.querySelectorAll('.answered > li')[3]?.textContent.replace(/\s+/g, ' ');
  expect(fourth).toContain('Your mark: Fine');
  expect(fourth).toContain('We would say: Careless handling');
  expect(fourth).toContain('Why thing 4.');
  await expect.element(page.getByText('You marked 5 of 7 as we would.')).toBeVisible();
  await expectAccessible();
  await expectNoSidewaysScroll();
});

test('marking what is fine gets a kind note', async () => {
  await openScene();
  await mark(Array.from({ length: 7 }, () => 'Sharing it wrongly'));
  await expect
    .element(page.getByText('Being careful is good. But 4 things you marked are fine.', { exact: false }))
    .toBeVisible();
});

test('the decision rule is at hand, in the order in which it is used', async () => {
  await openScene();
  await userEvent.click(page.getByText('Which red flag is it?'));
  const names = [...document.querySelectorAll('.flag-rules li strong')].map((el) => el.textContent.trim());
  expect(names[0]).toBe('Looking without a reason');
  expect(names[4]).toBe('It is no big deal');
  await expectAccessible();
});
