import type { Frame, Page } from 'playwright';
import { findInteraction, type Course } from '../../src/course/course.ts';
import { targets } from '../../src/package/targets.ts';
import { openCourse, type CourseRun } from '../support/course-run.ts';
import { Play } from '../support/play.ts';
import { realCourse } from '../support/real-course.ts';
import { Trainee } from '../support/trainee.ts';
import { Clumsy } from './clumsy.ts';

/** Called at every state with its name and where it is to be seen. */
export type Take = (state: string, page: Page, frame: Frame) => Promise<void>;

/** Takes the whole course badly, then well, and through everything that can go wrong, stopping at each state. */
export async function walk(take: Take): Promise<void> {
  const seed = drawOfEveryKind(await realCourse());
  const run = await openCourse(targets.scorm12, async (context) => {
    await context.addInitScript(drawing, seed);
  });
  try {
    await run.page.setViewportSize({ width: 1300, height: 820 });
    await learn(run, (state) => take(state, run.page, run.frame()));
    await secondWindow(run, take);
    await trouble(run, (state) => take(state, run.page, run.frame()));
    await review(run, (state) => take(state, run.page, run.frame()));
    await run.page.goto(run.host.courseAddress);
    await run.page.locator('course-player h1').waitFor();
    await take('no LMS', run.page, run.page.mainFrame());
  } finally {
    await run.close();
  }
}

/** The first draw in which there is a question of every kind: each is pictured, and the same pictures come each time. */
function drawOfEveryKind(course: Course): number {
  const typeOfItem = new Map(course.items.map(({ id, type }) => [id, type]));
  const kinds = (seed: number) =>
    new Set(new Play(course).start(seed).attempt.round?.items.map(({ item }) => typeOfItem.get(item)));
  const wanted = new Set(typeOfItem.values()).size;
  for (let seed = 1; seed < 10_000; seed += 1) if (kinds(seed).size === wanted) return seed;
  throw new Error('No draw of this course has a question of every kind.');
}

/** In the page: draws by this number. Ids and keys stay random. */
function drawing(seed: number): void {
  const random = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (array) =>
    array instanceof Uint32Array && array.length === 1 ? (array.fill(seed), array) : random(array);
}

type Here = (state: string) => Promise<void>;

async function learn(run: CourseRun, take: Here): Promise<void> {
  const frame = run.frame();
  const clumsy = new Clumsy();
  await take('welcome');
  const first = new Trainee(run.course, run.frame, {
    answers: (what) => clumsy.answer(what),
    look: async (state) => {
      const name = named(run, state, clumsy);
      await take(name);
      await takeErrors(run, state, take);
    },
  });
  await first.begin();
  await first.goOnUntil('results');
  await take('results fail');
  await frame.getByRole('list').getByRole('link', { name: 'All parts' }).click();
  await frame
    .getByRole('heading', { name: /^(All parts|Every call)/ })
    .first()
    .waitFor();
  await take('all parts half way');
  await frame
    .getByRole('main')
    .getByRole('link', { name: /^Continue/ })
    .click();
  await frame.getByRole('heading', { name: /^Your results/ }).waitFor();
  for (const fix of ['call', 'key point']) {
    const links = frame.locator('.fixes a');
    const names = await links.allTextContents();
    const at = names.findIndex((name) => run.course.calls.some((c) => c.title === name) === (fix === 'call'));
    if (at < 0) continue;
    await links.nth(at).click();
    await frame.getByRole('link', { name: 'Back to your results' }).waitFor();
    await take(`fix ${fix}`);
    await frame.getByRole('link', { name: 'Back to your results' }).click();
    await frame.getByRole('heading', { name: /^Your results/ }).waitFor();
  }
  await first.follow(frame.getByRole('button', { name: /^Take|^Try|again/ }).first());
  const second = new Trainee(run.course, run.frame, {
    look: async (state) => {
      await take(named(run, state, clumsy));
      if (/self-check|promise/.test(state)) await takeErrors(run, state, take);
    },
  });
  await second.goOnUntil('results');
  await take('results pass');
  await second.goOnUntil('receipt');
  await take('receipt');
  for (const [name, state] of [
    ['Word list', 'glossary'],
    ['What we record', 'what we record'],
    ['All parts', 'all parts done'],
  ] as const) {
    await second.follow(frame.getByRole('link', { name, exact: true }).first());
    await take(state);
  }
  await second.follow(frame.locator('a[data-to=model-call]'));
  await take('model call');
  const word = frame.locator('button.term').first();
  await second.follow(frame.getByRole('link', { name: 'All parts', exact: true }).first());
  await second.follow(frame.getByRole('link', { name: /^Lesson 2/ }));
  if ((await word.count()) > 0) {
    await word.click();
    await take('term dialog');
    await frame.getByRole('dialog').getByRole('button').click();
  }
}

