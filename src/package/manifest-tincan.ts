import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';
import { unitIri } from '../course/iri.ts';
import { inspectTinCan, TINCAN } from './inspect/tincan.ts';
import { readXml } from './read-xml.ts';

const COURSE = 'http://adlnet.gov/expapi/activities/course';

type Facts = Pick<Course, 'id' | 'title' | 'description' | 'language'>;

/** tincan.xml of a package: one activity, the one unit that is launched. Its id is the same in every version. */
export function manifestTinCan(course: Facts, _files: readonly string[] = [], others: readonly Facts[] = []): string {
  const text = (words: (course: Facts) => string) =>
    [course, ...others].map((each) => ({ '@lang': each.language, '#': words(each) }));
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      tincan: {
        '@xmlns': TINCAN,
        activities: {
          activity: {
            '@id': unitIri(course),
            '@type': COURSE,
            name: text((each) => each.title),
            description: text((each) => each.description),
            launch: { '@lang': course.language, '#': 'index.html' },
          },
        },
      },
    },
  );
  return `${document.end({ prettyPrint: true })}\n`;
}

/** What is wrong with a tincan.xml. */
export function tinCanProblems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const xml = readXml(files, 'tincan.xml');
  if (xml.problem !== null) return [xml.problem];
  return inspectTinCan(xml.root, files).problems.map((problem) => `tincan.xml: ${problem}`);
}
