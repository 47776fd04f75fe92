import { missingIn } from '../../course/authoring/languages.ts';
import type { Course } from '../../course/course.ts';
import type { LoadedModule } from '../load-module.ts';
import type { Gate } from './gate.ts';
import { noneOf } from './gate.ts';

/**
 * Gate 8: an attempt can change between the languages. That a translation has the ids, keys, tokens, links and lengths of the
 * original has held already: one that has not cannot be read. What is left is that all of it comes out the same.
 */
export function localeParity({ courses, texts }: Pick<LoadedModule, 'courses' | 'texts'>): Gate {
  const [first, ...others] = courses;
  const differing = others.filter((course) => first && skeleton(course) !== skeleton(first));
  const figures = [...texts].map(([language, pairs]) => {
    const missing = missingIn(pairs).length;
    return `${language}: ${pairs.length - missing} of ${pairs.length} texts`;
  });
  return noneOf(
    '8',
    'every language has the same ids, slots, keys and build, and each translated text the same tokens and links',
    figures.length === 0 ? 'no translations' : figures.join('; '),
    differing.map(({ language }) => `locales/${language} makes another course of it`),
  );
}

/** What attempts and records hang on: all of a course but its words. */
function skeleton({ build, slots, lessons, items, fixes, calls, scenes, selfCheck, closing }: Course): string {
  const questions = [...items, ...lessons.map((lesson) => lesson.check), ...fixes.map((fix) => fix.practice)];
  return JSON.stringify([
    build,
    slots,
    questions.map(({ id, slug, type, key }) => [id, slug, type, type === 'fill-in' ? [...key].sort() : key]),
    calls.map(({ id, slug, stratum, start, nodes }) => [
      id,
      slug,
      stratum,
      start,
      nodes.map((node) => [node.id, node.key, node.kp, node.options.map(({ id: option, next }) => [option, next])]),
    ]),
    scenes.map(({ id, slug, flags, key }) => [id, slug, flags, key]),
    selfCheck.statements.map(({ id, rf }) => [id, rf]),
    closing.map(({ id, options }) => [id, options.map((option) => option.id)]),
  ]);
}
