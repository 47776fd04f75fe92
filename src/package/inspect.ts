import { nameProblems, unusualPaths } from './check-names.ts';
import { inspectCmi5 } from './inspect/cmi5.ts';
import { few, type Files, type Reading } from './inspect/reading.ts';
import { inspectScorm, type ScormEdition } from './inspect/scorm.ts';
import { inspectTinCan } from './inspect/tincan.ts';
import { readXml, type XmlElement } from './read-xml.ts';
import { readVersion } from './version-facts.ts';

/** What a package is, whoever made it. */
export interface Inspection extends Reading {
  /** How an LMS would play it; null when nothing in it says so. */
  standard: ScormEdition | 'cmi5' | 'xapi' | 'web' | null;
  /** Its name for people. */
  standardName: string;
  /** Path of the manifest in the zip; null when there is none. `launch` is a path from the root of the zip as well. */
  manifest: string | null;
  /** It says that it was built here; `verify` proves it. */
  ours: boolean;
}

/** Manifests in the order in which an LMS that knows several prefers them. */
const MANIFESTS = ['imsmanifest.xml', 'cmi5.xml', 'tincan.xml'];

const NAMES: Record<NonNullable<Inspection['standard']>, string> = {
  scorm12: 'SCORM 1.2',
  'scorm2004-2': 'SCORM 2004 2nd Edition',
  'scorm2004-3': 'SCORM 2004 3rd Edition',
  'scorm2004-4': 'SCORM 2004 4th Edition',
  cmi5: 'cmi5',
  xapi: 'xAPI (Tin Can)',
  web: 'web pages, no LMS',
};

/** Reads the manifest of any package and says what it is and what is wrong with it. `files` is the whole zip, as `readZip` gives it. */
export function inspect(files: Files): Inspection {
  const found = manifestsIn(files);
  const [manifest] = found;
  const version = readVersion(files);
  const ours = version !== null && files.has('checksums.txt');
  const odd = unusualPaths(files.keys());
  const common = {
    problems: nameProblems(files.keys()),
    notes: odd.length > 0 ? [`Names with spaces or signs, which some LMSs mangle: ${few(odd)}.`] : [],
  };
  if (manifest === undefined) {
    const web = ours && files.has('index.html');
    return {
      title: version?.title ?? null,
      identifier: version?.id ?? null,
      version: version?.version ?? null,
      languages: version ? (version.languages ?? [version.language]) : [],
      launch: files.has('index.html') ? 'index.html' : null,
      standard: web ? 'web' : null,
      standardName: web ? NAMES.web : 'unknown',
      manifest: null,
      ours,
      problems: web ? common.problems : [NO_MANIFEST, ...common.problems],
      notes: common.notes,
    };
  }
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  const inFolder = new Map(
    [...files].filter(([path]) => path.startsWith(folder)).map(([path, bytes]) => [path.slice(folder.length), bytes]),
  );
  const file = manifest.slice(folder.length);
  const xml = readXml(inFolder, file);
  const { standard, ...reading } = xml.problem === null ? read(file, xml.root, inFolder) : unreadable(xml.problem);
  return {
    ...reading,
    version: reading.version ?? (ours ? version.version : null),
    launch: reading.launch === null || folder === '' ? reading.launch : folder + reading.launch,
    standard,
    standardName: standard === null ? 'unknown' : NAMES[standard],
    manifest,
    ours,
    problems: [
      ...(folder === ''
        ? []
        : [
            `${file} is in the folder "${folder}" and must be at the root: zip the contents of that folder, not the folder.`,
          ]),
      ...reading.problems.map((problem) => (problem.startsWith(file) ? problem : `${file}: ${problem}`)),
      ...common.problems,
    ],
    notes: [...severalNote(found), ...reading.notes, ...common.notes],
  };
}

const NO_MANIFEST =
  'There is no imsmanifest.xml, cmi5.xml or tincan.xml: no LMS can tell what this is. Zip the exported course as it is.';

/** Manifests at the root, else those in the highest folder that has one. */
function manifestsIn(files: Files): string[] {
  const depth = (path: string): number => path.split('/').length;
  const paths = [...files.keys()].filter((path) => MANIFESTS.includes(path.slice(path.lastIndexOf('/') + 1)));
  const highest = Math.min(...paths.map(depth));
  const rank = (path: string): number => MANIFESTS.indexOf(path.slice(path.lastIndexOf('/') + 1));
  return paths.filter((path) => depth(path) === highest).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function severalNote(found: readonly string[]): string[] {
  return found.length > 1
    ? [`It holds several manifests (${found.join(', ')}); an LMS that knows SCORM takes imsmanifest.xml.`]
    : [];
}

function read(file: string, root: XmlElement, files: Files): Reading & { standard: Inspection['standard'] } {
  if (file === 'cmi5.xml') return { ...inspectCmi5(root, files), standard: 'cmi5' };
  if (file === 'tincan.xml') return { ...inspectTinCan(root, files), standard: 'xapi' };
  const { edition, ...reading } = inspectScorm(root, files);
  return { ...reading, standard: edition };
}

const unreadable = (problem: string): Reading & { standard: null } => ({
  title: null,
  identifier: null,
  version: null,
  languages: [],
  launch: null,
  standard: null,
  problems: [problem],
  notes: [],
});
