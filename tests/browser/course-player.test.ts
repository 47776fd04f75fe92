import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Health } from '../../src/tracking/session.ts';
import type { Location } from '../../src/attempt/attempt.ts';
import { AnnounceEvent } from '../../src/player/events.ts';
import { fixtureCourse } from '../support/fixture-course.ts';
import { drawn, expectAccessible, expectNoSidewaysScroll, focusedWords, show } from '../support/show.ts';

describe('saving', () => {
  const states: [Health, string][] = [
    [{ kind: 'saved' }, 'Saved'],
    [{ kind: 'saving' }, 'Saving…'],
    [{ kind: 'waiting', answers: 1 }, 'Not saved yet: 1 answer waiting. Keep this window open; we keep trying.'],
    [{ kind: 'waiting', answers: 3 }, 'Not saved yet: 3 answers waiting. Keep this window open; we keep trying.'],
    [
      { kind: 'cannot-save', answers: 2, advice: 'session-ended' },
      'Cannot save: this visit has ended, or the course is open in another window. Go on there, or open it again from your learning page.',
    ],
    [{ kind: 'not-recording', why: 'review' }, 'Nothing is being recorded: you are looking back at finished work.'],
    [
      { kind: 'not-recording', why: 'no-lms' },
      'Nothing is being recorded: the course is open without a learning system.',
    ],
  ];
  test.for(states)('says in words how %o stands, always in the same place', async ([health, words]) => {
    const controller = await show('lesson/KP01');
    const place = document.querySelector('.health');
    controller.setHealth(health);
    await drawn();
    expect(document.querySelector('.health')).toBe(place);
    expect(place?.textContent).toBe(words);
    expect(place?.getAttribute('role')).toBe('status');
    await expectAccessible();
  });

  test.for([
    ['damaged', /^Your saved work could not be read/],
    ['newer', /^Your saved work was made with a newer version/],
  ] as const)('says so when the saved work is %s', async ([notice, words]) => {
    await show('home', { before: (c) => (c.notice = notice) });
    await expect.element(page.getByText(words)).toBeVisible();
    await expectAccessible();
  });

  test('saves and ends the session on exit, then says that the window can be closed', async () => {
    const controller = await show('lesson/KP01');
    await userEvent.click(page.getByRole('button', { name: 'Save and exit' }));
    await drawn();
    expect(controller.exits).toBe(1);
    expect(focusedWords()).toBe('You can close this window now');
    expect(document.title).toBe('You can close this window now - A small course for tests');
    await expectAccessible();
  });
});

describe('where answers may be lost', () => {
  test.for<Health>([
    { kind: 'cannot-save', answers: 2, advice: 'session-ended' },
    { kind: 'unreachable', why: 'signed-out' },
    { kind: 'unreachable', why: 'lms-closed' },
  ])('offers them as a file beside %o, and no more once it is over', async (health) => {
    const controller = await show('lesson/KP01');
    const save = page.getByRole('button', { name: 'Save my answers to a file' });
    expect(save.query()).toBeNull();
    controller.setHealth(health);
    await expect.element(save).toBeVisible();
    await expectAccessible();
    controller.setHealth({ kind: 'saved' });
    await drawn();
    expect(save.query()).toBeNull();
  });

  test.for([
    ['ended', true, /^Some of your last answers were not saved/],
    ['ended', false, /^What was saved is kept/],
    ['moved', true, /^Some of your last answers were not saved/],
    ['moved', false, /^Your answers are kept/],
  ] as const)('a visit that has %s, something unsaved: %s', async ([closed, unsent, words]) => {
    const controller = await show('lesson/KP01');
    [controller.closed, controller.unsent] = [closed, unsent];
    controller.setHealth({ kind: 'saved' });
    await expect.element(page.getByText(words)).toBeVisible();
    expect(page.getByRole('button', { name: 'Save my answers to a file' }).query() !== null).toBe(unsent);
    await expectAccessible();
  });
});

test('a result that was refused is told, and no file is offered: it would not help', async () => {
  const controller = await show('lesson/KP01');
  controller.setHealth({ kind: 'saved', refused: 1 });
  await drawn();
  expect(document.querySelector('.health')?.textContent).toBe('Saved, but 1 result was refused. Tell your trainer.');
  expect(page.getByRole('button', { name: 'Save my answers to a file' }).query()).toBeNull();
});

