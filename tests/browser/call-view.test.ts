import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Location } from '../../src/attempt/attempt.ts';
import type { FixtureController } from '../support/fixture-controller.ts';
import { drawn, expectAccessible, expectNoSidewaysScroll, focusedWords, show } from '../support/show.ts';

const BEST = 'Happy to help. Is she there, so that I can check with her first?';
const CRITICAL = 'It is due on Friday. The total is 240.';

/** Opens the call at this place of a round, 0 to 2. */
async function openCall(
  place: number,
  before?: (c: FixtureController, id: string) => void,
): Promise<FixtureController> {
  const controller = await show('home', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
  const id = controller.attempt.round?.calls[place]?.call ?? '';
  before?.(controller, id);
  controller.act({ kind: 'open', location: `call/${id}` as Location });
  await drawn();
  return controller;
}

async function say(words: string): Promise<void> {
  await userEvent.click(page.getByRole('radio', { name: words }));
  await userEvent.click(page.getByRole('button', { name: 'Say this' }));
  await drawn();
}

async function goOn(): Promise<void> {
  await userEvent.click(page.getByRole('button', { name: 'Continue' }));
  await drawn();
}

test('choosing what to say does not say it', async () => {
  const controller = await openCall(0);
  await userEvent.click(page.getByRole('radio', { name: BEST }));
  await userEvent.keyboard('{ArrowDown}');
  expect(controller.attempt.round?.calls[0]?.steps).toEqual([]);
});

test('saying nothing is an error that names what to do and takes the focus', async () => {
  await openCall(0);
  await userEvent.click(page.getByRole('button', { name: 'Say this' }));
  await drawn();
  expect(focusedWords()).toBe('There is a problem Select what you say or do');
  expect(document.title).toMatch(/^Error: Call 1 of 3/);
  await expectAccessible();
  await say(BEST);
  expect(document.title).toMatch(/^Call 1 of 3/);
});

test('shows what happens and the coach’s note, and waits for Continue', async () => {
  const controller = await openCall(0);
  await say(BEST);
  await expect.element(page.getByText('What happens after offer-route.')).toBeVisible();
  await expect.element(page.getByText('Coach on offer-route.')).toBeVisible();
  expect(document.activeElement?.className).toContain('reaction');
  await expectAccessible();
  await goOn();
  expect(focusedWords()).toContain(`The caller speaks at ${controller.attempt.round?.calls[0]?.call}.N2.`);
  expect(page.getByText('Coach on offer-route.').elements()).toEqual([]);
});

test('keeps the whole call so far, with every speaker named in words', async () => {
  const controller = await openCall(0);
  const { call } = controller.outcome.round?.calls[0] ?? {};
  await say(BEST);
  await goOn();
  const transcript = document.querySelector('.transcript')?.textContent.replace(/\s+/g, ' ');
  expect(transcript).toContain(`${call?.caller.name}: The caller speaks at ${call?.id}.N1.`);
  expect(transcript).toContain(`You: ${BEST}`);
});

test('says in sentences how the call went, and offers to practise it again', async () => {
  await openCall(0);
  await say(BEST);
  await goOn();
  await say(CRITICAL);
  await goOn();
  await say(BEST);
  await goOn();
  expect(focusedWords()).toContain(
    'You made 3 choices. 2 of them were the best choice. 1 choice could harm a customer. You put 1 of these right afterwards.',
  );
  await expect.element(page.getByText('It ends, not quite as it could.')).toBeVisible();
  await expectAccessible();
  await userEvent.click(page.getByRole('link', { name: 'Practise this call again' }));
  await drawn();
  await expect.element(page.getByText('Practice call (it does not count)')).toBeVisible();
});

test('a call left half-way opens at the moment where it was left', async () => {
  const controller = await openCall(0, (c, id) =>
    c.act({ kind: 'answer', interaction: `${id}.N1`, response: ['only-rules'], latencyMs: 1 }),
  );
  await expect
    .element(page.getByText(`The caller speaks at ${controller.attempt.round?.calls[0]?.call}.N2.`))
    .toBeVisible();
  await expect.element(page.getByText('You: I am sorry, those are the rules.')).toBeVisible();
});

test('the first call offers the rule at every moment, and tells the course that it was used', async () => {
  await page.viewport(900, 500);
  const controller = await openCall(0);
  await userEvent.click(page.getByRole('button', { name: 'Show me the rule' }));
  await drawn();
  expect(focusedWords()).toContain('The rule at');
  // The caller's words stay in sight above the rule, and the button below it.
  const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
  expect(box('.now')?.top).toBeGreaterThanOrEqual(0);
  expect(box('.line button.primary')?.bottom).toBeLessThan(500);
  expect(controller.attempt.round?.calls[0]?.helpOpen).toBe(true);
  await expectAccessible();
  await say(BEST);
  expect(controller.attempt.round?.calls[0]?.steps[0]?.helped).toBe(true);
  await goOn();
  await expect.element(page.getByRole('button', { name: 'Show me the rule' })).toBeVisible();
});

test('the second call offers the rule at its first moment only', async () => {
  await openCall(1);
  await expect.element(page.getByRole('button', { name: 'Show me the rule' })).toBeVisible();
  await say(BEST);
  await goOn();
  expect(page.getByRole('button', { name: 'Show me the rule' }).elements()).toEqual([]);
});

test('the third call offers no rule', async () => {
  await openCall(2);
  expect(page.getByRole('button', { name: 'Show me the rule' }).elements()).toEqual([]);
});

test('a call that may distress says so and can be exchanged before its first answer only', async () => {
  const controller = await show('home', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
  const place = controller.outcome.round?.calls.findIndex(({ call }) => call.contentNote) ?? -1;
  if (place < 0) throw new Error('Seed 7 no longer draws the call with a content note: choose another seed.');
  const before = controller.attempt.round?.calls[place]?.call;
  controller.act({ kind: 'open', location: `call/${before}` as Location });
  await drawn();
  await expect.element(page.getByText('This call is about control in a family.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Take another call' }));
  await drawn();
  const after = controller.attempt.round?.calls[place]?.call;
  expect(after).not.toBe(before);
  expect(controller.attempt.location).toBe(`call/${after}`);
  expect(page.getByRole('button', { name: 'Take another call' }).elements()).toEqual([]);
});

test('a practised call is recorded nowhere and can be started again', async () => {
  const controller = await show('replay/CALL1');
  const { rev } = controller.attempt;
  await userEvent.click(page.getByRole('button', { name: 'Show me the rule' }));
  await drawn();
  await say(BEST);
  await goOn();
  await say(BEST);
  await goOn();
  expect(focusedWords()).toContain('Every one was the best choice.');
  await expectAccessible();
  await userEvent.click(page.getByRole('button', { name: 'Start this call again' }));
  await drawn();
  await expect.element(page.getByText('The caller speaks at CALL1.N1.')).toBeVisible();
  expect(controller.attempt.rev).toBe(rev);
  expect(controller.records).toEqual([]);
});

test('a call half-way needs no sideways scrolling at 320 pixels', async () => {
  await openCall(0);
  await say(BEST);
  await expectNoSidewaysScroll();
  await goOn();
  await expectNoSidewaysScroll();
});

test('the decision fits a frame of 900 by 500: who speaks, three answers and the button', async () => {
  await page.viewport(900, 500);
  await openCall(0, (c, id) =>
    c.act({ kind: 'answer', interaction: `${id}.N1`, response: ['only-rules'], latencyMs: 1 }),
  );
  const top = document.querySelector('.now')?.getBoundingClientRect().top ?? 0;
  const bottom = page.getByRole('button', { name: 'Say this' }).element().getBoundingClientRect().bottom;
  expect(bottom - top).toBeLessThan(500);
});

test('what is done is asked for and told as something done, though somebody speaks', async () => {
  await openCall(0, (c, id) => {
    for (const node of c.course.calls.find((call) => call.id === id)?.nodes ?? []) node.act = true;
  });
  await expect.element(page.getByRole('group', { name: 'What do you do?' })).toBeVisible();
  await userEvent.click(page.getByRole('radio', { name: BEST }));
  await userEvent.click(page.getByRole('button', { name: 'Do this' }));
  await drawn();
  expect(document.querySelector('.transcript .narration')?.textContent).toBe(`You: ${BEST}`);
  expect(document.querySelectorAll('.said.you')).toHaveLength(0);
});
