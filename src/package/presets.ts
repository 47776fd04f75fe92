import type { TargetName } from './targets.ts';

/** What to build for one LMS, and why: data, each line said aloud when it is used. */
export interface Preset {
  name: string;
  /** The LMS's name for people. */
  lms: string;
  target: TargetName;
  /** What SCORM 1.2 reports at the end; null leaves it to the module. */
  status: 'passed' | 'completed' | null;
  why: { target: string; status: string };
  /** Targets this LMS cannot play, with who says so. */
  refuses?: { targets: readonly TargetName[]; says: string };
}

const BOTH_STATUSES = 'completed is stored first, then passed, so a rule that asks for either is met';
const WIDEST = 'SCORM 1.2 is the standard that most LMSs take';

/** Every preset by its name on the command line. What is not sure stands in docs/lms. */
export const presets = {
  moodle: {
    lms: 'Moodle',
    target: 'scorm12',
    status: 'passed',
    why: {
      target: 'its reports show readable answers for SCORM 1.2 and none for 2004 (seen in Moodle 4.5)',
      status: `${BOTH_STATUSES} (seen in Moodle 4.5)`,
    },
    refuses: { targets: ['cmi5', 'xapi'], says: 'Moodle itself plays no cmi5 or Tin Can package (seen in Moodle 4.5)' },
  },
  totara: {
    lms: 'Totara',
    target: 'scorm12',
    status: 'passed',
    why: { target: 'it is treated like Moodle', status: BOTH_STATUSES },
  },
  docebo: {
    lms: 'Docebo',
    target: 'scorm2004-3',
    status: 'passed',
    why: {
      target:
        'it takes SCORM 1.2 and 2004 3rd Edition (its documentation), and its question reports can be read with 2004 only (its users)',
      status: 'SCORM 2004 keeps completed and passed apart',
    },
    refuses: { targets: ['scorm2004-4'], says: 'its documentation names SCORM 1.2 and 2004 3rd Edition' },
  },
  talentlms: {
    lms: 'TalentLMS',
    target: 'scorm12',
    status: 'passed',
    why: { target: 'it takes SCORM 1.2, xAPI and cmi5', status: BOTH_STATUSES },
    refuses: { targets: ['scorm2004-3', 'scorm2004-4'], says: 'its documentation says that it takes no SCORM 2004' },
  },
  cornerstone: {
    lms: 'Cornerstone',
    target: 'scorm12',
    status: 'completed',
    why: {
      target: WIDEST,
      status: 'it prefers completed and incomplete; a failed SCORM 1.2 course never counts as complete there',
    },
  },
  successfactors: {
    lms: 'SAP SuccessFactors',
    target: 'scorm12',
    status: 'passed',
    why: { target: WIDEST, status: BOTH_STATUSES },
  },
  'scorm-cloud': {
    lms: 'SCORM Cloud',
    target: 'scorm2004-4',
    status: 'passed',
    why: {
      target:
        'it plays SCORM, cmi5 and xAPI; of SCORM this edition keeps most: completion, success, and the questions as text',
      status: 'SCORM 2004 keeps completed and passed apart',
    },
  },
  canvas: {
    lms: 'Canvas',
    target: 'scorm12',
    status: 'passed',
    why: { target: `it plays SCORM through its SCORM tool; ${WIDEST}`, status: BOTH_STATUSES },
  },
  'open-edx': {
    lms: 'Open edX',
    target: 'scorm12',
    status: 'passed',
    why: { target: `it plays SCORM through its SCORM block; ${WIDEST}`, status: BOTH_STATUSES },
  },
  generic: {
    lms: 'any other LMS',
    target: 'scorm12',
    status: null,
    why: { target: WIDEST, status: BOTH_STATUSES },
  },
} as const satisfies Record<string, Omit<Preset, 'name'>>;

export type PresetName = keyof typeof presets;

/** All preset names, in the order in which they are told. */
export const presetNames = Object.keys(presets) as PresetName[];

/** The preset of that name; undefined when there is none. */
export function presetOf(name: string): Preset | undefined {
  return Object.hasOwn(presets, name) ? { name, ...presets[name as PresetName] } : undefined;
}

/** Why no preset writes a pass mark into a manifest. */
export const NO_MASTERY =
  'the manifest carries none: an LMS that judges the score alone would pass a learner with a critical mistake still open';

/** The upload guide of a preset; without one, the page that leads to all. */
export const guideOf = (preset: Preset | undefined): string => `docs/lms/${preset?.name ?? 'README'}.md`;
