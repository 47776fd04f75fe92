import { answers } from './answers.ts';
import { atRisk } from './at-risk.ts';
import { calls } from './calls.ts';
import { funnel } from './funnel.ts';
import { items, options } from './items.ts';
import { objectives } from './objectives.ts';
import { outcomes } from './outcomes.ts';
import { redFlags } from './red-flags.ts';
import { register } from './register.ts';
import type { Table } from './table.ts';

/** The ten files a report gives, in their order. */
export const tables: readonly Table[] = [
  register,
  answers,
  objectives,
  items,
  options,
  calls,
  redFlags,
  funnel,
  outcomes,
  atRisk,
];
