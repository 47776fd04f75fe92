import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';
import { courseIri, unitIri } from '../course/iri.ts';
import { CMI5, inspectCmi5 } from './inspect/cmi5.ts';
import { elements, readXml } from './read-xml.ts';

const COURSE = 'http://adlnet.gov/expapi/activities/course';

type Facts = Pick<Course, 'id' | 'title' | 'description' | 'language' | 'objectives'>;

/**
 * cmi5.xml of a course with one assignable unit. It is done when completed and passed. It names no masteryScore: an LMS
 * would judge by the score alone, and our pass has other gates.
 */
export function manifestCmi5(course: Facts, _files: readonly string[] = [], others: readonly Facts[] = []): string {
  const text = (words: (course: Facts) => string) => ({
    langstring: [course, ...others].map((each) => ({ '@lang': each.language, '#': words(each) })),
  });
  const words = { title: text((each) => each.title), description: text((each) => each.description) };
  const objective = (id: string) => `${unitIri(course)}/objective/${id}`;
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      courseStructure: {
        '@xmlns': CMI5,
        course: { '@id': courseIri(course), ...words },
        objectives: {
          objective: course.objectives.map((o, at) => ({
            '@id': objective(o.id),
            title: text((each) => each.objectives[at]?.name ?? o.name),
            description: text((each) => each.objectives[at]?.goal ?? o.goal),
          })),
        },
        au: {
          '@id': unitIri(course),
          '@moveOn': 'CompletedAndPassed',
          '@launchMethod': 'AnyWindow',
          '@activityType': COURSE,
          ...words,
          objectives: { objective: course.objectives.map((o) => ({ '@idref': objective(o.id) })) },
          url: 'index.html',
        },
      },
    },
  );
  return `${document.end({ prettyPrint: true })}\n`;
}

/** What is wrong with a cmi5.xml of ours: what would be wrong with any, and what would let the LMS judge in our place. */
export function cmi5Problems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const xml = readXml(files, 'cmi5.xml');
  if (xml.problem !== null) return [xml.problem];
  const own = elements(xml.root);
  const problems = [...inspectCmi5(xml.root, files).problems];
  for (const unit of own.filter((each) => each.name === 'au')) {
    if (unit.attribute('moveOn') === undefined)
      problems.push('moveOn must be given; left out, the unit is done before it is opened.');
    if (unit.attribute('masteryScore') !== undefined)
      problems.push(
        'masteryScore would let the LMS judge by score alone, with other conditions still open. Leave it out.',
      );
  }
  const ids = own.map((each) => each.attribute('id')).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) problems.push('two elements share one id.');
  return problems.map((problem) => `cmi5.xml: ${problem}`);
}
