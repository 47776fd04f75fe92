import type { TargetName } from '../../src/package/targets.ts';

/** A column of the register or of the answers that a standard cannot hold, and what src/tracking/README.md says about it. */
export interface Loss {
  column: string;
  /** Words of the table there. */
  because: string;
}

const noRegistration: Loss = { column: 'registration', because: 'a registration' };
const scorm: Loss[] = [
  noRegistration,
  { column: 'confidence', because: '“Sure / Not sure”' },
  { column: 'help_used', because: '“Show me the rule” at a node' },
  { column: 'quality', because: 'poor and critical choices apart' },
  { column: 'score', because: 'more than 2 decimals of a score' },
];
/** What each target loses of the same learner, in the report's columns. A cell that differs and is not here is a fault. */
export const LOSSES: Record<TargetName, Loss[]> = {
  scorm12: scorm,
  'scorm2004-3': scorm,
  'scorm2004-4': scorm,
  cmi5: [],
  xapi: [],
  web: [{ column: 'learner_id', because: 'who the learner is' }, noRegistration],
};
