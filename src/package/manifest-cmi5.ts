import { create } from 'xmlbuilder2';
import type { Course } from '../course/course.ts';
import { courseIri, unitIri } from '../course/iri.ts';
import { isIri } from './iri.ts';
import { readXml, type XmlElement } from './read-xml.ts';

export const CMI5 = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const COURSE = 'http://adlnet.gov/expapi/activities/course';
const MOVE_ON = ['NotApplicable', 'Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed'];
/** The LMS's own words in the launch address (cmi5 §8.1). */
const RESERVED = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];

type Facts = Pick<Course, 'id' | 'title' | 'description' | 'language' | 'objectives'>;

/**
 * cmi5.xml of a course with one assignable unit. It is done when completed and passed. It names no masteryScore: an LMS
 * would judge by the score alone, and our pass has other gates.
 */
export function manifestCmi5(course: Facts): string {
  const text = (words: string) => ({ langstring: { '@lang': course.language, '#': words } });
  const words = { title: text(course.title), description: text(course.description) };
  const objective = (id: string) => `${unitIri(course)}/objective/${id}`;
  const document = create(
    { version: '1.0', encoding: 'UTF-8' },
    {
      courseStructure: {
        '@xmlns': CMI5,
        course: { '@id': courseIri(course), ...words },
        objectives: {
          objective: course.objectives.map((o) => ({
            '@id': objective(o.id),
            title: text(o.name),
            description: text(o.goal),
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

/** What is wrong with a cmi5.xml. No npm package carries its schema, so its rules stand here, and those it misses (standards 1.3). */
export function cmi5Problems(files: ReadonlyMap<string, Uint8Array>): string[] {
  const xml = readXml(files, 'cmi5.xml');
  if (xml.problem !== null) return [xml.problem];
  const { root } = xml;
  if (root.name !== 'courseStructure' || root.namespace !== CMI5)
    return [`cmi5.xml: the root must be <courseStructure> of ${CMI5}.`];
  const units = root.children.filter((each) => each.name === 'au');
  return [
    ...orderProblems(root, ['course', 'objectives', 'au']),
    ...units.flatMap((unit) => [
      ...orderProblems(unit, ['title', 'description', 'objectives', 'url']),
      ...unitProblems(unit, files),
    ]),
    ...idProblems(root),
    ...textProblems(root),
  ].map((problem) => `cmi5.xml: ${problem}`);
}

function orderProblems(element: XmlElement, order: string[]): string[] {
  const found = element.children.map((child) => child.name).filter((name, at, all) => name !== all[at - 1]);
  const wanted = order.filter((name) => name !== 'objectives' || found.includes(name));
  return found.join() === wanted.join()
    ? []
    : [`<${element.name}> must hold ${wanted.join(', ')} in this order, not ${found.join(', ')}.`];
}

function unitProblems({ attributes, children }: XmlElement, files: ReadonlyMap<string, Uint8Array>): string[] {
  const problems: string[] = [];
  const { moveOn = '', masteryScore, launchMethod = 'AnyWindow' } = attributes;
  if (!MOVE_ON.includes(moveOn))
    problems.push(`moveOn must be one of ${MOVE_ON.join(', ')}; left out, the unit is done before it is opened.`);
  if (!['AnyWindow', 'OwnWindow'].includes(launchMethod)) problems.push(`launchMethod "${launchMethod}" is unknown.`);
  if (masteryScore !== undefined) {
    if (!(Number(masteryScore) >= 0 && Number(masteryScore) <= 1))
      problems.push(`masteryScore must be a number from 0 to 1, not "${masteryScore}".`);
    problems.push(
      'masteryScore would let the LMS judge by score alone, with other conditions still open. Leave it out.',
    );
  }
  const [page = '', query = ''] = (children.find((child) => child.name === 'url')?.text ?? '').split('?');
  if (!files.has(page)) problems.push(`the launch page "${page}" is not in the package.`);
  for (const name of new URLSearchParams(query).keys())
    if (RESERVED.includes(name)) problems.push(`the url may not use ${name}: the LMS does.`);
  return problems;
}

function idProblems(root: XmlElement): string[] {
  const all = elements(root).filter((each) => ['course', 'au', 'block', 'objective'].includes(each.name));
  const named = all.filter((each) => !('idref' in each.attributes));
  const ids = named.map((each) => each.attributes['id'] ?? '');
  return [
    ...named.flatMap((each) =>
      isIri(each.attributes['id'] ?? '')
        ? []
        : [`the id of <${each.name}> must be an absolute IRI, not "${each.attributes['id'] ?? ''}".`],
    ),
    ...(new Set(ids).size < ids.length ? ['two elements share one id.'] : []),
    ...all.flatMap(({ attributes: { idref } }) =>
      idref === undefined || ids.includes(idref) ? [] : [`the objective "${idref}" is not in the file.`],
    ),
  ];
}

function textProblems(root: XmlElement): string[] {
  return elements(root).flatMap((each) => {
    if (each.name === 'langstring') return each.attributes['lang'] ? [] : [`a <langstring> needs a lang.`];
    if (each.name !== 'title' && each.name !== 'description') return [];
    return each.children.some((child) => child.name === 'langstring') ? [] : [`<${each.name}> needs a <langstring>.`];
  });
}

const elements = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap(elements)];
