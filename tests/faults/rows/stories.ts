import type { Course } from '../../../src/course/course.ts';
import { best } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { Desk, onOwnTime } from '../desk.ts';
import type { Run } from '../fault.ts';
import { placeFor, standards, type Fault, type Place, type PlaceOptions, type Standard } from '../place.ts';

export const scorm: readonly Standard[] = ['scorm12', 'scorm2004'];
export const stores: readonly Standard[] = ['xapi', 'cmi5'];
export { standards };

/** Plays a story once in each of these standards, each in a new LMS with a clock of its own. */
export async function inEach(
  which: readonly Standard[],
  story: (desk: Desk, place: Place, course: Course) => Promise<Run | Run[]>,
  options: PlaceOptions = {},
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const standard of which) {
    const course = await realCourse();
    const place = placeFor(standard, course, options);
    const told = await onOwnTime(() => story(new Desk(place, course), place, course));
    runs.push(...[told].flat());
  }
  return runs;
}

/** Calls like these answer "false" with this error code, `times` times; then all is well. `done`: it is done all the same. */
export function refusing(call: RegExp, code: number, times = Number.POSITIVE_INFINITY, done = false): Fault<unknown> {
  let left = times;
  let failed = false;
  return (passing, ask) => {
    if (passing.call.endsWith('GetLastError') && failed) {
      failed = false;
      return String(code);
    }
    if (!call.test(`${passing.call}(${passing.args[0] ?? ''})`) || left <= 0) return ask();
    left -= 1;
    failed = true;
    if (done) ask();
    return 'false';
  };
}

/** A visit that brings the key of the sealed copy to the LMS, and ends. */
export async function firstVisit(desk: Desk): Promise<void> {
  await desk.open();
  await desk.answer(1);
  await desk.leave();
  desk.place.kill();
}

/**
 * A phone, a computer that goes further, and the phone again, which knows less and writes last; then the next visit, and
 * how many lessons it finds done: six were.
 */
export async function twoDevices(
  phone: Desk,
  place: Place,
  course: Course,
): Promise<{ computer: Desk; next: Desk; done: number }> {
  await phone.open();
  await phone.answer(2);
  const computer = new Desk(place, course);
  await computer.open();
  await computer.answer(4);
  const last = course.lessons.at(-1);
  if (last) await phone.say(last.check, best(last.check));
  await phone.wait(60_000);
  const next = new Desk(place, course);
  await next.open();
  return { computer, next, done: next.controller.attempt.checks.length };
}
