import type { InteractionType } from '../../attempt/record.ts';

/** What SCORM calls our types of interaction, the same in both editions (1.2 and 2004 cmi.interactions.n.type). */
export const CMI_TYPES = {
  choice: 'choice',
  multiple: 'choice',
  node: 'choice',
  'true-false': 'true-false',
  matching: 'matching',
  scene: 'matching',
  sequencing: 'sequencing',
  numeric: 'numeric',
  'fill-in': 'fill-in',
  likert: 'likert',
} as const satisfies Record<InteractionType, string>;