describe('leaving with something unsaved', () => {
  const open = async () => {
    const controller = await show('lesson/KP01');
    controller.unsent = true;
    controller.setHealth({ kind: 'waiting', answers: 2 });
    await userEvent.click(page.getByRole('button', { name: 'Save and exit' }));
    await drawn();
    return controller;
  };

  test('is asked about first, and staying keeps the course open', async () => {
    const controller = await open();
    await expect.element(page.getByRole('dialog', { name: 'Not everything is saved yet' })).toBeVisible();
    await expectAccessible();
    await userEvent.click(page.getByRole('button', { name: 'Stay and keep trying' }));
    await drawn();
    expect(controller.exits).toBe(0);
    await expect.element(page.getByRole('button', { name: 'Save and exit' })).toBeVisible();
  });

  test('is possible, and says that some answers were not saved', async () => {
    const controller = await open();
    await userEvent.click(page.getByRole('button', { name: 'Leave anyway' }));
    await drawn();
    expect(controller.exits).toBe(1);
    await expect.element(page.getByText(/^Some of your last answers were not saved/)).toBeVisible();
  });
});

test('a session that has ended shows one page that says how to go on', async () => {
  const controller = await show('lesson/KP01');
  controller.closed = 'ended';
  controller.setHealth({ kind: 'cannot-save', answers: 0, advice: 'session-ended' });
  await drawn();
  expect(focusedWords()).toBe('This visit has ended');
  await expectAccessible();
});

describe('moving about', () => {
  test('a new page takes the title and the focus, at the top, without the learner’s scroll position', async () => {
    await show('home');
    await userEvent.click(page.getByRole('link', { name: 'Lesson 2: Follow the rulebook' }));
    await drawn();
    expect(document.title).toBe('Lesson 2 of 3: Follow the rulebook - A small course for tests');
    expect(focusedWords()).toBe('Lesson 2 of 3: Follow the rulebook');
    expect(window.scrollY).toBe(0);
  });

  test('the focus stays where the browser puts it when the course is opened', async () => {
    await show('lesson/KP01');
    expect(document.activeElement).toBe(document.body);
  });

  test('the skip link leads to the heading of the page', async () => {
    await show('lesson/KP01');
    await userEvent.keyboard('{Tab}');
    expect(focusedWords()).toBe('Skip to the page');
    await userEvent.keyboard('{Enter}');
    expect(focusedWords()).toBe('Lesson 1 of 3: Why it matters');
  });

  test('a place that the course does not have leads back to all parts', async () => {
    await show('call/CALL99');
    await expect.element(page.getByText('This page is not part of your course.', { exact: false })).toBeVisible();
    await expectAccessible();
  });

  test('a glossary term opens a dialog that Escape closes, and the focus goes back to the term', async () => {
    await show('lesson/KP01');
    await userEvent.click(page.getByRole('button', { name: 'personal data' }));
    await expect.element(page.getByRole('dialog', { name: 'Personal data' })).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    expect(focusedWords()).toBe('personal data');
  });
});

describe('every screen', () => {
  const open: Location[] = [
    'home',
    'recorded',
    'glossary',
    'lesson/KP01',
    'lesson/KP02',
    'model-call',
    'self-check',
    'promise',
    'results',
    'receipt',
    'fix/KP01',
    'fix/CALL1',
    'replay/CALL1',
  ];
  test.for(open)('%s passes axe and needs no sideways scrolling at 320 pixels', async (location) => {
    await show(location);
    await expectAccessible();
    await expectNoSidewaysScroll();
    await expectAccessible();
  });

  test.for(['call', 'question', 'scene'] as const)(
    'a %s passes axe and needs no sideways scrolling at 320 pixels',
    async (kind) => {
      const controller = await show('home', { before: (c) => c.act({ kind: 'start-round', seed: 7 }) });
      const { round } = controller.outcome;
      const subject = {
        call: round?.calls[0]?.call.id,
        question: round?.items[0]?.run.item,
        scene: round?.scenes[0]?.scene.id,
      }[kind];
      controller.act({ kind: 'open', location: `${kind}/${subject}` });
      await drawn();
      await expectAccessible();
      await expectNoSidewaysScroll();
    },
  );
});

describe('a change of language', () => {
  test('that does not arrive is told where everybody sees it, until the learner goes on', async () => {
    const course = fixtureCourse({ languages: { en: 'English', es: 'Español' } });
    await show('home', { course });
    await userEvent.click(page.getByRole('button', { name: 'Español' }));
    await drawn();
    await expect.element(page.getByRole('alert')).toHaveTextContent('This language could not be loaded.');
    await expectAccessible();
    await userEvent.click(page.getByRole('link', { name: 'Word list' }));
    await drawn();
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  test('or of the page leaves nothing that was announced before in the live region', async () => {
    const controller = await show('home');
    const announced = () => document.querySelector('course-player > .visually-hidden')?.textContent;
    document.querySelector('home-page')?.dispatchEvent(new AnnounceEvent('Step one moved.'));
    await drawn();
    expect(announced()).toBe('Step one moved.');
    controller.others = [{ ...controller.course, language: 'es' }];
    await controller.speak('es');
    await drawn();
    expect(announced()).toBe('');
    document.querySelector('home-page')?.dispatchEvent(new AnnounceEvent('Step two moved.'));
    controller.act({ kind: 'open', location: 'glossary' });
    await drawn();
    expect(announced()).toBe('');
  });
});
