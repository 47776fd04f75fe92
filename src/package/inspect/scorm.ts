import { elements, type XmlElement } from '../read-xml.ts';
import { distinct, few, fileOf, isAbsolute, type Files, type Reading } from './reading.ts';

/** Editions of SCORM by the text of `<schemaversion>`; other text is taken for SCORM 1.2 by many an LMS. */
const EDITIONS = {
  '1.2': 'scorm12',
  'CAM 1.3': 'scorm2004-2',
  '2004 3rd Edition': 'scorm2004-3',
  '2004 4th Edition': 'scorm2004-4',
} as const;

export type ScormEdition = (typeof EDITIONS)[keyof typeof EDITIONS];

/** All elements of a SCORM manifest with a name, in the manifest's own namespace: metadata have words of the same spelling. */
export const all = (root: XmlElement, name: string): XmlElement[] =>
  elements(root).filter((each) => each.name === name && each.namespace === root.namespace);

/** The text of `<schemaversion>`. */
export const schemaVersion = (root: XmlElement): string => all(root, 'schemaversion')[0]?.text ?? '';

/** Reads any SCORM manifest. `files` are those of the manifest's folder. */
export function inspectScorm(root: XmlElement, files: Files): Reading & { edition: ScormEdition } {
  const found = schemaVersion(root);
  const known = Object.entries(EDITIONS).find(([text]) => text === found)?.[1];
  const edition = known ?? (root.namespace.endsWith('_v1p1') ? 'scorm2004-4' : 'scorm12');
  const launched = firstItem(root);
  const organization = defaultOrganization(root);
  return {
    edition,
    title: textOf(organization, 'title') ?? textOf(all(root, 'item')[0], 'title'),
    identifier: root.attribute('identifier') ?? null,
    version: root.attribute('version') ?? null,
    languages: distinct(
      elements(root).flatMap((each) => [
        each.name === 'language' ? each.text : undefined,
        each.attributes['xml:lang'],
        each.name === 'string' ? each.attribute('language') : undefined,
      ]),
    ),
    launch: launched,
    problems: [
      ...(known
        ? []
        : [
            `<schemaversion> reads "${found}": write "1.2", "2004 3rd Edition" or "2004 4th Edition", because LMSs take other text for SCORM 1.2.`,
          ]),
      ...structureProblems(root, edition === 'scorm12' ? 'scormtype' : 'scormType'),
      ...measureProblems(root),
      ...fileProblems(root, files, edition !== 'scorm12'),
    ],
    notes: notesOn(root, files, edition),
  };
}

/** References that lead nowhere, resources that are no SCO by a spelling mistake, identifiers that are none. */
export function structureProblems(
  root: XmlElement,
  scormtype: 'scormtype' | 'scormType',
  types: readonly string[] = ['sco', 'asset'],
): string[] {
  const problems: string[] = [];
  const resources = resourcesOf(root);
  const organizations = all(root, 'organization').map((each) => each.attribute('identifier'));
  const named = all(root, 'organizations')[0]?.attribute('default');
  if (organizations.length === 0) problems.push('there is no organization, so nothing can be launched.');
  else if (named !== undefined && !organizations.includes(named))
    problems.push(`the default organization "${named}" is not in the file.`);
  for (const item of all(root, 'item')) {
    const reference = item.attribute('identifierref');
    const resource = resources.get(reference);
    if (reference === undefined) {
      if (!item.children.some((child) => child.name === 'item'))
        problems.push(`item "${item.attribute('identifier') ?? ''}" launches nothing and holds no other item.`);
    } else if (!resource) {
      problems.push(
        `item "${item.attribute('identifier') ?? ''}" launches "${reference}", and no resource has that identifier.`,
      );
    } else if (!types.includes(typeOf(resource, scormtype) ?? '')) {
      problems.push(
        `resource "${reference}" needs adlcp:${scormtype}="sco", spelled exactly so: without it the LMS tracks nothing.`,
      );
    }
  }
  const identifiers = ['manifest', 'organization', 'item', 'resource'].flatMap((name) =>
    all(root, name).map((each) => each.attribute('identifier') ?? ''),
  );
  for (const identifier of identifiers) {
    if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(identifier))
      problems.push(`identifier "${identifier}" must start with a letter or "_" and hold no spaces.`);
  }
  if (new Set(identifiers).size < identifiers.length) problems.push('two elements share one identifier.');
  return problems;
}

/** Elements with which an LMS judges by itself, and what they may hold. */
export const MEASURES = [
  { name: 'masteryscore', least: 0, most: 100 },
  { name: 'minNormalizedMeasure', least: -1, most: 1 },
  { name: 'completionThreshold', least: 0, most: 1 },
] as const;

/** Pass marks that are no number, or outside their range. */
export function measureProblems(root: XmlElement): string[] {
  return MEASURES.flatMap(({ name, least, most }) =>
    measures(root, name)
      .filter((text) => text === '' || !(Number(text) >= least && Number(text) <= most))
      .map((text) => `<${name}> must be a number from ${least} to ${most}, not "${text}".`),
  );
}

