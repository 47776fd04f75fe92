import * as scorm12 from '../scorm12/strict-shell.ts';
import * as scorm2004 from '../scorm2004/strict-shell.ts';
import type { Launch, Report, Shell, Store } from '../shell.ts';

/** A column of a table, or a row of the summary: its heading and the element that fills it. */
type Field = readonly [heading: string, element: string];

/** A standard the preview LMS speaks: how it opens a course, and where the course's data stands. */
export interface Standard {
  /** The target whose packages it plays. */
  id: string;
  /** Its name for people. */
  name: string;
  /** The name under which a course looks for its LMS in the windows above it. */
  object: string;
  open(launch: Launch, store: Store, report: Report): Shell;
  /** Verdict and score, as the list of attempts shows them. */
  verdict: readonly Field[];
  totalTime: string;
  summary: readonly Field[];
  objectives: readonly Field[];
  interactions: readonly Field[];
}

const elements12: Omit<Standard, 'id' | 'name' | 'object' | 'open'> = {
  verdict: [
    ['Status', 'cmi.core.lesson_status'],
    ['Score', 'cmi.core.score.raw'],
  ],
  totalTime: 'cmi.core.total_time',
  summary: [
    ['Status', 'cmi.core.lesson_status'],
    ['Score', 'cmi.core.score.raw'],
    ['Total time', 'cmi.core.total_time'],
    ['Location', 'cmi.core.lesson_location'],
    ['Exit', 'cmi.core.exit'],
  ],
  objectives: [
    ['Objective', 'id'],
    ['Status', 'status'],
    ['Score', 'score.raw'],
  ],
  interactions: [
    ['Interaction', 'id'],
    ['Type', 'type'],
    ['Response', 'student_response'],
    ['Result', 'result'],
    ['Pattern', 'correct_responses.0.pattern'],
    ['Weighting', 'weighting'],
    ['Latency', 'latency'],
  ],
};

const elements2004: typeof elements12 = {
  verdict: [
    ['Completion', 'cmi.completion_status'],
    ['Success', 'cmi.success_status'],
    ['Score', 'cmi.score.raw'],
  ],
  totalTime: 'cmi.total_time',
  summary: [
    ['Completion', 'cmi.completion_status'],
    ['Success', 'cmi.success_status'],
    ['Score, scaled', 'cmi.score.scaled'],
    ['Score, raw', 'cmi.score.raw'],
    ['Progress', 'cmi.progress_measure'],
    ['Total time', 'cmi.total_time'],
    ['Location', 'cmi.location'],
    ['Exit', 'cmi.exit'],
  ],
  objectives: [
    ['Objective', 'id'],
    ['Description', 'description'],
    ['Success', 'success_status'],
    ['Completion', 'completion_status'],
    ['Score', 'score.raw'],
  ],
  interactions: [
    ['Interaction', 'id'],
    ['Description', 'description'],
    ['Type', 'type'],
    ['Response', 'learner_response'],
    ['Result', 'result'],
    ['Pattern', 'correct_responses.0.pattern'],
    ['Weighting', 'weighting'],
    ['Latency', 'latency'],
    ['Timestamp', 'timestamp'],
  ],
};

const edition2004 = (id: string, name: string): Standard => ({
  id,
  name,
  object: 'API_1484_11',
  open: (...launch) => new scorm2004.StrictShell(...launch),
  ...elements2004,
});

/** Every standard the preview speaks, by its target's name; a module is offered in those it is built for. */
export const standards: readonly Standard[] = [
  {
    id: 'scorm12',
    name: 'SCORM 1.2',
    object: 'API',
    open: (...launch) => new scorm12.StrictShell(...launch),
    ...elements12,
  },
  edition2004('scorm2004-3', 'SCORM 2004 3rd Edition'),
  edition2004('scorm2004-4', 'SCORM 2004 4th Edition'),
];
