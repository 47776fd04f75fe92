import { create } from 'xmlbuilder2';
import { namespaces } from './manifest-scorm12.ts';
import { namespaces2004, schemaVersions } from './manifest-scorm2004.ts';
import type { Target } from './targets.ts';

type Document = ReturnType<typeof parse>;

/** What a manifest of one edition must say. */
interface Words {
  imscp: string;
  adlcp: string;
  schemaversion: string;
  /** The attribute that makes a resource a SCO; its spelling differs between the editions. */
  scormtype: 'scormtype' | 'scormType';
  /** Elements with which an LMS would judge by itself. */
  judging: readonly { namespace: string; name: string }[];
}

const judging2004 = [
  { namespace: namespaces2004.imsss, name: 'minNormalizedMeasure' },
  { namespace: namespaces2004.adlcp, name: 'completionThreshold' },
];

function wordsOf(target: Target): Words {
  const { name } = target;
  if (name === 'scorm2004-3' || name === 'scorm2004-4') {
    const { imscp, adlcp } = namespaces2004;
    return { imscp, adlcp, schemaversion: schemaVersions[name], scormtype: 'scormType', judging: judging2004 };
  }
  const { imscp, adlcp } = namespaces;
  const judging = [{ namespace: adlcp, name: 'masteryscore' }];
  return { imscp, adlcp, schemaversion: '1.2', scormtype: 'scormtype', judging };
}

/** What is wrong with a SCORM manifest that no schema catches: dangling references, unlisted files, wrong words. */
export function manifestProblems(files: ReadonlyMap<string, Uint8Array>, target: Target): string[] {
  const { manifestFile } = target;
  let document: Document;
  try {
    document = parse(new TextDecoder().decode(files.get(manifestFile)));
  } catch (cause) {
    return [`${manifestFile} is not well-formed XML: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
  const words = wordsOf(target);
  return [
    ...versionProblems(document, words),
    ...structureProblems(document, words),
    ...deliveryProblems(document, target),
    ...fileProblems(document, files, manifestFile, words),
  ].map((problem) => `${manifestFile}: ${problem}`);
}

function versionProblems(document: Document, { imscp, schemaversion, judging }: Words): string[] {
  const problems: string[] = [];
  for (const [name, expected] of [
    ['schema', 'ADL SCORM'],
    ['schemaversion', schemaversion],
  ] as const) {
    const found = document.all(imscp, name).map((element) => element.text)[0];
    if (found !== expected)
      problems.push(
        `<${name}> must read "${expected}", not "${found ?? ''}": an LMS takes anything else for another standard.`,
      );
  }
  for (const { namespace, name } of judging) {
    if (document.all(namespace, name).length > 0) {
      problems.push(
        `<${name}> would let the LMS pass a learner by score or progress alone, with other conditions still open. Leave it out.`,
      );
    }
  }
  return problems;
}

function structureProblems(document: Document, { imscp, adlcp, scormtype }: Words): string[] {
  const problems: string[] = [];
  const resources = document.all(imscp, 'resource');
  const organizations = document.all(imscp, 'organization').map((each) => each.attribute('identifier'));
  const named = document.all(imscp, 'organizations')[0]?.attribute('default') ?? '';
  if (!organizations.includes(named)) problems.push(`the default organization "${named}" is not in the file.`);
  for (const item of document.all(imscp, 'item')) {
    const reference = item.attribute('identifierref') ?? '';
    const resource = resources.find((each) => each.attribute('identifier') === reference);
    if (!resource)
      problems.push(
        `item "${item.attribute('identifier') ?? ''}" launches "${reference}", and no resource has that identifier.`,
      );
    else if (resource.attribute(scormtype, adlcp) !== 'sco') {
      problems.push(
        `resource "${reference}" needs adlcp:${scormtype}="sco", spelled exactly so: without it the LMS tracks nothing.`,
      );
    }
  }
  const identifiers = ['manifest', 'organization', 'item', 'resource'].flatMap((name) =>
    document.all(imscp, name).map((each) => each.attribute('identifier') ?? ''),
  );
  for (const identifier of identifiers) {
    if (!/^[A-Za-z_][\w.-]*$/.test(identifier))
      problems.push(`identifier "${identifier}" must start with a letter or "_" and hold no spaces.`);
  }
  if (new Set(identifiers).size < identifiers.length) problems.push('two elements share one identifier.');
  return problems;
}

/** 2004: an LMS completes and satisfies an attempt that reported nothing, unless the course says that it does so itself. */
function deliveryProblems(document: Document, { name }: Target): string[] {
  if (name === 'scorm12') return [];
  const [controls] = document.all(namespaces2004.imsss, 'deliveryControls');
  return ['completionSetByContent', 'objectiveSetByContent']
    .filter((attribute) => controls?.attribute(attribute) !== 'true')
    .map((attribute) => `<deliveryControls> needs ${attribute}="true": the course sets its own statuses.`);
}

function fileProblems(
  document: Document,
  files: ReadonlyMap<string, Uint8Array>,
  manifestFile: string,
  { imscp }: Words,
): string[] {
  const problems: string[] = [];
  const listed = document.all(imscp, 'file').map((file) => file.attribute('href') ?? '');
  for (const resource of document.all(imscp, 'resource')) {
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

/** A manifest as something to ask: all elements of a name, with their text and attributes. */
function parse(xml: string) {
  const root = create(xml).root();
  const nodes: {
    name: string;
    namespace: string;
    text: string;
    attribute(name: string, namespace?: string): string | null;
  }[] = [];
  root.each(
    ({ node }) => {
      if (node.nodeType !== 1) return;
      const element = node as typeof node & { localName: string; namespaceURI: string | null } & Pick<
          Element,
          'getAttributeNS'
        >;
      nodes.push({
        name: element.localName,
        namespace: element.namespaceURI ?? '',
        text: node.textContent ?? '',
        attribute: (name, namespace) => element.getAttributeNS(namespace ?? null, name),
      });
    },
    true,
    true,
  );
  return {
    all: (namespace: string, name: string) =>
      nodes.filter((each) => each.namespace === namespace && each.name === name),
  };
}
