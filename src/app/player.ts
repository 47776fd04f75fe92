import { createSession } from '#session';
import { loadCourse, speakAs } from '../player/content.ts';
import { chooseLanguage } from '../player/languages.ts';
import '../player/course-player.ts';
import { continueHere } from '../player/continue-here.ts';
import { lookAsChosen } from '../player/display.ts';
import { pageHeartbeat } from '../player/heartbeat.ts';
import type { LiveController } from '../player/live-controller.ts';
import { OneWindow } from '../player/one-window.ts';
import { openCourse } from '../player/open-course.ts';
import { startAfresh } from '../player/start-afresh.ts';
import { t } from '../player/translate.ts';
import { warmFonts } from '../player/warm-fonts.ts';
import { Outbox } from '../tracking/outbox.ts';

/** How long opening may take before the learner is told, ms. */
const SOON_MS = 300;

/** Stands in the page, hidden: who reads it may have no text of the course. */
const broken = document.getElementById('broken');

async function start(): Promise<void> {
  lookAsChosen();
  const { dataset, lang } = document.documentElement;
  const dressed = restOfStyle();
  const windows = new OneWindow(`course ${window.location.pathname}`);
  // Without an LMS each tab has progress of its own, and none can overwrite another's. The other windows have their time
  // to answer while the text is on its way.
  const alone = dataset['standard'] === 'web' || windows.claim();
  // The first launch brings no key. What a new one takes goes on while the text is on its way, too.
  const outbox = (key: string | null): Promise<Outbox | null> =>
    Outbox.open({ crypto: window.crypto, indexedDB: () => window.indexedDB, now: Date.now }, key);
  const fresh = dataset['standard'] === 'web' ? null : outbox(null);
  // As language.js has chosen, too, where there are several: the text may be here before us.
  const language = chooseLanguage(navigator.languages, (dataset['languages'] ?? lang).split(' '));
  const content = await loadCourse(language).catch(startAfresh);
  speakAs(content);
  // The welcome stays until the player is there. What comes in a moment is not announced: it would only move the page.
  const welcome = document.body.firstElementChild;
  setTimeout(() => welcome?.before(paragraph(t('shell.opening'))), SOON_MS);
  if (!(await alone)) {
    await continueHere(content.title);
    await windows.take();
  }
  const controller = await openCourse({
    content,
    session: createSession(window, content),
    load: loadCourse,
    outbox: (key) => (key === null && fresh) || outbox(key),
    now: Date.now,
  });
  speakAs(controller.course);
  controller.addEventListener('change', () => speakAs(controller.course));
  windows.whenTaken(() => controller.close('moved'));
  const { returnUrl } = controller.launch;
  if (returnUrl !== undefined) controller.addEventListener('left', () => window.location.assign(returnUrl));
  const player = document.createElement('course-player');
  player.controller = controller;
  await dressed;
  const { hash, className } = (document.activeElement ?? {}) as HTMLAnchorElement;
  document.body.replaceChildren(player);
  // Who had come to a link of the welcome stays at it. Pages draw in microtasks.
  setTimeout(() =>
    [...player.querySelectorAll('a')].find((link) => link.hash === hash && link.className === className)?.focus(),
  );
  // The LMS is there and opens no session: the page was loaded anew within one visit, or its record store does not answer.
  if (controller.trouble?.reason === 'refused' && !controller.closed) controller.sessionEnded();
  else controller.begin();
  // What the first screen need not wait for.
  setTimeout(() => watchWindow(controller));
  warmFonts();
}

/** The style of what follows the welcome, fetched beside the text; settles when it is there, or will not come. */
function restOfStyle(): Promise<unknown> {
  return new Promise((settled) => {
    const link = document.querySelector<HTMLLinkElement>('[rel=preload]');
    if (!link) return settled(null);
    link.onload = link.onerror = settled;
    link.rel = 'stylesheet';
  });
}

function paragraph(words: string): HTMLElement {
  const element = document.createElement('p');
  element.setAttribute('role', 'status');
  element.textContent = words;
  return element;
}

/** Everything is stored when it happens; these only add the time and end the session (`unload` is never used). */
function watchWindow(controller: LiveController): void {
  const heartbeat = pageHeartbeat(window, controller);
  for (const input of ['pointerdown', 'keydown', 'scroll'] as const) {
    document.addEventListener(input, () => controller.clock.touch(), { capture: true, passive: true });
  }
  const again = (): void => {
    controller.retry();
    void heartbeat.beat();
  };
  document.addEventListener('visibilitychange', () => {
    controller.clock.shown(!document.hidden);
    if (document.hidden) controller.saveNow();
    else again();
  });
  window.addEventListener('online', again);
  // Leaving an LMS page often only hides it for good, so `persisted` makes no difference here.
  window.addEventListener('pagehide', () => void controller.close('ended'));
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) controller.sessionEnded();
  });
  window.addEventListener('beforeunload', (event) => {
    if (controller.unsent && !controller.closed) event.preventDefault();
  });
}

start().catch((error: unknown) => {
  broken?.removeAttribute('hidden');
  document.body.replaceChildren(broken ?? '');
  // For whoever looks after the package: the learner can only be told whom to ask.
  throw error;
});