/** Before the first answer of its kind: what whoever answers nothing is told. */
async function takeErrors(run: CourseRun, state: string, take: Here): Promise<void> {
  const [what = '', when = ''] = state.split(' ');
  const screen = what === 'self-check' || what === 'promise' ? what : kindOf(run, what);
  // Steps lie in some order from the first: left as they are, they are an answer, and it would be taken.
  const open = findInteraction(run.course, what)?.type !== 'sequencing';
  if (when !== 'asked' || screen === 'other' || !open) return;
  const error = `${screen} error`;
  await run
    .frame()
    .getByRole('main')
    .getByRole('button', { name: /^(Check my answer|Say this|Do this|I am done|Sign my promise)$/ })
    .click();
  await take(error);
}

/** The name of a state in the tour: what is shown, and how it was answered. */
function named(run: CourseRun, state: string, { last }: Clumsy): string {
  const [what = '', when = ''] = state.split(' ');
  if (state === 'home') return 'welcome';
  if (state === 'call ended') return `call ended ${last}`;
  const kind = kindOf(run, what);
  if (kind === 'other') return state;
  if (when === 'asked') return kind === 'question' ? `question ${typeOf(run, what)}` : `${kind} before`;
  return kind === 'question' ? `question ${typeOf(run, what)} after ${last}` : `${kind} after ${last}`;
}

function kindOf({ course }: CourseRun, id: string): 'lesson' | 'call' | 'question' | 'scene' | 'other' {
  if (course.lessons.some((l) => l.check.id === id)) return 'lesson';
  if (course.items.some((q) => q.id === id)) return 'question';
  if (course.scenes.some((s) => s.id === id)) return 'scene';
  return course.calls.some((c) => c.nodes.some((n) => n.id === id)) ? 'call' : 'other';
}

const typeOf = ({ course }: CourseRun, id: string): string => course.items.find((q) => q.id === id)?.type ?? '';

async function secondWindow(run: CourseRun, take: Take): Promise<void> {
  const page = await run.page.context().newPage();
  await page.setViewportSize({ width: 1300, height: 820 });
  await page.goto(run.host.address);
  const frame = page.frames().find((f) => f.name() === 'course') ?? page.mainFrame();
  await frame.getByRole('button', { name: 'Continue here' }).waitFor();
  await take('continue here', page, frame);
  await frame.getByRole('button', { name: 'Continue here' }).click();
  await run.frame().getByRole('heading', { name: 'You went on in another window' }).waitFor();
  await take('went on elsewhere', run.page, run.frame());
  await page.close();
}

/** An LMS that refuses, one that ends the session, and the ways out. */
async function trouble(run: CourseRun, take: Here): Promise<void> {
  const host = (set: { refuse?: string; state?: string }): Promise<void> =>
    run.page.evaluate((values) => void Object.assign((window as unknown as { host: object }).host, values), set);
  await run.page.evaluate(() => sessionStorage.clear());
  await run.relaunch();
  await run.frame().getByRole('link', { name: 'Lesson 1: Why it matters' }).click();
  await host({ refuse: '101' });
  await run.frame().getByRole('radio').first().check();
  await run.frame().getByRole('button', { name: 'Check my answer' }).click();
  await run.frame().locator('.health.wait').waitFor();
  await take('not saved');
  await run.frame().getByRole('button', { name: 'Save and exit' }).click();
  await take('leave dialog');
  await host({ refuse: '', state: 'finished' });
  await run.frame().getByRole('button', { name: 'Stay and keep trying' }).click();
  await run.frame().getByRole('button', { name: 'Try again' }).click();
  await run.frame().getByRole('radio').first().check();
  await run.frame().getByRole('button', { name: 'Check my answer' }).click();
  await run.frame().locator('.health.alarm').waitFor();
  await take('cannot save');
  await run.page.evaluate(() => sessionStorage.clear());
  await run.relaunch();
  await run.frame().getByRole('button', { name: 'Check this launch' }).click();
  await run.frame().getByText('Storage of this browser').waitFor();
  await take('launch check');
  await run.frame().getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await run.frame().getByRole('button', { name: 'Save and exit' }).click();
  await run.frame().getByRole('heading', { name: 'You can close this window now' }).waitFor();
  await take('left');
}

async function review(run: CourseRun, take: Here): Promise<void> {
  await run.page.evaluate(() => {
    const stored = JSON.parse(sessionStorage.getItem('committed') ?? '{}') as Record<string, string>;
    sessionStorage.setItem('committed', JSON.stringify({ ...stored, 'cmi.core.lesson_mode': 'review' }));
  });
  await run.relaunch();
  await take('review');
}
