import type { Course } from '../course/course.ts';

type Facts = Pick<Course, 'title' | 'version' | 'language'>;

/**
 * READ-ME.txt of a package without an LMS, in place of a manifest: whoever unpacks it must know that no LMS hears of
 * it. The list of files is not needed: nothing but a browser reads this folder.
 */
export function readMeWeb(course: Facts): string {
  return `${course.title}
Version ${course.version}, language ${course.language}

1. Unpack the whole zip into one folder.
2. Open index.html in a browser, from disk or from any web server.

${NOTHING_IS_SENT} Progress stays in the browser tab and is gone when the tab is
closed. Learners can save it to a file and load it again later.
Use another package (SCORM, xAPI or cmi5) when an LMS must know who has passed.
`;
}

const NOTHING_IS_SENT = 'Nothing is sent to an LMS or to anyone else.';

/** What is wrong with a package for the web: it must say that nothing is sent, and open. */
export function readMeProblems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const text = new TextDecoder().decode(files.get('READ-ME.txt'));
  return [
    ...(text.includes(NOTHING_IS_SENT) ? [] : [`READ-ME.txt must say: “${NOTHING_IS_SENT}”`]),
    ...(files.has('index.html') ? [] : ['READ-ME.txt names index.html, which is not in the package.']),
  ];
}
