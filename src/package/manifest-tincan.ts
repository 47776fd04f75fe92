import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';
import { unitIri } from '../course/iri.ts';
import { isIri } from './iri.ts';
import { readXml } from './read-xml.ts';

export const TINCAN = 'http://projecttincan.com/tincan.xsd';
const COURSE = 'http://adlnet.gov/expapi/activities/course';

type Facts = Pick<Course, 'id' | 'title' | 'description' | 'language'>;

/** tincan.xml of a package: one activity, the one unit that is launched. Its id is the same in every version. */
export function manifestTinCan(course: Facts): string {
  const text = (words: string) => ({ '@lang': course.language, '#': words });
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      tincan: {
        '@xmlns': TINCAN,
        activities: {
          activity: {
            '@id': unitIri(course),
            '@type': COURSE,
            name: text(course.title),
            description: text(course.description),
            launch: text('index.html'),
          },
        },
      },
    },
  );
  return `${document.end({ prettyPrint: true })}\n`;
}

/** What is wrong with a tincan.xml. Its published schema reaches no package of ours, so its rules stand here (standards 1.4). */
export function tinCanProblems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const xml = readXml(files, 'tincan.xml');
  if (xml.problem !== null) return [xml.problem];
  const { root } = xml;
  const problems: string[] = [];
  const say = (problem: string) => problems.push(`tincan.xml: ${problem}`);
  if (root.name !== 'tincan' || root.namespace !== TINCAN) say(`the root must be <tincan> of ${TINCAN}.`);
  const found = root.children.flatMap((each) => each.children).filter((each) => each.name === 'activity');
  const launched = found.filter((each) => each.children.some((child) => child.name === 'launch'));
  if (launched.length !== 1) say(`exactly one activity may be launched, not ${launched.length}.`);
  for (const activity of found) {
    for (const attribute of ['id', 'type'])
      if (!isIri(activity.attributes[attribute] ?? ''))
        say(`the ${attribute} of an activity must be an absolute IRI, not "${activity.attributes[attribute] ?? ''}".`);
    const names = activity.children.map((child) => child.name).filter((name, at, all) => name !== all[at - 1]);
    if (names.join() !== 'name,description,launch')
      say(`an activity must hold name, description, launch in this order, not ${names.join(', ')}.`);
    for (const child of activity.children) {
      if (!child.attributes['lang']) say(`<${child.name}> needs a lang.`);
      if (child.name === 'launch' && !files.has(child.text))
        say(`the launch page "${child.text}" is not in the package.`);
    }
  }
  return problems;
}
