import { z } from 'zod';
import { MarkdownError, parseInline, parseBlocks } from '../markdown.ts';

/** An identifier other files, records and saved attempts hang on; never translated, never re-used. */
export const Id = z.string().regex(/^[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/, {
  error: 'expected an id such as KP01-Q2: letters, digits and hyphens, starting with a capital',
});

/** A choice id or slug: its meaning in 1 to 5 words, kebab case, at most 40 characters (it is what trainers read in reports). */
export const Slug = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'expected words in lower case joined by hyphens, such as report-now',
  });

/** Text shown exactly as written: no Markdown, one paragraph. */
export const Line = z.string().min(1).max(600);

/** Text read by `parse`; markup the course does not use is a mistake of the author's, with its place. */
const markdown = <T>(parse: (text: string) => T) =>
  z
    .string()
    .min(1)
    .transform((text, context): T => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof MarkdownError)) throw error;
        context.issues.push({ code: 'custom', message: error.message, input: text });
        return z.NEVER;
      }
    });

/** One paragraph that may hold *emphasis*, **strong**, [links](https://…) and [glossary terms](glossary:id). */
export const Prose = markdown(parseInline);

/** Several paragraphs and lists of Markdown. */
export const Blocks = markdown(parseBlocks);

export const ObjectiveId = z.string().regex(/^KP\d\d$/, { error: 'expected a key point, KP01 to KP10' });
export const MotivationId = z.enum(['M1', 'M2', 'M3']);
export const RedFlagId = z.enum(['RF1', 'RF2', 'RF3', 'RF4', 'RF5']);

/**
 * What must be switched on for an entry to be part of the package: all of the list.
 * A word is a pack (`pci`), a path is an organisation setting that is neither null nor false (`org.pay`),
 * and `{anyOf: [uk, eu]}` asks for at least one.
 */
export const Needs = z.array(z.union([z.string(), z.strictObject({ anyOf: z.array(z.string()).min(1) })])).min(1);

/** Conditions any list entry may carry; entries whose conditions fail never reach the learner's package. */
export const conditional = { needs: Needs.optional(), unless: Needs.optional() };
