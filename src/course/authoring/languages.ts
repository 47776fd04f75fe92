import type { Course } from '../course.ts';
import { parseBlocks } from './markdown.ts';
import type { Sha256 } from './compile.ts';
import type { TextPair } from './translation.ts';
import { fillText, TokenError, type TokenContext } from './tokens.ts';

/**
 * Makes one course of a course and its translations, so that an attempt may change between them: every language is the same
 * build, judges typed answers alike, and names key points in reports as the original does. The original comes first.
 */
export function joined(courses: readonly Course[], sha256: Sha256): Course[] {
  const [original] = courses;
  if (original === undefined || courses.length === 1) return [...courses];
  const build = sha256(courses.map((course) => JSON.stringify({ ...course, build: '' })).join('\n')).slice(0, 7);
  const languages = Object.fromEntries(courses.map(({ language }) => [language, ownName(language)]));
  const accepted = new Map<string, string[]>();
  for (const course of courses)
    for (const { id, key } of typed(course)) accepted.set(id, [...new Set([...(accepted.get(id) ?? []), ...key])]);
  return courses.map((course) => {
    const copy = structuredCopy({ ...course, build, languages });
    // Its own answers first: the first is shown as the right one.
    for (const question of typed(copy))
      question.key = [...new Set([...question.key, ...(accepted.get(question.id) ?? [])])];
    return course === original ? copy : { ...copy, reportNames: namesOf(original) };
  });
}

const namesOf = ({ objectives, motivations }: Course): Record<string, string> =>
  Object.fromEntries([...objectives, ...motivations].map(({ id, name }) => [id, name]));

const structuredCopy = (course: Course): Course => JSON.parse(JSON.stringify(course)) as Course;

/** Questions whose answer is typed as words. */
function typed(course: Course) {
  const all = [...course.items, ...course.lessons.map((l) => l.check), ...course.fixes.map((f) => f.practice)];
  return all.flatMap((question) => (question.type === 'fill-in' ? [question] : []));
}

/** The texts that a course shows in its original's language, run by run, as the page has them; null when there are none. */
export function untranslated(
  texts: readonly TextPair[],
  course: Pick<Course, 'organisation' | 'policies' | 'settings' | 'language'>,
  original: string,
): Course['untranslated'] {
  const policies = Object.fromEntries(course.policies.map((policy) => [policy.id, policy]));
  const context: TokenContext = { org: course.organisation, policies, course: course.settings };
  const runs = missingIn(texts).flatMap(({ source }) =>
    [source.trim(), ...runsOf(source)].flatMap((text) => filled(text, context, course.language)),
  );
  return runs.length === 0 ? undefined : { language: original, texts: [...new Set(runs)] };
}

/** How a language calls itself: `Español`. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The texts a translation leaves in the original's language. */
export const missingIn = (texts: readonly TextPair[]): TextPair[] =>
  texts.filter(({ target, expected }) => expected && target === null);

function runsOf(text: string): string[] {
  return parseBlocks(text)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.text]))
    .flatMap((rich) =>
      typeof rich === 'string' ? [rich] : rich.map((run) => (typeof run === 'string' ? run : run.text)),
    )
    .map((run) => run.trim());
}

/** A text with its tokens; none for a token that is switched off, because then the text is not shown. */
function filled(text: string, context: TokenContext, language: string): string[] {
  try {
    return [fillText(text, context, language)];
  } catch (error) {
    if (error instanceof TokenError) return [];
    throw error;
  }
}
