import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Location } from '../../src/attempt/attempt.ts';
import '../../src/player/progress-file.ts';
import type { FixtureController } from '../support/fixture-controller.ts';
import { drawn, show } from '../support/show.ts';

/** Opens the course as a package without an LMS does; `sentTo`: the host of its record store, '' for none. */
const open = (location: Location, sentTo = ''): Promise<FixtureController> =>
  show(location, {
    before: (c) => {
      c.launch.file = { name: 'progress.json', text: () => '{}', load: () => true, ...(sentTo ? { sentTo } : {}) };
    },
  });

describe('where nothing is sent', () => {
  test('the self-check offers nobody to tell, only whom to ask', async () => {
    await open('self-check');
    await userEvent.click(page.getByRole('radio', { name: 'I need help' }).first());
    await drawn();
    await expect.element(page.getByText('Or ask the Privacy Desk: ext. 4040.')).toBeVisible();
    await expect.element(page.getByText('Nothing you choose here is sent to anyone.')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/Tell my trainer|with your name/);
  });

  test('the promise says where the name stays', async () => {
    await open('promise');
    await expect.element(page.getByText('Your name stays in this browser tab')).toBeVisible();
    expect(document.body.textContent).not.toContain('Your name is sent');
  });
});

test('where a record store gets the answers, telling the trainer claims no name: it may be a made-up one', async () => {
  await open('self-check', 'lrs.example');
  await userEvent.click(page.getByRole('radio', { name: 'I need help' }).first());
  await drawn();
  await expect.element(page.getByRole('button', { name: 'Tell my trainer: It is no big deal' })).toBeVisible();
  expect(document.body.textContent).not.toContain('with your name');
});

test('[WCAG 2.5.8] the buttons for the progress file are as large as all others', async () => {
  await open('home');
  const heights = [...document.querySelectorAll('progress-file button')].map((b) => b.getBoundingClientRect().height);
  expect(heights).toHaveLength(2);
  expect(Math.min(...heights)).toBeGreaterThan(40);
});
