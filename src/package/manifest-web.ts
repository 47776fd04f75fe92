import type { Course } from '../course/course.ts';

type Facts = Pick<Course, 'title' | 'version' | 'language'>;

/**
 * READ-ME.txt of a package without an LMS, in place of a manifest: whoever unpacks it must know that no LMS hears of
 * it. The list of files is not needed: nothing but a browser reads this folder.
 */
export function readMeWeb(course: Facts, others: readonly Facts[] = [], endpoint?: string): string {
  const languages = [course, ...others].map(({ language }) => language);
  const sent =
    endpoint === undefined ? NOTHING_IS_SENT : `${ANSWERS_ARE_SENT} ${new URL(endpoint).host}; the pages say so, too.`;
  return `${course.title}
Version ${course.version}, ${languages.length === 1 ? 'language' : 'languages'} ${languages.join(', ')}

1. Unpack the whole zip into one folder.
2. Open index.html in a browser, from disk or from any web server.

${sent} Progress stays in the browser tab and is gone when the tab is
closed. Learners can save it to a file and load it again later.
Use another package (SCORM, xAPI or cmi5) when an LMS must know who has passed.
`;
}

const NOTHING_IS_SENT = 'Nothing is sent to an LMS or to anyone else.';
const ANSWERS_ARE_SENT = 'Answers and results are also sent to the record store at';

/** What is wrong with a package for the web: it must say that nothing is sent, and open. */
export function readMeProblems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const [text, page] = ['READ-ME.txt', 'index.html'].map((name) => new TextDecoder().decode(files.get(name))) as [
    string,
    string,
  ];
  return [
    ...(text.includes(page.includes(' data-endpoint=') ? ANSWERS_ARE_SENT : NOTHING_IS_SENT)
      ? []
      : ['READ-ME.txt must say whether anything is sent, and where.']),
    ...(files.has('index.html') ? [] : ['READ-ME.txt names index.html, which is not in the package.']),
  ];
}
