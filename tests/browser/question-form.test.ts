import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { judge } from '../../src/attempt/judge.ts';
import type { Question } from '../../src/course/course.ts';
import type { Answer } from '../../src/player/events.ts';
import type { QuestionForm } from '../../src/player/questions/question-form.ts';
import '../../src/player/questions/question-form.ts';
import { fixtureQuestions } from '../support/fixture-course.ts';
import { drawn, expectAccessible, expectNoSidewaysScroll, focusedWords, place } from '../support/show.ts';

/** A question on the page that takes its answers like a page of the course would. */
async function ask(
  question: Question,
  change: Partial<QuestionForm> = {},
): Promise<{ form: QuestionForm; answers: Answer[] }> {
  const form = document.createElement('question-form');
  Object.assign(form, { question, caption: 'Question 1 of 7', next: 'results', ...change });
  const answers: Answer[] = [];
  form.addEventListener('answer', ({ answer }) => {
    answers.push(answer);
    form.response = answer.response;
    form.score = judge(question, answer.response);
  });
  await place(form);
  return { form, answers };
}

const check = () => userEvent.click(page.getByRole('button', { name: 'Check my answer' }));

test.for(Object.entries(fixtureQuestions))(
  'a %s question passes axe when asked, without an answer, and with feedback',
  async ([, question]) => {
    const { form } = await ask(question, { askSure: true });
    await expectAccessible();
    if (question.type !== 'sequencing') {
      await check();
      await drawn();
      await expectAccessible();
    }
    const wrong: Record<Question['type'], string[]> = {
      choice: ['say-no'],
      multiple: ['name', 'slogan'],
      'true-false': ['true'],
      matching: ['call-notes.secure-bin', 'used-form.secure-bin'],
      sequencing: ['do-task', 'hear-request', 'pick-check'],
      numeric: ['2'],
      'fill-in': ['nobody'],
    };
    form.response = wrong[question.type];
    form.score = judge(question, form.response);
    await drawn();
    await expectAccessible();
    await expectNoSidewaysScroll();
  },
);

test('[WCAG 3.3.1] an empty answer shows an error summary that takes the focus, and the same words beside the answers', async () => {
  const { answers } = await ask(fixtureQuestions.choice);
  await check();
  await drawn();
  expect(answers).toEqual([]);
  expect(focusedWords()).toBe('There is a problem Select an answer');
  expect(document.querySelector('.inline-error')?.textContent).toBe('Error: Select an answer');
});

test('the error leads to the first answer', async () => {
  await ask(fixtureQuestions.choice);
  await check();
  await userEvent.click(page.getByRole('link', { name: 'Select an answer' }));
  expect((document.activeElement as HTMLInputElement).type).toBe('radio');
});

test('choosing an answer does not submit it', async () => {
  const { answers } = await ask(fixtureQuestions.choice);
  await userEvent.click(page.getByRole('radio').first());
  await userEvent.keyboard('{ArrowDown}');
  expect(answers).toEqual([]);
});

test('[WCAG 3.3.2] the group of answers is named by the question', async () => {
  await ask(fixtureQuestions.choice);
  await expect
    .element(page.getByRole('group', { name: new RegExp(`^Question 1 of 7 ?: ${fixtureQuestions.choice.stem}`) }))
    .toBeVisible();
});

test('the feedback takes the focus, says the result in a word, and gives both reasons', async () => {
  const { answers } = await ask(fixtureQuestions.choice);
  await userEvent.click(page.getByRole('radio', { name: '“No, she is not.”' }));
  await check();
  await drawn();
  expect(answers).toMatchObject([{ interaction: 'KP01-Q1', response: ['say-no'] }]);
  expect(answers[0]?.latencyMs).toBeGreaterThanOrEqual(0);
  expect(focusedWords()).toBe('Not quite');
  await expect.element(page.getByText('Why say-no.')).toBeVisible();
  await expect.element(page.getByText('Why never-say.')).toBeVisible();
});

test('a given answer stays readable and can no longer be changed', async () => {
  await ask(fixtureQuestions.choice, { response: ['say-no'], score: 0 });
  expect(page.getByRole('radio').elements()).toEqual([]);
  await expect
    .element(page.getByRole('listitem').filter({ hasText: '“No, she is not.”' }))
    .toHaveTextContent('Your answer');
  await expect.element(page.getByRole('listitem').filter({ hasText: 'I never say' })).toHaveTextContent('Best answer');
});

test('how sure the learner is goes with the answer, and may be left out', async () => {
  const { answers } = await ask(fixtureQuestions.trueFalse, { askSure: true });
  await userEvent.click(page.getByRole('radio', { name: 'True' }));
  await userEvent.click(page.getByRole('radio', { name: 'Not sure' }));
  await check();
  expect(answers).toMatchObject([{ response: ['true'], sure: false }]);
});

test('nothing is said about being sure when the learner has not said it', async () => {
  const { answers } = await ask(fixtureQuestions.trueFalse, { askSure: true });
  await userEvent.click(page.getByRole('radio', { name: 'False' }));
  await check();
  expect(answers[0]).not.toHaveProperty('sure');
});

