import type { Course } from '../course/course.ts';
import { bundle } from '../package/bundle.ts';

const encoder = new TextEncoder();

/**
 * The report page: file name to bytes. It runs from a folder or any web host. `course.js` holds the course with its answers,
 * because a trainer reads answers in words: it is for trainers only and never goes into a learner's package.
 */
export async function reportPage(course: Course): Promise<Map<string, Uint8Array>> {
  const [page, worker] = [await bundle('report'), await bundle('report-worker')];
  return new Map([...page, ...worker, ['course.js', encoder.encode(courseScript(course))]]);
}

/** The course as a classic script, all ASCII: it survives a server that announces another character set. */
function courseScript(course: Course): string {
  const json = JSON.stringify(course).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `globalThis.keepItConfidentialCourse = ${json};\n`;
}
