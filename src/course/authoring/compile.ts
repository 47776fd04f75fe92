import { isRightToLeft } from './direction.ts';
import { LABELS } from '../interactions/scene.ts';
import { unreachable } from '../unreachable.ts';
import type { Call, Course, Lesson, Question, Scene, Slots } from '../course.ts';
import type { Contents, ParsedModule } from './parse.ts';

/** SHA-256 of a text as hex; given by the builder, because this layer has no platform. */
export type Sha256 = (text: string) => string;

/** Joins the files of a parsed module into the course its learners get. `locked` are the ids published before. */
export function compile(parsed: ParsedModule, sha256: Sha256, locked: Slots | null): Course {
  const { active } = parsed;
  const { $schema: _c, ...about } = only(active.course);
  const organisation = only(active.organisation);
  const { $schema: _p, ...promise } = only(active.promise);
  const { $schema: _s, ...selfCheck } = only(active['self-check']);
  const { $schema: _m, ...modelCall } = only(active['model-call']);
  const text = promise.lines.map((line) => line.text).join('\n');
  const course: Omit<Course, 'build'> = {
    ...about,
    ...(isRightToLeft(about.language) ? { direction: 'rtl' as const } : {}),
    organisation: organisation.org,
    policies: organisation.policies,
    packs: organisation.packs,
    settings: organisation.course,
    lessons: active.lesson.map((lesson) => lessonOf(lesson, active)),
    modelCall,
    calls: active.call.map(callOf),
    items: active.items.flatMap((file) => file.items),
    fixes: active.fix.map(({ $schema: _, ...fix }) => fix),
    scenes: active.scene.map(sceneOf),
    selfCheck,
    promise: { ...promise, text, sha256: sha256(text) },
    closing: active.closing.flatMap((file) => file.questions),
    glossary: active.glossary.flatMap((file) => file.terms),
    slots: slotsOf(parsed.all, locked),
  };
  return { ...course, build: sha256(JSON.stringify(course)).slice(0, 7) };
}

/** The one file of its kind; parseModule has made sure there is one. */
function only<T>(list: T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('A course file that must exist was not read.');
  return first;
}

function lessonOf({ $schema: _, idea, ...lesson }: Contents['lesson'][number], active: Contents): Lesson {
  const on = active.organisation.flatMap((o) => o.packs);
  const packs = active.packs.flatMap((file) => file.packs).filter((pack) => on.includes(pack.id));
  return {
    ...lesson,
    idea: idea.flatMap((paragraph) => paragraph.text),
    notes: packs.flatMap((pack) =>
      pack.notes
        .filter((note) => note.lesson === lesson.id)
        .map((note) => ({ pack: pack.name, text: note.text, reviewedOn: pack.reviewedOn })),
    ),
  };
}

/** Node ids become unique in the course: N1 of CALL1 is CALL1.N1. END stays END. */
function callOf({ $schema: _, ...call }: Contents['call'][number]): Call {
  const full = (id: string): string => (id === 'END' ? id : `${call.id}.${id}`);
  return {
    ...call,
    start: full(call.start),
    nodes: call.nodes.map((node) => ({
      ...node,
      type: 'node',
      id: full(node.id),
      options: node.options.map((option) => ({ ...option, next: full(option.next) })),
    })),
  };
}

const sceneOf = ({ $schema: _, ...scene }: Contents['scene'][number]): Scene => ({
  ...scene,
  type: 'scene',
  image: `scenes/${scene.id}.svg`,
});

/** The id lock with everything this module now holds; known ids keep their places, new ones come after. */
export function slotsOf(all: Contents, locked: Slots | null): Slots {
  const calls = all.call.map(callOf);
  const scenes = all.scene;
  const questions = [...all.lesson.map((l) => l.check), ...all.items.flatMap((file) => file.items)];
  const options = [
    ...questions.map((q): [string, string[]] => [q.id, idsOf(q)]),
    ...calls.flatMap((c) => [
      [c.id, c.nodes.map((n) => n.id)] as [string, string[]],
      ...c.nodes.map((n): [string, string[]] => [n.id, n.options.map((o) => o.id)]),
    ]),
    ...scenes.map((s): [string, string[]] => [s.id, [...s.segments.map((x) => x.id), ...LABELS]]),
    ['promise', all.promise.flatMap((p) => p.reasons.map((r) => r.id))] as [string, string[]],
    ...all.closing.flatMap((c) => c.questions.map((q): [string, string[]] => [q.id, q.options.map((o) => o.id)])),
  ];
  const grow = (known: string[] | undefined, now: string[]): string[] => [...new Set([...(known ?? []), ...now])];
  return {
    lessons: grow(
      locked?.lessons,
      all.lesson.map((l) => l.id),
    ),
    items: grow(
      locked?.items,
      all.items.flatMap((file) => file.items.map((i) => i.id)),
    ),
    calls: grow(
      locked?.calls,
      calls.map((c) => c.id),
    ),
    scenes: grow(
      locked?.scenes,
      scenes.map((s) => s.id),
    ),
    options: {
      ...locked?.options,
      ...Object.fromEntries(options.map(([id, list]) => [id, grow(locked?.options[id], list)])),
    },
  };
}

/** Everything a response to a question may name. Sources and targets of a matching question share one list. */
function idsOf(question: Question): string[] {
  switch (question.type) {
    case 'choice':
    case 'multiple':
      return question.options.map((o) => o.id);
    case 'matching':
      return [...question.sources.map((s) => s.id), ...question.targets.map((t) => t.id)];
    case 'sequencing':
      return question.steps.map((s) => s.id);
    case 'true-false':
      return ['false', 'true'];
    case 'numeric':
    case 'fill-in':
      return [];
    default:
      return unreachable(question);
  }
}
