import { z } from 'zod';
import { conditional, Line, ObjectiveId, Prose, RedFlagId, Slug } from './text.ts';

const Percent = z.number().min(0).max(100);

/** scenes/SPOTn.yaml: seven things to look at, three of them red flags; the drawing is scenes/SPOTn.svg. */
export const SceneFile = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^SPOT\d+$/),
    slug: Slug,
    kind: z.enum(['call-transcript', 'chat-log', 'desk-scene', 'home-scene', 'email-and-log']),
    title: Line,
    alt: Line.describe('What the drawing shows, for someone who cannot see it'),
    flags: z.array(RedFlagId).length(3),
    segments: z
      .array(
        z.strictObject({
          id: z.string().regex(/^s\d$/),
          text: Line,
          label: z.union([RedFlagId, z.literal('none')]),
          why: Prose,
          pin: z
            .tuple([Percent, Percent])
            .describe('Where its pin sits on the drawing: percent from the left, percent from the top'),
        }),
      )
      .length(7),
    ...conditional,
  })
  .transform(({ segments, ...s }) => ({
    ...s,
    segments: segments.map(({ label: _label, ...rest }) => rest),
    key: Object.fromEntries(segments.map((x) => [x.id, x.label])) as Record<
      string,
      z.output<typeof RedFlagId> | 'none'
    >,
  }));

const Statement = z.strictObject({
  id: z.string().regex(/^SELF\d$/),
  rf: RedFlagId,
  text: Line,
  lesson: ObjectiveId.describe('The lesson offered to a learner who asks for help'),
  ...conditional,
});

/** self-check.yaml: statements about oneself; never scored. Two entries may share an id when their conditions exclude each other. */
export const SelfCheckFile = z.strictObject({
  $schema: z.string().optional(),
  intro: Prose,
  statements: z.array(Statement).min(5),
});

/** promise.yaml: what the learner signs. */
export const PromiseFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().regex(/^\d+\.\d+$/),
  intro: Line,
  lines: z.array(z.strictObject({ id: z.string().regex(/^A\d$/), text: Line })).min(1),
  reasons: z
    .array(z.strictObject({ id: Slug, text: Line }))
    .min(2)
    .describe('Why a learner cannot sign yet'),
});

/** closing.yaml: optional questions at the end; choices, no free text. */
export const ClosingFile = z.strictObject({
  $schema: z.string().optional(),
  questions: z.array(
    z.strictObject({
      id: z.string().regex(/^CLOSE\d$/),
      slug: Slug,
      stem: Line,
      options: z.array(z.strictObject({ id: Slug, text: Line })).min(2),
    }),
  ),
});
