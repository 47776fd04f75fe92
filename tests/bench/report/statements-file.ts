import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { demoStatements } from '../../../src/app/report-demo-files.ts';
import { demoCohort } from '../../../src/app/report-demo.ts';
import type { Course } from '../../../src/course/course.ts';

/** Courses of play that the engine makes; learners beyond them take the same answers under names and enrolments of their own. */
const PLAYED = 1000;

/**
 * Writes statements of a cohort that the real engine played, one in a line. Every second learner is whole, those between leave
 * off on their way, so that `learners` of them make `statements` in all. Gives the bytes written.
 */
export async function writeStatements(
  course: Course,
  path: string,
  { learners, statements, until }: { learners: number; statements: number; until: number },
): Promise<number> {
  const cohort = demoCohort(course, Math.min(PLAYED, learners), 1, until);
  const lines = cohort.map((learner) => [...demoStatements(course, [learner])].map((each) => JSON.stringify(each)));
  const out = createWriteStream(path);
  const each = statements / learners;
  let written = 0;
  for (let n = 0; n < learners; n += 1) {
    const at = n % cohort.length;
    const [own = [], next = []] = [lines[at], lines[(at + 1) % cohort.length]];
    const left = n === learners - 1 ? statements - written : Math.round(each * (n + 2)) - written - next.length;
    const mine = n % 2 === 1 && n < learners - 1 ? own : own.slice(0, Math.min(own.length, Math.max(1, left)));
    written += mine.length;
    const text = mine.map((line) => `${renamed(line, cohort[at]?.id ?? '', n)}\n`).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return out.bytesWritten;
}

/** The statement of another learner: id, enrolment and statement id are theirs, in texts as long as before. */
function renamed(line: string, id: string, n: number): string {
  const hex = n.toString(16).padStart(8, '0');
  return line
    .replace(`"name":"${id}"`, `"name":"learner-${n}"`)
    .replace(/"registration":"[0-9a-f]{8}/, `"registration":"${hex}`)
    .replace(/"id":"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}","actor")/, `"id":"${hex}$1`);
}
