import { z } from 'zod';
import { conditional, Line, ObjectiveId, Prose, RedFlagId, Slug } from './text.ts';

/** How good a choice is: worth 2, 1, 0 and 0 points of 2; a critical one must also be recovered. */
export const Quality = z.enum(['best', 'ok', 'poor', 'critical']);

const Caller = z.strictObject({
  name: Line,
  about: Line.describe('One line under the name: who this is, or says they are'),
  screen: z.array(Line).min(1).max(4).describe('What the agent’s screen shows'),
});

const NodeOption = z.strictObject({
  id: Slug,
  q: Quality,
  text: Line,
  then: Prose.describe('How the story reacts'),
  coach: Prose.describe('The coach’s note: why it was good, or what would have been better'),
  next: z.string().regex(/^([NR]\d[a-z]?|END)$/, { error: 'expected a node of this call such as N2 or R1, or END' }),
});

const byId = <T extends { id: string }>(list: T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

const Node = z
  .strictObject({
    id: z.string().regex(/^[NR]\d[a-z]?$/, { error: 'expected a node id such as N1, R1 or R1b' }),
    recovery: z.literal(true).optional().describe('A chance to put a critical or poor choice right'),
    kp: z.array(ObjectiveId).min(1).max(2),
    scene: Prose.optional().describe('What happens, told to the learner'),
    speaker: Line.optional().describe('Who speaks, when it is not the caller'),
    says: Line.optional().describe('What the caller, or the speaker, says'),
    act: z.literal(true).optional().describe('The options are things to do, though somebody speaks'),
    rule: Prose.describe('What “Show me the rule” says here'),
    options: z.array(NodeOption).length(3),
  })
  .refine((n) => n.scene !== undefined || n.says !== undefined, { error: 'expected `says`, `scene` or both' })
  .refine((n) => n.options.filter((o) => o.q === 'best').length === 1, {
    path: ['options'],
    error: 'expected exactly one option with q: best',
  })
  .transform((n) => ({
    ...n,
    options: byId(n.options).map(({ q: _q, ...o }) => o),
    key: Object.fromEntries(n.options.map((o) => [o.id, o.q])) as Record<string, z.output<typeof Quality>>,
  }));

/** calls/CALLn.yaml: a branching call, chat or mail. */
export const CallFile = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^CALL\d+$/),
  slug: Slug,
  title: Line,
  stratum: z
    .enum(['A', 'B', 'C'])
    .describe('A not entitled, B handling and repair, C inside pressure; an attempt draws one of each'),
  channel: z.enum(['phone', 'chat', 'email', 'home']),
  caller: Caller,
  rf: z.array(RedFlagId).min(1),
  contentNote: Line.optional().describe('Shown before a call that may distress, with a link to take another call'),
  start: z.string(),
  nodes: z.array(Node).min(2),
  endings: z.strictObject({ good: Prose, mixed: Prose, harm: Prose }),
  ...conditional,
});

/** model-call.yaml: an expert’s call with margin notes, optional, before the first graded call. */
export const ModelCallFile = z.strictObject({
  $schema: z.string().optional(),
  title: Line,
  channel: z.enum(['phone', 'chat', 'email', 'home']),
  caller: Caller,
  turns: z
    .array(
      z.strictObject({
        says: Line.optional(),
        scene: Prose.optional(),
        answer: Line.describe('What the expert says'),
        note: Prose.describe('Margin note: why'),
      }),
    )
    .min(3)
    .max(6),
  ending: Prose,
});
