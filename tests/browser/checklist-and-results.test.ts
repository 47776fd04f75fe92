import { describe, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fixtureCourse } from '../support/fixture-course.ts';
import { drawn, expectAccessible, expectNoSidewaysScroll, focusedWords, show } from '../support/show.ts';

const settings = fixtureCourse().settings;

describe('self-check', () => {
  test('help comes at once, and telling the trainer is a step of its own', async () => {
    const controller = await show('self-check');
    await userEvent.click(page.getByRole('radio', { name: 'I need help' }).first());
    await drawn();
    await expect.element(page.getByRole('link', { name: 'Read the lesson: Why it matters' })).toBeVisible();
    await expect.element(page.getByText('Or ask the Privacy Desk: ext. 4040.')).toBeVisible();
    expect(controller.records).toEqual([]);
    await expectAccessible();
    await userEvent.click(page.getByRole('button', { name: 'Tell my trainer: It is no big deal' }));
    await drawn();
    expect(controller.attempt.asked).toEqual(['RF1']);
    // The button is gone: the focus is on the words in its place, which no live region says a second time.
    expect(focusedWords()).toMatch(/^Your trainer will see that you asked for help/);
    expect(document.activeElement?.closest('[role=status]')).toBeNull();
    await expectAccessible();
  });

  test('only “done” leaves the page when answers are not collected by name', async () => {
    const controller = await show('self-check');
    await userEvent.click(page.getByRole('radio', { name: 'I do this' }).first());
    await userEvent.click(page.getByRole('radio', { name: 'I will start' }).nth(1));
    await userEvent.click(page.getByRole('button', { name: 'I am done' }));
    await drawn();
    expect(controller.acted.at(-1)).toEqual({ kind: 'self-check', answers: [] });
    expect(focusedWords()).toContain('Self-check done.');
  });

  test('collecting answers by name is announced on the page', async () => {
    const course = fixtureCourse({ settings: { ...settings, selfAuditReport: 'named' } });
    const controller = await show('self-check', { course });
    await expect.element(page.getByText('Your organisation collects these answers with your name.')).toBeVisible();
    await userEvent.click(page.getByRole('radio', { name: 'I do this' }).first());
    await userEvent.click(page.getByRole('radio', { name: 'I will start' }).nth(1));
    await userEvent.click(page.getByRole('button', { name: 'I am done' }));
    expect(controller.acted.at(-1)).toMatchObject({
      answers: [
        { statement: 'SELF1', answer: 'do' },
        { statement: 'SELF2', answer: 'will' },
      ],
    });
  });

  test('says how many lines are open', async () => {
    await show('self-check');
    await userEvent.click(page.getByRole('button', { name: 'I am done' }));
    await drawn();
    expect(focusedWords()).toContain('Choose an answer for 2 more lines');
    await expectAccessible();
  });
});