/** The texts of a measure; in the 4th edition a completion threshold is an attribute, and its element is empty. */
export const measures = (root: XmlElement, name: string): string[] =>
  elements(root)
    .filter((each) => each.name === name && each.namespace !== root.namespace)
    .map(
      (each) =>
        each.attribute('minProgressMeasure') ?? (name === 'completionThreshold' && !each.text ? '1' : each.text),
    );

/** Launch pages and listed files that are not there. */
function fileProblems(root: XmlElement, files: Files, needsOwnElement: boolean): string[] {
  const problems: string[] = [];
  const launched = new Set(all(root, 'item').map((item) => item.attribute('identifierref')));
  const missing: string[] = [];
  for (const resource of all(root, 'resource')) {
    const href = resource.attribute('href');
    const listed = listedFiles(root, resource, files);
    missing.push(...listed.filter((path) => !files.has(path)));
    if (!launched.has(resource.attribute('identifier'))) continue;
    const name = resource.attribute('identifier') ?? '';
    if (href === undefined) problems.push(`resource "${name}" is launched and names no launch page (href).`);
    else if (!isAbsolute(href)) {
      const page = fileOf(baseOf(root, resource) + href, files);
      if (!files.has(page)) problems.push(`the launch page "${page}" is not in the package.`);
      if (needsOwnElement && !listed.includes(page))
        problems.push(`the launch page "${page}" needs a file element of its own.`);
    }
  }
  return missing.length > 0 ? [...problems, `listed files are not in the package: ${few(missing)}.`] : problems;
}

function notesOn(root: XmlElement, files: Files, edition: ScormEdition): string[] {
  const notes: string[] = [];
  const scormtype = edition === 'scorm12' ? 'scormtype' : 'scormType';
  const scos = all(root, 'resource').filter((each) => typeOf(each, scormtype) === 'sco').length;
  if (scos === 0) notes.push('No resource is a SCO: the LMS will track nothing but that it was opened.');
  if (scos > 1) notes.push(`It holds ${scos} SCOs; the launch page named here is the first.`);
  if (edition === 'scorm2004-2') notes.push('It is SCORM 2004 2nd Edition; some LMSs know the 3rd and 4th only.');
  if (all(root, 'manifest').length > 1) notes.push('It holds manifests within the manifest, which few LMSs read.');
  for (const { name } of MEASURES) {
    const [mark] = measures(root, name);
    if (mark !== undefined)
      notes.push(`<${name}> is ${mark}: the LMS may overwrite the status that the course reports.`);
  }
  const listed = new Set(all(root, 'resource').flatMap((resource) => listedFiles(root, resource, files)));
  const unlisted = [...files.keys()].filter(
    (path) => !listed.has(path) && !/(^imsmanifest\.xml|\.(?:xsd|dtd))$/.test(path),
  );
  if (unlisted.length > 0) notes.push(`Not listed: ${few(unlisted)}; some LMSs serve only listed files.`);
  const outside = all(root, 'resource').filter((each) => isAbsolute(each.attribute('href') ?? ''));
  for (const resource of outside)
    notes.push(
      `It launches "${resource.attribute('href')}", outside the package: an LMS on another host cannot be reached from there.`,
    );
  return notes;
}

const resourcesOf = (root: XmlElement): Map<string | undefined, XmlElement> =>
  new Map(all(root, 'resource').map((each) => [each.attribute('identifier'), each]));

function defaultOrganization(root: XmlElement): XmlElement | undefined {
  const organizations = all(root, 'organization');
  const named = all(root, 'organizations')[0]?.attribute('default');
  return organizations.find((each) => each.attribute('identifier') === named) ?? organizations[0];
}

/** The address of the first item that launches something, its parameters added as an LMS would. */
function firstItem(root: XmlElement): string | null {
  const organization = defaultOrganization(root);
  if (!organization) return null;
  const resources = resourcesOf(root);
  for (const item of all(organization, 'item')) {
    const resource = resources.get(item.attribute('identifierref'));
    const href = resource?.attribute('href');
    if (!resource || href === undefined) continue;
    const parameters = (item.attribute('parameters') ?? '').replace(/^[?&]+/, '');
    const address = isAbsolute(href) ? href : baseOf(root, resource) + href;
    return parameters === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${parameters}`;
  }
  return null;
}

/** The folder that addresses of a resource start from (`xml:base`). */
const baseOf = (root: XmlElement, resource: XmlElement): string =>
  [root, all(root, 'resources')[0], resource].map((each) => each?.attributes['xml:base'] ?? '').join('');

const listedFiles = (root: XmlElement, resource: XmlElement, files: Files): string[] =>
  all(resource, 'file')
    .map((file) => file.attribute('href') ?? '')
    .filter((href) => !isAbsolute(href))
    .map((href) => fileOf(baseOf(root, resource) + href, files));

/** adlcp:scormtype in any version of the adlcp namespace; the spelling is that of the edition. */
const typeOf = (resource: XmlElement, spelling: string): string | undefined =>
  Object.entries(resource.attributes).find(([name]) => name.endsWith(`:${spelling}`))?.[1];

const textOf = (element: XmlElement | undefined, name: string): string | null =>
  element?.children.find((child) => child.name === name)?.text ?? null;
