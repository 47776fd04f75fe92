import { isIri } from '../iri.ts';
import { elements, type XmlElement } from '../read-xml.ts';
import { distinct, fileOf, isAbsolute, type Files, type Reading } from './reading.ts';

export const CMI5 = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const MOVE_ON = ['NotApplicable', 'Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed'];
/** The LMS's own words in the launch address (cmi5 §8.1). */
const RESERVED = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];
/** Children in the order the schema asks for; `?` may be left out. */
const ORDER: Record<string, string[]> = {
  courseStructure: ['course', 'objectives?', 'au|block'],
  au: ['title', 'description', 'objectives?', 'url', 'launchParameters?', 'entitlementKey?'],
};

/** Reads any cmi5.xml. No npm package carries its schema, so its rules stand here, and those it misses (standards 1.3). */
export function inspectCmi5(root: XmlElement, files: Files): Reading {
  const own = elements(root).filter((each) => each.namespace === root.namespace);
  const units = own.filter((each) => each.name === 'au');
  const course = root.children.find((child) => child.name === 'course');
  const wrongRoot = root.name !== 'courseStructure' || root.namespace !== CMI5;
  return {
    title: course?.children.find((child) => child.name === 'title')?.children[0]?.text ?? null,
    identifier: course?.attribute('id') ?? null,
    version: null,
    languages: distinct(own.map((each) => (each.name === 'langstring' ? each.attribute('lang') : undefined))),
    launch: units[0] ? urlOf(units[0]) : null,
    problems: wrongRoot
      ? [`the root must be <courseStructure> of ${CMI5}.`]
      : [
          ...orderProblems(root),
          ...units.flatMap((unit) => [...orderProblems(unit), ...unitProblems(unit, files)]),
          ...idProblems(own),
          ...textProblems(own),
        ],
    notes: notesOn(units),
  };
}

const urlOf = (unit: XmlElement): string => unit.children.find((child) => child.name === 'url')?.text ?? '';

function orderProblems(element: XmlElement): string[] {
  const wanted = ORDER[element.name] ?? [];
  const found = element.children
    .filter((child) => child.namespace === element.namespace) // extensions may stand beside
    .map((child) => child.name)
    .filter((name, at, names) => name !== names[at - 1]);
  const pattern = wanted
    .map((name) => (name.endsWith('?') ? `(?:${name.slice(0, -1)} )?` : `(?:(?:${name}) )+`))
    .join('');
  return new RegExp(`^${pattern}$`).test(found.map((name) => `${name} `).join(''))
    ? []
    : [`<${element.name}> must hold ${wanted.join(', ').replaceAll('?', '')} in this order, not ${found.join(', ')}.`];
}

function unitProblems(unit: XmlElement, files: Files): string[] {
  const problems: string[] = [];
  const moveOn = unit.attribute('moveOn') ?? 'NotApplicable';
  const masteryScore = unit.attribute('masteryScore');
  const launchMethod = unit.attribute('launchMethod') ?? 'AnyWindow';
  if (!MOVE_ON.includes(moveOn)) problems.push(`moveOn must be one of ${MOVE_ON.join(', ')}, not "${moveOn}".`);
  if (!['AnyWindow', 'OwnWindow'].includes(launchMethod)) problems.push(`launchMethod "${launchMethod}" is unknown.`);
  if (masteryScore !== undefined && (masteryScore === '' || !(Number(masteryScore) >= 0 && Number(masteryScore) <= 1)))
    problems.push(`masteryScore must be a number from 0 to 1, not "${masteryScore}".`);
  const url = urlOf(unit);
  const page = isAbsolute(url) ? '' : fileOf(url, files);
  if (!isAbsolute(url) && !files.has(page)) problems.push(`the launch page "${page}" is not in the package.`);
  for (const name of new URLSearchParams(url.split('?')[1] ?? '').keys())
    if (RESERVED.includes(name)) problems.push(`the url may not use ${name}: the LMS does.`);
  return problems;
}

function idProblems(own: readonly XmlElement[]): string[] {
  const all = own.filter((each) => ['course', 'au', 'block', 'objective'].includes(each.name));
  const named = all.filter((each) => each.attribute('idref') === undefined);
  const kinds = distinct(named.map((each) => each.name));
  const ids = named.map((each) => each.attribute('id') ?? '');
  return [
    ...named.flatMap((each) =>
      isIri(each.attribute('id') ?? '')
        ? []
        : [`the id of <${each.name}> must be an absolute IRI, not "${each.attribute('id') ?? ''}".`],
    ),
    ...kinds.flatMap((name) => {
      const same = named.filter((each) => each.name === name).map((each) => each.attribute('id'));
      return new Set(same).size < same.length ? [`two elements <${name}> share one id.`] : [];
    }),
    ...all.flatMap((each) => {
      const idref = each.attribute('idref');
      return idref === undefined || ids.includes(idref) ? [] : [`the objective "${idref}" is not in the file.`];
    }),
  ];
}

function textProblems(own: readonly XmlElement[]): string[] {
  return own.flatMap((each) => {
    if (each.name === 'langstring') return each.attribute('lang') ? [] : [`a <langstring> needs a lang.`];
    if (each.name !== 'title' && each.name !== 'description') return [];
    return each.children.some((child) => child.name === 'langstring') ? [] : [`<${each.name}> needs a <langstring>.`];
  });
}

function notesOn(units: readonly XmlElement[]): string[] {
  const notes: string[] = [];
  if (units.length > 1)
    notes.push(`It holds ${units.length} assignable units; the launch page named here is the first.`);
  if (units.some((unit) => (unit.attribute('moveOn') ?? 'NotApplicable') === 'NotApplicable'))
    notes.push('A unit has moveOn NotApplicable, which is also the default: it counts as done before it is opened.');
  for (const unit of units) {
    const mark = unit.attribute('masteryScore');
    if (mark !== undefined)
      notes.push(`masteryScore is ${mark}: the course is held to it, whatever its own pass mark.`);
    if (isAbsolute(urlOf(unit))) notes.push(`It launches "${urlOf(unit)}", outside the package.`);
  }
  return notes;
}
