import { z } from 'zod';
import { conditional, Line, ObjectiveId, Prose, RedFlagId, Slug } from './text.ts';

/** Lesson checks end in -C, questions in -Qn, practice items in -Pn. */
const InteractionId = z
  .string()
  .regex(/^KP\d\d-(C|Q\d|P\d)$/, { error: 'expected an id such as KP01-C, KP01-Q3 or KP01-P1' });

const base = {
  id: InteractionId,
  slug: Slug.describe('What the question is about, in 1 to 5 words; trainers see it in every report'),
  kp: ObjectiveId.optional().describe('The key point it tests; a lesson check takes its lesson’s'),
  rf: RedFlagId.optional().describe('The red flag it guards against'),
  stem: Line.describe('The whole situation and the question'),
  ...conditional,
};

const Option = z.strictObject({
  id: Slug,
  key: z.literal(true).optional().describe('Set on every right option'),
  text: Line,
  why: Prose.describe('Why this option is right or wrong, shown after answering'),
  ...conditional,
});
const byId = <T extends { id: string }>(list: T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
const bare = (o: z.output<typeof Option>) => ({ id: o.id, text: o.text, why: o.why });

export const Choice = z
  .strictObject({ type: z.literal('choice'), ...base, options: z.array(Option).min(3).max(4) })
  .refine((i) => i.options.filter((o) => o.key).length === 1, {
    path: ['options'],
    error: 'expected exactly one option with key: true',
  })
  .transform((i) => ({
    ...i,
    options: byId(i.options).map(bare),
    key: i.options.find((o) => o.key)?.id ?? '',
  }));

export const Multiple = z
  .strictObject({ type: z.literal('multiple'), ...base, options: z.array(Option).min(3).max(6) })
  .refine((i) => i.options.some((o) => o.key) && i.options.some((o) => !o.key), {
    path: ['options'],
    error: 'expected at least one option with key: true and at least one without',
  })
  .transform((i) => ({
    ...i,
    options: byId(i.options).map(bare),
    key: i.options
      .filter((o) => o.key)
      .map((o) => o.id)
      .sort(),
  }));

export const TrueFalse = z
  .strictObject({ type: z.literal('true-false'), ...base, answer: z.boolean(), why: Prose })
  .transform(({ answer, ...i }) => ({ ...i, key: answer }));

export const Matching = z
  .strictObject({
    type: z.literal('matching'),
    ...base,
    pairs: z
      .array(z.strictObject({ source: Slug, sourceText: Line, target: Slug, targetText: Line, ...conditional }))
      .min(2)
      .max(6),
    why: Prose,
  })
  .transform(({ pairs, ...i }) => ({
    ...i,
    sources: byId(pairs.map((p) => ({ id: p.source, text: p.sourceText }))),
    targets: byId([...new Map(pairs.map((p) => [p.target, { id: p.target, text: p.targetText }])).values()]),
    key: Object.fromEntries(pairs.map((p) => [p.source, p.target])) as Record<string, string>,
  }));

export const Sequencing = z
  .strictObject({
    type: z.literal('sequencing'),
    ...base,
    steps: z
      .array(z.strictObject({ id: Slug, text: Line, ...conditional }))
      .min(3)
      .max(7)
      .describe('In the right order; the learner sees them shuffled'),
    why: Prose,
  })
  .transform(({ steps, ...i }) => ({
    ...i,
    steps: byId(steps.map((s) => ({ id: s.id, text: s.text }))),
    key: steps.map((s) => s.id),
  }));

/** A number, or a small sum such as `"{{org.verify.maxFails}} - 1"` that is worked out when the package is built. */
const Amount = z
  .union([
    z.number(),
    z.string().regex(/^(\{\{[\w.-]+\}\}|\d+)(\s*[-+]\s*(\{\{[\w.-]+\}\}|\d+))?$/, {
      error: 'expected a number, or a sum such as "{{org.verify.maxFails}} - 1"',
    }),
  ])
  .transform((v) => {
    if (typeof v === 'number') return v;
    const [, a = '0', op = '+', b = '0'] = /^(\S+?)(?:\s*([-+])\s*(\S+))?$/.exec(v) ?? [];
    return Number(a) + (op === '-' ? -1 : 1) * Number(b);
  });

export const Numeric = z
  .strictObject({ type: z.literal('numeric'), ...base, answer: Amount, why: Prose })
  .transform(({ answer, ...i }) => ({ ...i, key: answer }));

export const FillIn = z
  .strictObject({
    type: z.literal('fill-in'),
    ...base,
    accept: z
      .union([z.array(z.string().min(1)).min(1), z.string().regex(/^\{\{[\w.-]+\}\}$/)])
      .describe(
        'Accepted answers, compared after trimming and without case or accents; or one {{token}} that is a list',
      ),
    why: Prose,
  })
  .transform(({ accept, ...i }) => ({ ...i, key: typeof accept === 'string' ? [accept] : accept }));

/** A lesson check, question or practice item. */
export const Interaction = z.discriminatedUnion('type', [
  Choice,
  Multiple,
  TrueFalse,
  Matching,
  Sequencing,
  Numeric,
  FillIn,
]);
