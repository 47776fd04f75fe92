import type { Course } from '../../../src/course/course.ts';
import { Cmi5Lms } from '../../../src/preview/lrs/cmi5.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { realCourse } from '../../support/real-course.ts';
import type { Run } from '../fault.ts';
import { CANARY } from '../place.ts';
import { openChaosLrs, type ChaosLrs } from './chaos-lrs.ts';
import { startChromium, type Chromium, type ChromiumOptions } from './chromium.ts';
import { packageFiles } from './packages.ts';
import { Person } from './person.ts';
import { openScormLms, type Edition, type Leaving, type ScormLms } from './scorm-lms.ts';
import { scormSide, storeSide } from './side.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';

/** A browser, a learner before it, and an LMS of any standard behind a real server. */
export interface Stage {
  course: Course;
  person: Person;
  browser: Chromium;
  site: Site;
  /** A new launch: the address the learner opens. */
  launch(origin?: string): string;
  /** The browser is started again, with what it kept. */
  restart(options?: ChromiumOptions): Promise<void>;
  /** SCORM only. */
  lms?: ScormLms;
  /** xAPI and cmi5 only. */
  lrs?: ChaosLrs;
}

export interface StageOptions extends Omit<SiteOptions, 'files'> {
  chromium?: ChromiumOptions;
  leaving?: Leaving;
}

type Story<S> = (stage: S) => Promise<Run>;

const REGISTRATION = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';
const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: CANARY.id } };

/** Plays a story with a SCORM LMS. */
export async function onScorm(
  edition: Edition,
  story: Story<Stage & { lms: ScormLms }>,
  { chromium, ...options }: StageOptions = {},
): Promise<Run> {
  const course = await realCourse();
  const lms = await openScormLms(edition, options);
  const person = new Person(course, scormSide(lms));
  return play({ course, person, site: lms.site, lms, launch: () => lms.page }, story, chromium);
}

/** Plays a story with a record store, or a cmi5 LMS round one; the course is in a frame where `own` says so. */
export async function onStore(
  standard: 'xapi' | 'cmi5',
  story: Story<Stage & { lrs: ChaosLrs }>,
  { chromium, ...options }: StageOptions = {},
): Promise<Run> {
  const course = await realCourse();
  const cmi5 = new Cmi5Lms('https://lms.example/cmi5/9');
  const store = standard === 'cmi5' ? cmi5.lrs : new MemoryLrs();
  const lrs = await openChaosLrs(store, standard === 'cmi5' ? cmi5 : store);
  const site = await openSite({ files: await packageFiles(standard), ...options });
  const person = new Person(course, storeSide(standard, lrs));
  const { endpoint } = lrs;
  const query = (): string =>
    standard === 'cmi5'
      ? cmi5.launch({ endpoint, actor, registration: REGISTRATION, mode: 'Normal' })
      : `?${new URLSearchParams({ endpoint, auth: `Basic ${CANARY.token}`, actor: JSON.stringify(actor), registration: REGISTRATION })}`;
  const launch = (origin = site.origin): string => origin + encodeURI(site.entry) + query();
  try {
    return await play({ course, person, site, lrs, launch }, story, chromium);
  } finally {
    await lrs.close();
  }
}

async function play<S extends Omit<Stage, 'browser' | 'restart'>>(
  parts: S,
  story: Story<S & Stage>,
  options?: ChromiumOptions,
): Promise<Run> {
  const stage = { ...parts } as S & Stage;
  const start = async (more: ChromiumOptions = {}): Promise<void> => {
    stage.browser = await startChromium({ ...options, ...more });
    await stage.person.sitAt(stage.browser.context);
  };
  stage.restart = async (more) => {
    await stage.browser.kill();
    await start({ ...more, profile: stage.browser.profile });
  };
  await start();
  try {
    return await story(stage);
  } finally {
    await stage.browser.end();
    await stage.site.close();
  }
}

/** The same numbers between 0 and 1 for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
