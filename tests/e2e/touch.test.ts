import type { BrowserContext } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { targets } from '../../src/package/targets.ts';
import { openCourse, PHONE } from '../support/course-run.ts';
import { finger } from '../support/hands.ts';
import { Trainee } from '../support/trainee.ts';

let atFullSpeed = async (): Promise<void> => {};

/** A phone is slow: at least while the course opens, and by that it chooses to draw in small steps to the end. */
async function slowAtFirst(context: BrowserContext): Promise<void> {
  context.on('page', async (page) => {
    const cdp = await context.newCDPSession(page);
    const pace = (rate: number) => cdp.send('Emulation.setCPUThrottlingRate', { rate });
    atFullSpeed = async () => void (await pace(1));
    await pace(8);
  });
}

it('[WCAG 2.5.1] [WCAG 2.5.7] the whole course, from welcome to signed promise, works by taps alone on a phone of 360 by 640', async () => {
  const run = await openCourse(targets.scorm12, slowAtFirst, PHONE);
  onTestFinished(() => run.close());
  await atFullSpeed();
  const problems: string[] = [];
  const look = async (state: string): Promise<void> => {
    problems.push(...(await run.frame().evaluate(tooWideOrSmall)).map((problem) => `${state}: ${problem}`));
  };
  expect(await run.frame().evaluate(isLater)).toBe(true);
  const trainee = new Trainee(run.course, run.frame, { hands: finger, look });
  await trainee.begin();
  await trainee.goOnUntil('receipt');
  expect((await run.committed())['cmi.core.lesson_status']).toBe('passed');
  expect(problems).toEqual([]);
  expect(await run.frame().evaluate(() => window.innerWidth)).toBe(360);
  expect(run.errors).toEqual([]);
});

/** Whether what a click brings comes in a later task; the page is left as it was found. */
async function isLater(): Promise<boolean> {
  const [home, words] = ['home', 'glossary'].map((to) => document.querySelector<HTMLElement>(`nav [data-to=${to}]`));
  const heading = document.querySelector('h1')?.textContent;
  words?.click();
  for (let n = 0; n < 50; n += 1) await Promise.resolve();
  const later = document.querySelector('h1')?.textContent === heading;
  home?.click();
  do await new Promise((then) => setTimeout(then, 100));
  while (document.querySelector('h1')?.textContent !== heading);
  return later;
}

/** A page wider than its frame, and controls lower than 44 pixels; words to look up stand in a line of text, and pins have a list beside them. */
function tooWideOrSmall(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const small = [
    ...document.querySelectorAll<HTMLElement>('button, .button, select, input[type=text], .option, summary'),
  ]
    .filter((control) => control.checkVisibility() && !control.matches('.term, .pin'))
    .filter((control) => control.getBoundingClientRect().height < 44)
    .map(
      (control) => `“${control.textContent.trim().slice(0, 40)}” is ${control.getBoundingClientRect().height} px high`,
    );
  return scrollWidth > clientWidth ? [...small, `the page is ${scrollWidth} px wide in ${clientWidth}`] : small;
}
