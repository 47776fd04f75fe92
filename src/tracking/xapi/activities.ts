import type { AnsweredRecord, InteractionType } from '../../attempt/record.ts';
import { findInteraction, type Course, type Interaction } from '../../course/course.ts';
import { unitIri } from '../../course/iri.ts';
import { plainText } from '../../course/text.ts';
import type { Activity, Component, LanguageMap } from './statement.ts';
import { types } from './vocabulary.ts';

/** A text in the language of the course. */
export const inWords = (course: Course, text: string): LanguageMap => ({ [course.language]: text });

/** The unit an LMS launches, under our own name for it. */
export function unit(course: Course): Activity {
  return named(course, unitIri(course), types.course, course.title);
}

/** A part of the graded work, or of the course: what its questions stand under. */
export function part(course: Course, name: string): Activity {
  return named(course, `${unitIri(course)}/test/${name}`, types.assessment, name);
}

export const lesson = (course: Course, id: string): Activity =>
  named(
    course,
    `${unitIri(course)}/lesson/${id}`,
    types.lesson,
    course.objectives.find((o) => o.id === id)?.name ?? id,
  );

export const fix = (course: Course, id: string): Activity =>
  named(course, `${unitIri(course)}/fix/${id}`, types.lesson, id);

export const call = (course: Course, id: string): Activity =>
  named(course, `${unitIri(course)}/call/${id}`, types.simulation, course.calls.find((c) => c.id === id)?.title ?? id);

export const redFlag = (course: Course, id: string): Activity =>
  named(
    course,
    `${unitIri(course)}/red-flag/${id}`,
    types.objective,
    course.redFlags.find((f) => f.id === id)?.name ?? id,
  );

export const objective = (course: Course, id: string): Activity =>
  named(
    course,
    `${unitIri(course)}/objective/${id}`,
    types.objective,
    course.objectives.find((o) => o.id === id)?.name ?? id,
  );

export const promise = (course: Course, version: string): Activity =>
  named(course, `${unitIri(course)}/promise/${version}`, types.document, `Promise ${version}`);

function named(course: Course, id: string, type: string, name: string): Activity {
  return { objectType: 'Activity', id, definition: { type, name: inWords(course, name) } };
}

const INTERACTION_TYPES: Record<InteractionType, string> = {
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
};

/** The question as an activity, with everything a reader needs to show the answer in words (xAPI part 2, appendix C). */
export function question(course: Course, record: AnsweredRecord): Activity {
  const found = findInteraction(course, record.interaction);
  const say = (text: string): LanguageMap => inWords(course, text);
  return {
    objectType: 'Activity',
    id: `${unitIri(course)}/test/${record.part}/question/${record.interaction}`,
    definition: {
      type: types.interaction,
      name: say(`${record.interaction} ${record.slug.replaceAll('-', ' ')}`),
      description: say(stemOf(course, record, found)),
      interactionType: INTERACTION_TYPES[record.type],
      ...patterns(record),
      ...components(course, record, found),
    },
  };
}

function stemOf(course: Course, record: AnsweredRecord, found: Interaction | undefined): string {
  switch (found?.type) {
    case undefined: {
      const statement = course.selfCheck.statements.find((s) => s.id === record.interaction);
      const closing = course.closing.find((q) => q.id === record.interaction);
      return plainText(statement?.text ?? closing?.stem ?? record.slug);
    }
    case 'node':
      return plainText(found.says ?? found.scene ?? record.slug);
    case 'scene':
      return found.title;
    default:
      return found?.stem ?? record.slug;
  }
}

/** The right answers; none for what is nobody's right or wrong. */
function patterns({ type, pattern }: AnsweredRecord): { correctResponsesPattern?: string[] } {
  if (type === 'likert' || pattern.length === 0) return {};
  return { correctResponsesPattern: type === 'fill-in' ? [...pattern] : [spelled(type, pattern)] };
}

/** A response in xAPI's spelling: `a[,]b`, `source[.]target[,]…`. */
export function spelled(type: InteractionType, response: readonly string[]): string {
  if (type === 'numeric') return (response[0] ?? '').trim().replace(',', '.');
  if (type !== 'matching' && type !== 'scene') return response.join('[,]');
  return response.map((pair) => pair.replace('.', '[.]')).join('[,]');
}

function components(
  course: Course,
  record: AnsweredRecord,
  found: Interaction | undefined,
): Partial<Record<'choices' | 'scale' | 'source' | 'target', Component[]>> {
  const { choices, targets = [] } = record;
  const closing = course.closing.find((q) => q.id === record.interaction)?.options ?? [];
  const texts = { ...textsOf(course, found), ...Object.fromEntries(closing.map((o) => [o.id, o.text])) };
  const list = (ids: readonly string[]): Component[] =>
    ids.map((id) => ({ id, description: inWords(course, texts[id] ?? id.replaceAll('-', ' ')) }));
  switch (record.type) {
    case 'choice':
    case 'multiple':
    case 'node':
    case 'sequencing': // its steps are `choices`; xAPI keeps `steps` for performance
      return { choices: list(choices) };
    case 'likert':
      return { scale: list(choices) };
    case 'matching':
    case 'scene':
      return { source: list(choices), target: list(targets) };
    default:
      return {};
  }
}

/** Full texts of everything a response may name, by id. */
function textsOf(course: Course, found: Interaction | undefined): Record<string, string> {
  const byId = (list: readonly { id: string; text: string }[]): [string, string][] => list.map((o) => [o.id, o.text]);
  switch (found?.type) {
    case 'choice':
    case 'multiple':
    case 'node':
      return Object.fromEntries(byId(found.options));
    case 'matching':
      return Object.fromEntries([...byId(found.sources), ...byId(found.targets)]);
    case 'sequencing':
      return Object.fromEntries(byId(found.steps));
    case 'scene':
      return Object.fromEntries([
        ...byId(found.segments),
        ...course.redFlags.map((f): [string, string] => [f.id, f.name]),
      ]);
    default:
      return {};
  }
}
