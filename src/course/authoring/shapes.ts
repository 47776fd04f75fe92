import type { Question } from '../course.ts';
import { unreachable } from '../unreachable.ts';
import type { Contents, ParsedModule } from './parse.ts';

/**
 * What hangs on an id once learners have answered it, in every report and saved attempt: its type, its slug, what a
 * response may name, and what is right. Wording is none of it.
 */
export interface Shape {
  /** Where it stood last, for whoever has to find it. */
  file: string;
  type: string;
  /** Part of the id that an LMS shows; '' where there is none. */
  slug: string;
  /** Sorted: the order in a file means nothing. */
  options: string[];
  /** What is right, and where a choice leads, as JSON. */
  key: string;
}

/** Everything that can be answered, as the files have it before conditions and tokens. */
export function shapesOf({ all, paths }: ParsedModule): Record<string, Shape> {
  const at = <K extends keyof Contents>(
    kind: K,
    shapes: (content: Contents[K][number], file: string) => [string, Shape][],
  ) => all[kind].flatMap((content, index) => shapes(content, paths[kind][index] ?? ''));
  return merged([
    ...at('lesson', ({ check }, file) => [[check.id, question(check, file)]]),
    ...at('items', ({ items }, file) => items.map((item) => [item.id, question(item, file)])),
    ...at('fix', ({ practice }, file) => [[practice.id, question(practice, file)]]),
    ...at('call', (call, file) => [
      [
        call.id,
        shape(
          file,
          'call',
          call.slug,
          call.nodes.map((node) => node.id),
          call.start,
        ),
      ],
      ...call.nodes.map((node): [string, Shape] => [
        `${call.id}.${node.id}`,
        shape(
          file,
          'node',
          '',
          node.options.map((option) => option.id),
          [node.key, Object.fromEntries(node.options.map((option) => [option.id, option.next]))],
        ),
      ]),
    ]),
    ...at('scene', (scene, file) => [
      [
        scene.id,
        shape(
          file,
          'scene',
          scene.slug,
          scene.segments.map((segment) => segment.id),
          scene.key,
        ),
      ],
    ]),
    ...at('promise', ({ reasons }, file) => [
      [
        'promise',
        shape(
          file,
          'promise',
          '',
          reasons.map((reason) => reason.id),
          null,
        ),
      ],
    ]),
    ...at('closing', ({ questions }, file) =>
      questions.map((each) => [
        each.id,
        shape(
          file,
          'likert',
          '',
          each.options.map((option) => option.id),
          null,
        ),
      ]),
    ),
  ]);
}

/** Entries with conditions may be variants of one id: what any of them can be answered with counts. */
function merged(entries: readonly [string, Shape][]): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  for (const [id, now] of entries) {
    const before = shapes[id];
    const options = before ? [...new Set([...before.options, ...now.options])].sort() : now.options;
    shapes[id] = { ...now, options, key: before ? `${before.key} ${now.key}` : now.key };
  }
  return shapes;
}

const shape = (file: string, type: string, slug: string, options: string[], key: unknown): Shape => ({
  file,
  type,
  slug,
  options: [...new Set(options)].sort(),
  key: JSON.stringify(key),
});

function question(q: Question, file: string): Shape {
  const of = (...lists: { id: string }[][]) =>
    shape(
      file,
      q.type,
      q.slug,
      lists.flat().map(({ id }) => id),
      q.key,
    );
  switch (q.type) {
    case 'choice':
    case 'multiple':
      return of(q.options);
    case 'matching':
      return of(q.sources, q.targets);
    case 'sequencing':
      return of(q.steps);
    case 'true-false':
    case 'numeric':
    case 'fill-in':
      return of();
    default:
      return unreachable(q);
  }
}
