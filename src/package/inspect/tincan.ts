import { isIri } from '../iri.ts';
import type { XmlElement } from '../read-xml.ts';
import { distinct, fileOf, isAbsolute, type Files, type Reading } from './reading.ts';

export const TINCAN = 'http://projecttincan.com/tincan.xsd';
const ORDER = ['name', 'description', 'launch', 'resource'];

/** Reads any tincan.xml. Its published schema reaches no package of ours, so its rules stand here (standards 1.4). */
export function inspectTinCan(root: XmlElement, files: Files): Reading {
  const found = root.children.flatMap((each) => each.children).filter((each) => each.name === 'activity');
  const launched = found.filter((each) => each.children.some((child) => child.name === 'launch'));
  const [activity] = launched;
  const own = (name: string) => activity?.children.find((child) => child.name === name)?.text ?? null;
  const problems: string[] = [];
  if (root.name !== 'tincan' || root.namespace !== TINCAN) problems.push(`the root must be <tincan> of ${TINCAN}.`);
  if (launched.length !== 1) problems.push(`exactly one activity may be launched, not ${launched.length}.`);
  const launch = own('launch');
  return {
    title: own('name'),
    identifier: activity?.attribute('id') ?? null,
    version: null,
    languages: distinct(found.flatMap((each) => each.children.map((child) => child.attribute('lang')))),
    launch,
    problems: [...problems, ...found.flatMap((each) => activityProblems(each, files))],
    notes: launch !== null && isAbsolute(launch) ? [`It launches "${launch}", outside the package.`] : [],
  };
}

function activityProblems(activity: XmlElement, files: Files): string[] {
  const problems: string[] = [];
  for (const attribute of ['id', 'type'])
    if (!isIri(activity.attribute(attribute) ?? ''))
      problems.push(
        `the ${attribute} of an activity must be an absolute IRI, not "${activity.attribute(attribute) ?? ''}".`,
      );
  const names = activity.children.map((child) => child.name).filter((name, at, all) => name !== all[at - 1]);
  const wanted = ORDER.filter((name) => names.includes(name) || name === 'name' || name === 'description');
  if (names.filter((name) => ORDER.includes(name)).join() !== wanted.join())
    problems.push(`an activity must hold ${wanted.join(', ')} in this order, not ${names.join(', ')}.`);
  for (const child of activity.children) {
    if ((child.name === 'launch' || child.name === 'description') && !child.attribute('lang'))
      problems.push(`<${child.name}> needs a lang.`);
    if (child.name === 'launch' && !isAbsolute(child.text) && !files.has(fileOf(child.text, files)))
      problems.push(`the launch page "${child.text}" is not in the package.`);
  }
  return problems;
}