test('several answers are announced as a count', async () => {
  const { answers } = await ask(fixtureQuestions.multiple);
  await expect.element(page.getByRole('status')).toHaveTextContent('0 chosen');
  await userEvent.click(page.getByRole('checkbox', { name: 'An address' }));
  await userEvent.click(page.getByRole('checkbox', { name: 'A name' }));
  await expect.element(page.getByRole('status')).toHaveTextContent('2 chosen');
  await userEvent.click(page.getByRole('checkbox', { name: 'A name' }));
  await expect.element(page.getByRole('status')).toHaveTextContent('1 chosen');
  await check();
  expect(answers).toMatchObject([{ response: ['address'] }]);
});

test('matches are chosen from lists and can be changed', async () => {
  const { answers } = await ask(fixtureQuestions.matching);
  const form = page.getByRole('combobox', { name: 'A form you have finished with' });
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Notes from a call' }), 'Case notes');
  await userEvent.selectOptions(form, 'Case notes');
  await userEvent.selectOptions(form, 'Secure bin');
  await check();
  expect(answers).toMatchObject([{ response: ['call-notes.case-notes', 'used-form.secure-bin'] }]);
});

test('[WCAG 3.3.3] the error says how many matches are missing', async () => {
  await ask(fixtureQuestions.matching);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Notes from a call' }), 'Case notes');
  await check();
  await drawn();
  expect(focusedWords()).toContain('Choose a match for 1 more line');
  await userEvent.click(page.getByRole('link', { name: 'Choose a match for 1 more line' }));
  const open = page.getByRole('combobox', { name: 'A form you have finished with' });
  await expect.element(open).toHaveFocus();
  await expect.element(open).toHaveAttribute('aria-describedby');
  await expect
    .element(page.getByRole('combobox', { name: 'Notes from a call' }))
    .not.toHaveAttribute('aria-describedby');
});

test('a step moves by keyboard, the focus stays on its button, and its new place is announced', async () => {
  const { form, answers } = await ask(fixtureQuestions.sequencing);
  const words: string[] = [];
  form.addEventListener('announce', (event) => words.push(event.words));
  const steps = () =>
    page
      .getByRole('listitem')
      .elements()
      .map((li) => li.querySelector('.step-text')?.textContent);
  const [, second] = steps();
  page
    .getByRole('button', { name: `Move up: ${second}` })
    .element()
    .focus();
  await userEvent.keyboard('{Enter}');
  await drawn();
  expect(steps()[0]).toBe(second);
  expect(words).toEqual([`“${second}” moved to position 1 of 3.`]);
  expect(document.activeElement?.getAttribute('aria-label')).toBe(`Move up: ${second}`);
  await check();
  expect(answers[0]?.response).toHaveLength(3);
});

test('steps never start in the right order', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    const { form } = await ask(fixtureQuestions.sequencing, { seed });
    const order = [...form.querySelectorAll<HTMLElement>('[data-step]')].map((li) => li.dataset['step']);
    expect(order).not.toEqual(fixtureQuestions.sequencing.type === 'sequencing' && fixtureQuestions.sequencing.key);
    form.remove();
  }
});

test.for(['3', '3.0', '3,0', ' 3 '])('a number may be typed as “%s”', async (typed) => {
  const { form } = await ask(fixtureQuestions.numeric);
  await userEvent.type(page.getByRole('textbox'), typed);
  await check();
  expect(form.score).toBe(1);
});

test('words that are no number are an error, not a wrong answer', async () => {
  const { answers } = await ask(fixtureQuestions.numeric);
  await userEvent.type(page.getByRole('textbox'), 'three');
  await check();
  await drawn();
  expect(answers).toEqual([]);
  expect(focusedWords()).toContain('Enter a number, such as 15');
});

test('a typed answer is at most 60 characters and is not filled in by the browser', async () => {
  await ask(fixtureQuestions.fillIn);
  const input = page.getByRole('textbox').element() as HTMLInputElement;
  expect(input.maxLength).toBe(60);
  expect(input.autocomplete).toBe('off');
});

test('Enter in a text field submits it', async () => {
  const { answers } = await ask(fixtureQuestions.fillIn);
  await userEvent.type(page.getByRole('textbox'), 'Privacy Desk{Enter}');
  expect(answers).toMatchObject([{ response: ['Privacy Desk'] }]);
});

test('a wrong practice answer keeps the right one untold and can be tried again', async () => {
  await ask(fixtureQuestions.choice, { practice: true, level: 2 });
  await userEvent.click(page.getByRole('radio', { name: '“No, she is not.”' }));
  await check();
  await drawn();
  expect(document.body.textContent).not.toContain('Best answer');
  expect(document.body.textContent).not.toContain('Why never-say.');
  await userEvent.click(page.getByRole('button', { name: 'Try again' }));
  await drawn();
  expect(
    page
      .getByRole('radio')
      .elements()
      .some((r) => (r as HTMLInputElement).checked),
  ).toBe(false);
  await userEvent.click(page.getByRole('radio', { name: '“I never say who is a customer.”' }));
  await check();
  await drawn();
  expect(focusedWords()).toBe('Correct');
});