describe('promise', () => {
  const passed = { before: (c: { playRound(how: 'best'): void }) => c.playRound('best') };

  test('says what is still to do before it can be signed', async () => {
    const controller = await show('promise');
    await expect.element(page.getByRole('link', { name: '3 practice calls' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Sign my promise' }));
    await drawn();
    expect(focusedWords()).toContain('Do this first: 3 practice calls. Then come back to sign.');
    expect(focusedWords()).toContain('Tick 2 more lines, if they are true for you');
    expect(focusedWords()).toContain('Type your name');
    expect(controller.attempt.promise).toBeNull();
    await expectAccessible();
    await expectNoSidewaysScroll();
  });

  test('each line is ticked by itself: there is no way to tick all', async () => {
    await show('promise', passed);
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
    expect(
      page
        .getByRole('checkbox')
        .elements()
        .some((box) => (box as HTMLInputElement).checked),
    ).toBe(false);
  });

  test('policies have a link or a place to find them', async () => {
    await show('promise', passed);
    await expect
      .element(page.getByRole('link', { name: 'Customer Information Policy' }))
      .toHaveAttribute('href', 'https://example.com/policy');
    await expect.element(page.getByText('Where to find it: On the wall of the call area')).toBeVisible();
  });

  test('signs with the typed name once every line is ticked', async () => {
    const controller = await show('promise', passed);
    for (const box of page.getByRole('checkbox').all()) await userEvent.click(box);
    await userEvent.type(page.getByRole('textbox', { name: 'Type your name to sign' }), 'Ana Example');
    await userEvent.click(page.getByRole('button', { name: 'Sign my promise' }));
    await drawn();
    expect(controller.records.at(-1)).toMatchObject({ kind: 'signed', typedName: 'Ana Example' });
    expect(focusedWords()).toContain('You signed on May 4, 2026.');
    await expectAccessible();
  });

  test('who cannot sign yet is asked why, thanked, and told whom to talk to', async () => {
    const controller = await show('promise', passed);
    await userEvent.click(page.getByRole('button', { name: 'Sign my promise' }));
    await drawn();
    expect(document.title).toMatch(/^Error: Your promise/);
    await userEvent.click(page.getByRole('button', { name: 'I can’t sign yet' }));
    await drawn();
    expect(focusedWords()).toBe('What is the reason?');
    expect(document.title).toMatch(/^Your promise/);
    await userEvent.click(page.getByRole('button', { name: 'Send my reason' }));
    await drawn();
    expect(focusedWords()).toContain('Select a reason');
    await expectAccessible();
    await userEvent.click(page.getByRole('radio', { name: 'Something is unclear to me.' }));
    await userEvent.click(page.getByRole('button', { name: 'Send my reason' }));
    await drawn();
    expect(controller.attempt.promise).toMatchObject({ kind: 'declined', reason: 'something-unclear' });
    expect(focusedWords()).toContain('Thank you for telling us');
    expect(focusedWords()).toContain('Privacy Desk: ext. 4040');
    await expectAccessible();
  });
});

describe('results', () => {
  test('a pass is said in a sentence, with the way on beside it', async () => {
    const controller = await show('results', { before: (c) => c.playRound('best') });
    await expect.element(page.getByText('You passed with 100%.')).toBeVisible();
    // A call and a key point may have the same name as something else in the course: each list says what it holds.
    await expect.element(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Key points', exact: true })).toBeVisible();
    await userEvent.click(page.getByRole('link', { name: 'Next: Check yourself' }));
    expect(controller.attempt.location).toBe('self-check');
  });

  test('each number has a bar as long as it, which a screen reader leaves out', async () => {
    await show('results', { before: (c) => c.playRound('worst') });
    const bars = [...document.querySelectorAll('.tables .gauge')].map((bar) => ({
      said: bar.parentElement?.textContent?.trim(),
      long: Number(/^M[.\d]+ 1h([.\d]+)/.exec(bar.querySelector('path')?.getAttribute('d') ?? '')?.[1]) / 101,
      hidden: bar.getAttribute('aria-hidden'),
    }));
    expect(bars.length).toBeGreaterThan(6);
    for (const { said, long, hidden } of bars)
      expect({ said, hidden }).toEqual({
        said: said === '–' ? '–' : `${Math.floor(long * 100 + 1e-6)}%`,
        hidden: 'true',
      });
  });

  test('a round that did not pass says why, offers at most three fixes, and what the new try covers', async () => {
    const controller = await show('results', { before: (c) => c.playRound('worst') });
    await expect
      .element(page.getByText(/^In a call, a choice that could harm a customer was not put right/))
      .toBeVisible();
    expect(document.querySelectorAll('.fixes li').length).toBeLessThanOrEqual(3);
    await expect
      .element(
        page.getByText(
          'The new try has 3 calls, 3 questions, and three scenes. All the rest is kept. Of its calls and scenes you know 5 already.',
        ),
      )
      .toBeVisible();
    await expectAccessible();
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await drawn();
    expect(controller.attempt.round?.n).toBe(2);
    expect(controller.attempt.location).toMatch(/^call\//);
  });

  test('the third try suggests a talk with the trainer', async () => {
    await show('results', {
      before: (c) => {
        c.playRound('worst');
        c.act({ kind: 'start-round', seed: 9 });
        c.playRound('worst');
      },
    });
    await expect.element(page.getByText(/^You have tried 2 times\. Talk with your trainer/)).toBeVisible();
  });

  test('the last try used up says whom to talk to and offers no other', async () => {
    const course = fixtureCourse({ settings: { ...settings, maxAttempts: 1 } });
    await show('results', { course, before: (c) => c.playRound('worst') });
    await expect.element(page.getByText('You have used all your tries. Please talk to your trainer.')).toBeVisible();
    expect(page.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
  });

  test('a fix is a worked example with a practice item that is recorded nowhere', async () => {
    const controller = await show('fix/KP01');
    await userEvent.click(page.getByRole('radio', { name: '“I never say who is a customer.”' }));
    const before = controller.acted.length;
    await userEvent.click(page.getByRole('button', { name: 'Check my answer' }));
    await drawn();
    expect(focusedWords()).toBe('Correct');
    expect(controller.acted).toHaveLength(before);
    await expectAccessible();
  });

  test('the fix of a call is its model version: the best answers with the reason for each', async () => {
    await show('fix/CALL1');
    const lines = [...document.querySelectorAll('.annotated > li')].map((el) => el.textContent.replace(/\s+/g, ' '));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('Expert: Happy to help.');
    expect(lines[0]).toContain('Coach on offer-route.');
  });

  test('opening a fix that was suggested tells the course', async () => {
    const controller = await show('results', { before: (c) => c.playRound('worst') });
    await userEvent.click(page.getByRole('link').filter({ hasText: 'Call story' }).first());
    expect(controller.records.at(-1)?.kind).toBe('fix-opened');
  });
});

describe('receipt', () => {
  test('shows what was done, with the name typed in this session', async () => {
    await show('receipt', {
      before: (c) => {
        c.playRound('best');
        c.act({ kind: 'sign', typedName: 'Ana Example' });
      },
    });
    const words = document.querySelector('.receipt')?.textContent.replace(/\s+/g, ' ');
    expect(words).toContain('Version 1.0.0 (0a1b2c3)');
    expect(words).toContain('100%, passed');
    expect(words).toContain('Name Ana Example');
    expect(words).toContain('signed on May 4, 2026, version 1.0');
    await expectAccessible();
  });

  test('is saved as a text file', async () => {
    const { click } = HTMLAnchorElement.prototype;
    const { createObjectURL } = URL;
    const saved: { name: string; blob: Blob }[] = [];
    let blob = new Blob();
    URL.createObjectURL = (object) => createObjectURL((blob = object as Blob));
    HTMLAnchorElement.prototype.click = function () {
      saved.push({ name: this.download, blob });
    };
    onTestFinished(() => void Object.assign(HTMLAnchorElement.prototype, { click }));
    onTestFinished(() => void Object.assign(URL, { createObjectURL }));
    await show('receipt');
    await userEvent.click(page.getByRole('button', { name: 'Save as file' }));
    expect(saved[0]?.name).toBe('receipt-fixture.txt');
    expect(await saved[0]?.blob.text()).toContain('Course: A small course for tests\r\n');
  });

  test('closing questions are optional and answered once', async () => {
    const controller = await show('receipt');
    await userEvent.click(page.getByRole('radio', { name: 'Yes' }));
    await userEvent.click(page.getByRole('button', { name: 'Send: Was this useful for your calls?' }));
    await drawn();
    expect(controller.attempt.closing).toEqual([{ question: 'CLOSE1', option: 'yes' }]);
    expect(focusedWords()).toContain('Thank you. Your answer is kept.');
    await expectAccessible();
  });

  test('a closing question that is sent without an answer says so beside it', async () => {
    const controller = await show('receipt');
    await userEvent.click(page.getByRole('button', { name: 'Send: Was this useful for your calls?' }));
    await drawn();
    await expect.element(page.getByText('Error: Select an answer')).toBeVisible();
    expect(document.activeElement?.getAttribute('aria-describedby')).toBe('CLOSE1-error');
    expect(controller.attempt.closing).toEqual([]);
    await expectAccessible();
  });
});
