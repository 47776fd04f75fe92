import { createSession } from '#session';
import { newAttempt } from '../attempt/attempt.ts';
import { decode } from '../attempt/suspend-data.ts';
import type { Course } from '../course/course.ts';
import { unseal, type SealedCourse } from '../course/seal.ts';
import '../player/course-player.ts';
import { LiveController } from '../player/live-controller.ts';
import { t, useCatalogue, type Catalogue } from '../player/translate.ts';
import { LaunchError } from '../tracking/errors.ts';
import type { Launch, TrackingSession } from '../tracking/session.ts';

declare global {
  // Both are set by content.<language>.js, which stands before this script in the page.
  var keepItConfidential: SealedCourse;
  var keepItConfidentialWords: Catalogue;
}

const NO_LMS: Launch = { mode: 'normal', suspendData: '', mastery: null, languages: [] };

interface Opened {
  session: TrackingSession | null;
  launch: Launch;
  /** Why there is no session. */
  trouble: LaunchError | null;
}

/** Opens the session; without an LMS the course can be looked at, and says that nothing is recorded. */
async function open(course: Course): Promise<Opened> {
  const session = createSession(window, course);
  try {
    return { session, launch: await session.open(), trouble: null };
  } catch (error) {
    if (error instanceof LaunchError) return { session: null, launch: NO_LMS, trouble: error };
    throw error;
  }
}

async function start(): Promise<void> {
  const content = unseal(globalThis.keepItConfidential);
  useCatalogue(content.language, globalThis.keepItConfidentialWords);
  document.body.replaceChildren(paragraph(t('shell.opening')));
  const { session, launch, trouble } = await open(content);
  // A mastery score the LMS sets replaces the course's own; 0 is one (cmi5 §10.2.4).
  const mastery = launch.mastery === null ? content.settings.mastery : launch.mastery * 100;
  const course = { ...content, settings: { ...content.settings, mastery } };
  const restored = decode(course, launch.suspendData);
  // What a later version wrote must not be overwritten by this one.
  if (restored.kind === 'newer') await session?.close(0);
  const controller = new LiveController({
    course,
    session: restored.kind === 'newer' ? null : session,
    launch,
    trouble,
    attempt: restored.kind === 'attempt' ? restored.attempt : newAttempt(),
    notice: restored.kind === 'damaged' || restored.kind === 'newer' ? restored.kind : null,
    now: Date.now,
  });
  watchWindow(controller);
  const { returnUrl } = launch;
  if (returnUrl !== undefined) {
    controller.addEventListener('change', () => {
      if (controller.closed === 'left' && !controller.unsent) window.location.assign(returnUrl);
    });
  }
  const player = document.createElement('course-player');
  player.controller = controller;
  document.body.replaceChildren(player);
  // The LMS is there and does not open a session again: the page was loaded anew within one visit.
  if (trouble?.reason === 'refused') controller.sessionEnded();
  else controller.begin();
}

function paragraph(words: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'opening';
  element.setAttribute('role', 'status');
  element.textContent = words;
  return element;
}

/** Everything is stored when it happens; these only add the time and end the session (`unload` is never used). */
function watchWindow(controller: LiveController): void {
  for (const input of ['pointerdown', 'keydown', 'scroll'] as const) {
    document.addEventListener(input, () => controller.clock.touch(), { capture: true, passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    controller.clock.shown(!document.hidden);
    if (document.hidden) controller.saveNow();
    else controller.retry();
  });
  window.addEventListener('online', () => controller.retry());
  // Leaving an LMS page often only hides it for good, so `persisted` makes no difference here.
  window.addEventListener('pagehide', () => void controller.close('ended'));
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) controller.sessionEnded();
  });
  window.addEventListener('beforeunload', (event) => {
    if (controller.unsent) event.preventDefault();
  });
}

start().catch((error: unknown) => {
  document.body.replaceChildren(paragraph(t('shell.broken')));
  // For whoever looks after the package: the learner can only be told whom to ask.
  throw error;
});
