import { z } from 'zod';
import { Blocks, conditional, Line, MotivationId, ObjectiveId, Prose, RedFlagId, Slug } from './text.ts';

/** Longer text in pieces, each of which may have conditions. */
const Passage = z
  .array(z.strictObject({ text: Blocks, ...conditional }))
  .min(1)
  .transform((pieces) => pieces.flatMap((piece) => piece.text));

/** What is recorded, in short for the welcome and in full. */
const Notice = z.strictObject({ short: Passage, body: Passage });

const Minutes = z.number().int().min(1).max(60);

/** course.yaml: what the course is and what it is for. */
export const CourseFile = z.strictObject({
  $schema: z.string().optional(),
  id: Slug.describe('Never changes: learner records hang on it'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version such as 1.0.0' }),
  title: Line,
  shortTitle: Line,
  description: Line,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, { error: 'expected a language tag such as en or pt-BR' }),
  minutes: z.strictObject({
    welcome: Minutes,
    lessons: Minutes,
    calls: Minutes,
    questions: Minutes,
    checklist: Minutes,
  }),
  motivations: z.array(z.strictObject({ id: MotivationId, name: Line, meaning: Line })).length(3),
  objectives: z
    .array(
      z.strictObject({
        id: ObjectiveId,
        name: Line,
        goal: Line.describe('Completes “After this the agent can …”'),
        motivation: MotivationId,
        also: z.array(MotivationId),
        redFlags: z.array(RedFlagId).min(1),
      }),
    )
    .length(10),
  redFlags: z
    .array(
      z.strictObject({
        id: RedFlagId,
        name: Line,
        fits: Line.describe('“Fits when …”'),
        notWhen: Line.describe('“Not this when …”'),
        objectives: z.array(ObjectiveId).min(1).describe('Key points a scene segment with this flag gives points to'),
        order: z.number().int().min(1).max(5).describe('The first rule that fits decides'),
      }),
    )
    .length(5),
  welcome: z.strictObject({
    heading: Line,
    lead: Prose,
    body: Blocks,
    recorded: Passage.describe('What we record, in short'),
  }),
  recorded: z
    .strictObject({
      heading: Line,
      body: Passage,
      alone: Notice.optional().describe('What a package without a learning system says instead: it sends nothing'),
      store: Notice.optional().describe('And one that sends what is done to a record store'),
    })
    .describe('The full notice of what is recorded, for whom and for how long'),
});

const OrgLine = z.string().min(1).max(200);

/** organisation.yaml: everything a customer changes; the lessons, calls and questions read it through {{tokens}}. */
export const OrganisationFile = z.strictObject({
  $schema: z.string().optional(),
  org: z.strictObject({
    name: OrgLine,
    report: z.strictObject({
      team: OrgLine,
      accept: z.array(OrgLine).min(1),
      phone: OrgLine,
      email: OrgLine,
      hours: OrgLine,
      outOfHours: OrgLine,
    }),
    speakUp: z.strictObject({ name: OrgLine, anonymous: z.boolean(), noRetaliation: z.boolean() }),
    legalTeam: z.strictObject({ name: OrgLine, urgent: OrgLine }),
    rightsTeam: z.strictObject({ name: OrgLine }),
    authorityTeam: z.strictObject({ name: OrgLine }),
    securityTeam: z.strictObject({ name: OrgLine }),
    verify: z.strictObject({
      cardName: OrgLine,
      methods: z.array(OrgLine).min(2),
      neverAccept: z.array(OrgLine).min(2),
      maxFails: z.number().int().min(1).max(9),
      fallback: OrgLine,
    }),
    pay: z
      .strictObject({ method: OrgLine, fallback: OrgLine })
      .nullable()
      .describe('null where agents never take card payments'),
    desk: z.strictObject({
      penAndPaper: OrgLine,
      phones: OrgLine,
      lockShortcut: z.strictObject({ label: OrgLine, accept: z.array(OrgLine).min(1), full: OrgLine }),
    }),
    home: z.strictObject({ allowed: z.boolean() }),
    ai: z
      .strictObject({ approved: z.array(OrgLine).min(1), rule: OrgLine })
      .nullable()
      .describe('null where no AI tool is approved'),
    voicemail: z.strictObject({ sayCompany: z.boolean() }),
    recordingNotice: OrgLine.describe('What callers are told about recording; shown, never scored'),
    consequences: OrgLine,
  }),
  policies: z
    .array(
      z
        .strictObject({
          id: z.string().regex(/^[A-Z][A-Z-]+$/),
          name: OrgLine,
          version: OrgLine,
          url: z.url({ protocol: /^https$/ }).optional(),
          where: OrgLine.optional(),
        })
        .refine((p) => p.url !== undefined || p.where !== undefined, {
          error: 'a policy needs `url` or `where`: nobody can promise to follow a policy they cannot find',
        }),
    )
    .min(1),
  packs: z.array(Slug),
  course: z.strictObject({
    mastery: z.number().min(0).max(100),
    groupMinimum: z.number().min(0).max(100),
    maxAttempts: z.number().int().min(1).max(30).nullable(),
    confidence: z.boolean(),
    typedName: z.boolean(),
    selfAuditReport: z.enum(['off', 'named']),
    status: z
      .enum(['passed', 'completed'])
      .optional()
      .describe(
        'What SCORM 1.2 reports at the end: passed (when left out), or only completed, for an LMS that counts completion',
      ),
  }),
});
