import { newAttempt } from '../attempt/attempt.ts';
import { replay } from '../attempt/replay.ts';
import { decode } from '../attempt/suspend-data.ts';
import type { Course } from '../course/course.ts';
import { LaunchError } from '../tracking/errors.ts';
import { splitKey, type Outbox } from '../tracking/outbox.ts';
import type { Launch, TrackingSession } from '../tracking/session.ts';
import { Journal, readActions } from './journal.ts';
import { chooseLanguage } from './languages.ts';
import { LiveController, type LoadCourse } from './live-controller.ts';

const NO_LMS: Launch = { mode: 'normal', suspendData: '', mastery: null, languages: [] };

/** What opening a course needs from the page. */
export interface Opening {
  content: Course;
  session: TrackingSession;
  load?: LoadCourse;
  /** Opens this device's copy of what is not saved, under the key of an earlier launch or a new one; null where there can be none. */
  outbox(key: string | null): Promise<Outbox | null>;
  /** ms since the epoch. */
  now(): number;
}

/**
 * Opens the session, restores the attempt, does again what the LMS has lost of the last visit, and gives the controller.
 * Without an LMS the course can be looked at, and says that nothing is recorded.
 */
export async function openCourse({ content: guessed, session, load, outbox, now }: Opening): Promise<LiveController> {
  const { launch, trouble } = await open(session);
  const { language, key, suspendData } = splitKey(launch.suspendData);
  const languages = Object.keys(guessed.languages ?? { [guessed.language]: '' });
  const wanted = [...(language === null ? [] : [language]), ...launch.languages, guessed.language];
  const content = load ? await inLanguage(guessed, chooseLanguage(wanted, languages), load) : guessed;
  const english = languages.find((tag) => /^en\b/.test(tag));
  if (load && trouble === null)
    session.speak?.(content, english && english !== content.language ? () => load(english) : null);
  // A mastery score the LMS sets replaces the course's own; 0 is one (cmi5 §10.2.4).
  const mastery = launch.mastery === null ? content.settings.mastery : launch.mastery * 100;
  const course = { ...content, settings: { ...content.settings, mastery } };
  const restored = decode(course, suspendData);
  const saved = restored.kind === 'attempt' ? restored.attempt : newAttempt();
  // What a later version wrote must not be overwritten by this one.
  if (restored.kind === 'newer') await session.close(0);
  const recording = trouble === null && restored.kind !== 'newer' && launch.mode === 'normal';
  // Without an LMS by design nothing is kept on the device: the learner saves a file.
  const box = recording && launch.file === undefined ? await outbox(key) : null;
  const text = key === null ? null : ((await box?.read()) ?? null);
  const actions = (text === null ? null : readActions(course, text)) ?? [];
  const again = replay(course, saved, actions);
  const lost = again.records.length > 0;
  if (!lost && actions.length > 0) await box?.clear();
  return new LiveController({
    course,
    session: trouble === null && restored.kind !== 'newer' ? session : null,
    trouble,
    launch: { ...launch, suspendData },
    load,
    language,
    attempt: again.attempt,
    unsaved: again.records,
    journal: new Journal(course, box, lost ? actions : [], key),
    notice: restored.kind === 'damaged' || restored.kind === 'newer' ? restored.kind : lost ? 'recovered' : null,
    now,
  });
}

/** The course in the language the learner wants most. `guessed`: as the browser prefers it. */
async function inLanguage(guessed: Course, language: string, load: LoadCourse): Promise<Course> {
  try {
    return await load(language);
  } catch {
    return guessed; // Its file did not arrive: the course can be taken in another language all the same.
  }
}

async function open(session: TrackingSession): Promise<{ launch: Launch; trouble: LaunchError | null }> {
  try {
    return { launch: await session.open(), trouble: null };
  } catch (error) {
    if (error instanceof LaunchError) return { launch: NO_LMS, trouble: error };
    throw error;
  }
}
