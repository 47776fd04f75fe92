import type { Course } from '../course/course.ts';
import { bundle } from '../package/bundle.ts';
import { itemKeyCsv } from '../package/item-key.ts';
import type { OfferedStore } from '../report/page/offered-store.ts';

const encoder = new TextEncoder();

/**
 * The report page: file name to bytes. It runs from a folder or any web host. `course.js` holds the course with its answers,
 * because a trainer reads answers in words: it is for trainers only and never goes into a learner's package.
 */
export async function reportPage(course: Course): Promise<Map<string, Uint8Array>> {
  return new Map([...(await reportScripts()), ['course.js', encoder.encode(courseScript(course))]]);
}

let scripts: Promise<Map<string, Uint8Array>> | undefined;

/** The page without a course: what is the same for all of them, bundled once. */
export function reportScripts(): Promise<Map<string, Uint8Array>> {
  scripts ??= (async () => new Map([...(await bundle('report')), ...(await bundle('report-worker'))]))();
  return scripts;
}

/** The course as a classic script, all ASCII: it survives a server that announces another character set. */
export function courseScript(course: Course, stores: readonly OfferedStore[] = []): string {
  return Object.entries({
    keepItConfidentialCourse: course,
    keepItConfidentialItemKey: itemKeyCsv(course),
    ...(stores.length === 0 ? {} : { keepItConfidentialStores: stores }),
  })
    .map(([name, value]) => `globalThis.${name} = ${ascii(JSON.stringify(value))};\n`)
    .join('');
}

const ascii = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
