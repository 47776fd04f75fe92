import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { LaunchError, LmsError } from '../../src/tracking/errors.ts';
import { expectAccessible, show } from '../support/show.ts';

const dialog = page.getByRole('dialog', { name: 'Launch check' });
const report = (): string => document.querySelector<HTMLTextAreaElement>('#check-text')?.value ?? '';
const open = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Check this launch' }).click();
  await expect.element(dialog.getByText('Storage of this browser')).toBeVisible();
};

test('tells where the LMS was found, that it gives back what it was given, and how much room there is', async () => {
  await show('home');
  await open();
  await expect.element(dialog.getByText('SCORM 1.2, window.API: this window, 1 up')).toBeVisible();
  await expect.element(dialog.getByText('The learning system gives back what it was given.')).toBeVisible();
  await expect.element(dialog.getByText(`${innerWidth} × ${innerHeight}`)).toBeVisible();
  expect(report()).toMatch(/^Stored and read back: .* \[OK\]$/m);
  await expectAccessible();
});

test('opens at its title: the report below does not take the focus there', async () => {
  await show('home');
  await open();
  expect(document.activeElement?.textContent).toBe('Launch check');
  expect(document.querySelector('launch-check dialog')?.scrollTop).toBe(0);
});

test('no LMS is a problem that says what was looked for', async () => {
  const controller = await show('home');
  const searched = 'window.API in this window, its parents and its opener';
  controller.found = new LaunchError('No LMS was found, so nothing can be recorded.', {
    standard: 'SCORM 1.2',
    reason: 'not-found',
    searched,
  });
  await open();
  expect(report()).toContain(`Looked for: ${searched}. [Problem]`);
});

test('answers are brought back only where something is recorded', async () => {
  const controller = await show('home');
  await open();
  await expect.element(dialog.getByRole('button', { name: 'Bring back' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  controller.setHealth({ kind: 'not-recording', why: 'no-lms' });
  await open();
  expect(dialog.getByRole('button', { name: 'Bring back' }).query()).toBeNull();
});

test('an LMS that does not acknowledge is a problem that names the call and its code', async () => {
  const controller = await show('home');
  controller.found = new LmsError('LMSCommit', 101, 'session-ended', 'General exception');
  await open();
  expect(report()).toMatch(
    /^Stored and read back: The LMS did not accept LMSCommit: error 101 \(General exception\)\. \[Problem\]$/m,
  );
});

test('an LMS that lost what it was given is a problem, and a mode without record is a fact', async () => {
  const controller = await show('home');
  controller.found = { standard: 'SCORM 1.2', found: 'window.API: this window', readBack: false };
  await open();
  expect(report()).toMatch(/^Stored and read back: The learning system gives back something else.* \[Problem\]$/m);
  await userEvent.keyboard('{Escape}');
  controller.found = { standard: 'SCORM 1.2', found: 'window.API: this window', readBack: null };
  await open();
  expect(report()).toMatch(/^Stored and read back: Nothing is stored in this mode\.$/m);
});

test('the server says whether it still answers, and how far the clocks are apart', async () => {
  const original = window.fetch;
  const answer = (body: string, date: Date) => {
    window.fetch = async () => new Response(body, { headers: { date: date.toUTCString() } });
  };
  try {
    await show('home');
    answer('alive\n', new Date(Date.now() - 600_000));
    await open();
    expect(report()).toMatch(/^Course files: The server answers\. \[OK\]$/m);
    expect(report()).toMatch(/^Clock: .*, (599|600|601) seconds from the server \[Look at this\]$/m);
    await userEvent.keyboard('{Escape}');
    answer('<html>Please sign in</html>', new Date());
    await open();
    expect(report()).toMatch(/^Course files: The server answers with another page\..* \[Problem\]$/m);
  } finally {
    window.fetch = original;
  }
});

test('by keyboard alone: opened, read, closed, and the focus is back where it was', async () => {
  await show('home');
  const button = page.getByRole('button', { name: 'Check this launch' });
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByText('Storage of this browser')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(button).toHaveFocus();
});
