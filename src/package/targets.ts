import type { Course } from '../course/course.ts';
import { manifestScorm12, schemaFiles } from './manifest-scorm12.ts';
import { manifestScorm2004, schemaFiles2004 } from './manifest-scorm2004.ts';
import { cmi5Problems, manifestCmi5 } from './manifest-cmi5.ts';
import { manifestTinCan, tinCanProblems } from './manifest-tincan.ts';
import { readMeProblems, readMeWeb } from './manifest-web.ts';

export type TargetName = 'scorm12' | 'scorm2004-3' | 'scorm2004-4' | 'cmi5' | 'xapi' | 'web';

/** A standard we write packages for. */
export interface Target {
  name: TargetName;
  /** Its name for people. */
  standard: string;
  /** File at the root of the package that tells the LMS what is inside. */
  manifestFile: string;
  /** Schema files that travel at the root, copied from the npm package that carries them. */
  schemaFiles: readonly string[];
  /** Writes the manifest that lists `files`. `others`: the course in its other languages, for titles in them. */
  manifest(course: Course, files: readonly string[], others?: readonly Course[]): string;
  /** For manifests that are not SCORM's: what is wrong with one, as sentences that begin with the file's name. */
  problems?(files: ReadonlyMap<string, Uint8Array>): string[];
  /** It speaks to a record store over the network; all others stay in their folder. */
  online?: true;
  /** The one record store it speaks to, built in; without it, whichever the LMS names at launch. */
  endpoint?: string;
}

/** Every standard we write, by its name on the command line. */
export const targets: Record<TargetName, Target> = {
  scorm12: {
    name: 'scorm12',
    standard: 'SCORM 1.2',
    manifestFile: 'imsmanifest.xml',
    schemaFiles,
    manifest: manifestScorm12,
  },
  'scorm2004-3': scorm2004('scorm2004-3', 'SCORM 2004 3rd Edition'),
  'scorm2004-4': scorm2004('scorm2004-4', 'SCORM 2004 4th Edition'),
  cmi5: {
    name: 'cmi5',
    standard: 'cmi5',
    manifestFile: 'cmi5.xml',
    schemaFiles: [],
    manifest: manifestCmi5,
    problems: cmi5Problems,
    online: true,
  },
  xapi: {
    name: 'xapi',
    standard: 'xAPI (Tin Can)',
    manifestFile: 'tincan.xml',
    schemaFiles: [],
    manifest: manifestTinCan,
    problems: tinCanProblems,
    online: true,
  },
  web: {
    name: 'web',
    standard: 'web pages, no LMS',
    manifestFile: 'READ-ME.txt',
    schemaFiles: [],
    manifest: (course, _files, others) => readMeWeb(course, others),
    problems: readMeProblems,
  },
};

/** The package without an LMS that sends statements to one record store, too; the address ends in a slash or not. */
export function webWithEndpoint(endpoint: string): Target {
  return {
    ...targets.web,
    online: true,
    endpoint,
    manifest: (course, _files, others) => readMeWeb(course, others, endpoint),
  };
}

/** All target names, in the order in which they are built. */
export const targetNames = Object.keys(targets) as TargetName[];

/** Narrows a word from the command line or an address to a target name. */
export function isTargetName(word: string): word is TargetName {
  return Object.hasOwn(targets, word);
}

/** One edition of SCORM 2004: they differ in the manifest's version text and in the schemas that travel with it. */
function scorm2004(name: 'scorm2004-3' | 'scorm2004-4', standard: string): Target {
  return {
    name,
    standard,
    manifestFile: 'imsmanifest.xml',
    schemaFiles: schemaFiles2004,
    manifest: (course, files, others) => manifestScorm2004(name, course, files, others),
  };
}
