import { all, measureProblems, measures, MEASURES, schemaVersion, structureProblems } from './inspect/scorm.ts';
import { schemaVersions } from './manifest-scorm2004.ts';
import { elements, readXml, type XmlElement } from './read-xml.ts';
import type { Target } from './targets.ts';

/** What is wrong with a SCORM manifest of ours that no schema catches: dangling references, unlisted files, wrong words. */
export function manifestProblems(files: ReadonlyMap<string, Uint8Array>, target: Target): string[] {
  const { manifestFile } = target;
  const xml = readXml(files, manifestFile);
  if (xml.problem !== null) return [xml.problem];
  return [
    ...versionProblems(xml.root, target),
    ...judgingProblems(xml.root),
    ...structureProblems(xml.root, target.name === 'scorm12' ? 'scormtype' : 'scormType', ['sco']),
    ...deliveryProblems(xml.root, target),
    ...fileProblems(xml.root, files, manifestFile),
  ].map((problem) => `${manifestFile}: ${problem}`);
}

function versionProblems(root: XmlElement, { name }: Target): string[] {
  const edition = name === 'scorm2004-3' || name === 'scorm2004-4' ? schemaVersions[name] : '1.2';
  return [
    { name: 'schema', expected: 'ADL SCORM', found: all(root, 'schema')[0]?.text ?? '' },
    { name: 'schemaversion', expected: edition, found: schemaVersion(root) },
  ]
    .filter(({ expected, found }) => found !== expected)
    .map(
      (each) =>
        `<${each.name}> must read "${each.expected}", not "${each.found}": an LMS takes anything else for another standard.`,
    );
}

/** An LMS that judges by score or progress alone would pass a learner with a critical mistake still open. */
function judgingProblems(root: XmlElement): string[] {
  const judging = MEASURES.filter(({ name }) => measures(root, name).length > 0).map(
    ({ name }) =>
      `<${name}> would let the LMS pass a learner by score or progress alone, with other conditions still open. Leave it out.`,
  );
  return [...measureProblems(root), ...judging];
}

/** 2004: an LMS completes and satisfies an attempt that reported nothing, unless the course says that it does so itself. */
function deliveryProblems(root: XmlElement, { name }: Target): string[] {
  if (name === 'scorm12') return [];
  const controls = elements(root).find((each) => each.name === 'deliveryControls');
  return ['completionSetByContent', 'objectiveSetByContent']
    .filter((attribute) => controls?.attribute(attribute) !== 'true')
    .map((attribute) => `<deliveryControls> needs ${attribute}="true": the course sets its own statuses.`);
}

function fileProblems(root: XmlElement, files: ReadonlyMap<string, Uint8Array>, manifestFile: string): string[] {
  const problems: string[] = [];
  const listed = all(root, 'file').map((file) => file.attribute('href') ?? '');
  for (const resource of all(root, 'resource')) {
    const launch = resource.attribute('href') ?? '';
    if (launch !== 'index.html')
      problems.push(`the launch page is "${launch}" and must be "index.html": many LMSs have no directory index.`);
    if (!files.has(launch)) problems.push(`the launch page "${launch}" is not in the package.`);
    if (!listed.includes(launch)) problems.push(`the launch page "${launch}" needs a file element of its own.`);
  }
  for (const href of listed) {
    if (!files.has(href)) problems.push(`the listed file "${href}" is not in the package.`);
  }
  for (const path of files.keys()) {
    if (path !== manifestFile && !listed.includes(path))
      problems.push(`"${path}" is not listed: some LMSs serve only listed files.`);
  }
  return problems;
}
