import type { Frame, Page } from 'playwright';
import { rulesOf } from '../../src/attempt/judge.ts';
import type { Interaction } from '../../src/course/course.ts';
import type { TargetName } from '../../src/package/targets.ts';
import { targets } from '../../src/package/targets.ts';
import { Cmi5Lms } from '../../src/preview/lrs/cmi5.ts';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import type { ReportedAttempt } from '../../src/report/reported-attempt.ts';
import { fromElements12, fromElements2004 } from './cmi-elements.ts';
import { fromProgressFile } from '../../src/report/sources/progress-file.ts';
import { fromStatements, type StoredStatement } from '../../src/report/sources/statements.ts';
import { openCourse } from './course-run.ts';
import { lrsHost } from './lrs-host.ts';
import { best, T0 } from './play.ts';
import { realCourse } from './real-course.ts';
import { Trainee } from './trainee.ts';
import { launchBrowser, unpacked } from './unpacked.ts';

/** The learner, as each host calls them, and their enrolment where there is one. */
export const LEARNER = 's1';
export const REGISTRATION = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';

/**
 * Runs first in the page: time goes on by one second with each click and by nothing else, and the draw has one seed, so
 * that two runs of the same learner are the same to the millisecond.
 */
function sameTimeAndDraw(start: number): void {
  let now = start;
  // On the document, not the window: a click that missed because the page moved is swallowed at the window and done again.
  document.addEventListener('click', () => (now += 1000), { capture: true });
  Date.now = () => now;
  performance.now = () => now - start;
  const real = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = ((array: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => {
    if (array instanceof Uint32Array && array.length === 1) return array.fill(7);
    return real(array);
  }) as typeof crypto.getRandomValues;
}

/** Mostly right; slips here and there, and passes all the same. */
export function slips(what: Interaction): readonly string[] {
  const right = best(what);
  const pattern = rulesOf(what).pattern(what);
  switch (what.type) {
    case 'node': {
      // One harmful choice, put right at the next moment; otherwise a safe one now and then instead of the best.
      const wanted = what.id === 'CALL1.N1' ? 'critical' : what.id.endsWith('N2') ? 'ok' : 'best';
      return [what.options.find((o) => what.key[o.id] === wanted)?.id ?? right[0] ?? ''];
    }
    case 'scene':
      // One thing that is fine, taken for a red flag.
      return right.map((pair, n) =>
        pair.endsWith('.none') && n === right.findIndex((p) => p.endsWith('.none'))
          ? pair.replace(/\.none$/, '.RF3')
          : pair,
      );
    case 'choice':
      return what.id === 'KP03-C' || what.id.endsWith('Q3')
        ? [what.options.find((o) => o.id !== pattern[0])?.id ?? '']
        : right;
    default:
      return right;
  }
}

const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: LEARNER } };

/** Takes the whole course in the package of a target, in a real browser, and gives what its LMS can tell of it. */
export async function takenIn(target: TargetName): Promise<ReportedAttempt> {
  if (target.startsWith('scorm')) return scorm(target);
  const { folder, remove } = await unpacked(target);
  const lms = new Cmi5Lms('https://lms.example/cmi5/9');
  const lrs = target === 'cmi5' ? lms.lrs : new MemoryLrs();
  const host = await lrsHost(folder, target === 'cmi5' ? lms : lrs);
  const { endpoint } = host;
  const query = {
    cmi5: () => lms.launch({ endpoint, actor, registration: REGISTRATION, mode: 'Normal' }),
    xapi: () =>
      `?${new URLSearchParams({ endpoint, auth: 'Basic eDp5', actor: JSON.stringify(actor), registration: REGISTRATION })}`,
    web: () => '',
  }[target as 'cmi5' | 'xapi' | 'web']();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    await page.addInitScript(sameTimeAndDraw, T0);
    await page.goto(host.course + query);
    await wholeCourse(() => page.mainFrame());
    if (target === 'web') return await progress(page);
    await page.getByRole('banner').getByText('Saved', { exact: true }).waitFor();
    const [only, ...more] = fromStatements(lrs.statements as unknown as StoredStatement[]);
    if (!only || more.length > 0) throw new Error('The record store must hold one learner in one registration.');
    return only;
  } finally {
    await browser.close();
    await host.close();
    await remove();
  }
}

async function scorm(target: TargetName): Promise<ReportedAttempt> {
  const run = await openCourse(targets[target], async (context) => {
    await context.addInitScript(sameTimeAndDraw, T0);
  });
  try {
    await wholeCourse(run.frame);
    const elements = await run.committed();
    const midnight = new Date(T0).setHours(0, 0, 0, 0);
    return target === 'scorm12' ? fromElements12(elements, midnight) : fromElements2004(elements);
  } finally {
    await run.close();
  }
}

async function wholeCourse(frame: () => Frame): Promise<void> {
  const trainee = new Trainee(await realCourse(), frame, {
    answers: slips,
    sure: (id) => (id.endsWith('Q1') ? true : id.endsWith('Q3') ? false : undefined),
    helps: (node) => node.endsWith('N1'),
  });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
}

/** What the learner would save to a file. */
async function progress(page: Page): Promise<ReportedAttempt> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save my progress to a file' }).click();
  const stream = await (await saved).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const found = fromProgressFile(await realCourse(), Buffer.concat(chunks).toString('utf8'));
  if (!found) throw new Error('The saved file is not one of this course.');
  return found;
}
