import { z } from 'zod';

// xAPI 1.0.3, part 2: what a statement may look like. Unknown and null properties are refused, as conforming LRSs do.

const Iri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, { error: 'expected an absolute IRI' });
const LanguageMap = z.record(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/), z.string());
const Extensions = z.record(Iri, z.unknown());
const Uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { error: 'expected a UUID' });
const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, { error: 'expected ISO 8601' })
  .refine((text) => !text.endsWith('-00:00'), { error: '-00:00 is no zone' });
const Duration = z
  .string()
  .regex(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, { error: 'expected ISO 8601' });

const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;

/** A learner, named in exactly one way (part 2, 2.4.2.1). */
export const Agent = z
  .strictObject({
    objectType: z.literal('Agent').optional(),
    name: z.string().optional(),
    mbox: z
      .string()
      .regex(/^mailto:\S+@\S+$/)
      .optional(),
    mbox_sha1sum: z
      .string()
      .regex(/^[0-9a-f]{40}$/i)
      .optional(),
    openid: Iri.optional(),
    account: z.strictObject({ homePage: Iri, name: z.string().min(1) }).optional(),
  })
  .refine((agent) => identifiers.filter((name) => agent[name] !== undefined).length === 1, {
    error: 'expected exactly one of mbox, mbox_sha1sum, openid, account',
  });

const Component = z.strictObject({ id: z.string().min(1), description: LanguageMap.optional() });
const Components = z
  .array(Component)
  .refine((list) => new Set(list.map((c) => c.id)).size === list.length, { error: 'ids must be unique' })
  .optional();

/** Lists of components each kind of interaction may have (part 2, 2.4.4.1). */
const COMPONENTS: Record<string, readonly string[]> = {
  choice: ['choices'],
  sequencing: ['choices'],
  likert: ['scale'],
  matching: ['source', 'target'],
  performance: ['steps'],
};
const lists = ['choices', 'scale', 'source', 'target', 'steps'] as const;

const Definition = z
  .strictObject({
    type: Iri.optional(),
    name: LanguageMap.optional(),
    description: LanguageMap.optional(),
    moreInfo: Iri.optional(),
    interactionType: z
      .enum([
        'true-false',
        'choice',
        'fill-in',
        'long-fill-in',
        'matching',
        'performance',
        'sequencing',
        'likert',
        'numeric',
        'other',
      ])
      .optional(),
    correctResponsesPattern: z.array(z.string()).optional(),
    choices: Components,
    scale: Components,
    source: Components,
    target: Components,
    steps: Components,
    extensions: Extensions.optional(),
  })
  .superRefine((definition, context) => {
    const allowed = COMPONENTS[definition.interactionType ?? ''] ?? [];
    for (const list of lists) {
      if (definition[list] !== undefined && !allowed.includes(list)) {
        context.addIssue({
          code: 'custom',
          path: [list],
          message: `does not go with ${definition.interactionType ?? 'no interactionType'}`,
        });
      }
    }
  });

const Activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: Iri,
  definition: Definition.optional(),
});

const Score = z
  .strictObject({
    scaled: z.number().min(-1).max(1).optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(
    ({ raw, min = -Infinity, max = Infinity }) => min < max && (raw === undefined || (raw >= min && raw <= max)),
    {
      error: 'expected min < max, and raw between them',
    },
  );

/** A statement about an activity: the only kind a course sends. */
export const StatementSchema = z.strictObject({
  id: Uuid.optional(),
  timestamp: Timestamp.optional(),
  actor: Agent,
  verb: z.strictObject({ id: Iri, display: LanguageMap.optional() }),
  object: Activity,
  result: z
    .strictObject({
      score: Score.optional(),
      success: z.boolean().optional(),
      completion: z.boolean().optional(),
      response: z.string().optional(),
      duration: Duration.optional(),
      extensions: Extensions.optional(),
    })
    .optional(),
  context: z
    .strictObject({
      registration: Uuid.optional(),
      language: z.string().optional(),
      platform: z.string().optional(),
      revision: z.string().optional(),
      contextActivities: z
        .partialRecord(z.enum(['parent', 'grouping', 'category', 'other']), z.union([Activity, z.array(Activity)]))
        .optional(),
      extensions: Extensions.optional(),
    })
    .optional(),
  version: z
    .string()
    .regex(/^1\.0(\.\d+)?$/)
    .optional(),
});

/** A statement as the LRS stores it. */
export type LrsStatement = z.output<typeof StatementSchema> & { id: string; timestamp: string; stored: string };

/** Why a statement is refused, in one sentence; null when it is taken. */
export function refusal(value: unknown): string | null {
  const { error } = StatementSchema.safeParse(value);
  return error
    ? error.issues.map((issue) => `${issue.path.join('.') || 'statement'}: ${issue.message}`).join('; ')
    : null;
}
