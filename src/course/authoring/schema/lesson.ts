import { z } from 'zod';
import { Interaction } from './interaction.ts';
import { Blocks, conditional, Id, Line, ObjectiveId, Prose, RedFlagId, Slug } from './text.ts';

const Paragraph = z.strictObject({ text: Blocks, ...conditional });
const Bullet = z
  .union([Line, z.strictObject({ text: Line, ...conditional })])
  .transform((b) => (typeof b === 'string' ? b : b.text));

/** lessons/KPnn.yaml: one key point on one page, ending in an ungraded check. */
export const LessonFile = z.strictObject({
  $schema: z.string().optional(),
  id: ObjectiveId,
  rule: Prose.describe('The one sentence to remember; also what “Show me the rule” says in a call'),
  idea: z.array(Paragraph).min(1).describe('The core idea, at most 170 words in all'),
  example: Prose.describe('“On the floor”: a short true-to-life story'),
  alt: Line.optional().describe(
    'What the drawing of the story, lessons/KPnn.svg, shows, for someone who cannot see it; leave it out where there is none',
  ),
  dos: z.array(Bullet).min(3).max(4),
  donts: z.array(Bullet).min(3).max(4),
  redFlags: z.array(RedFlagId).min(1),
  check: Interaction,
  meetAgain: Id.describe('The call in which the learner meets this idea again'),
});

/** fixes/KPnn.yaml: a “2-minute fix”: a worked example and one fresh practice item. */
export const FixFile = z.strictObject({
  $schema: z.string().optional(),
  kp: ObjectiveId,
  title: Line,
  situation: Prose.describe('What happened to a colleague, told so that the difficulty is clear'),
  steps: z
    .array(z.strictObject({ does: Prose, because: Prose }))
    .min(2)
    .max(4)
    .describe('What an expert does, step by step, and why'),
  point: Prose.describe('The idea to take away, one sentence'),
  practice: Interaction,
});

/** items/KPnn.yaml: the questions of one key point. */
export const ItemsFile = z.strictObject({ $schema: z.string().optional(), items: z.array(Interaction).min(1) });

/** glossary.yaml */
export const GlossaryFile = z.strictObject({
  $schema: z.string().optional(),
  terms: z.array(z.strictObject({ id: Slug, term: Line, meaning: Line })).min(1),
});

/** packs.yaml: notes that apply only where a law or standard does. */
export const PacksFile = z.strictObject({
  $schema: z.string().optional(),
  packs: z.array(
    z.strictObject({
      id: Slug,
      name: Line,
      reviewedBy: Line.describe('Who confirmed the notes; “not yet reviewed” until somebody has'),
      reviewedOn: z.iso.date(),
      expires: z.iso.date().describe('After this day the build warns that the notes need a new look'),
      notes: z.array(z.strictObject({ lesson: ObjectiveId, text: Prose })).min(1),
    }),
  ),
});
