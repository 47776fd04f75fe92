import { LABELS } from './interactions/scene.ts';
import type { Course } from './course.ts';

/**
 * A course as it lies in the package: the keys of graded questions, call nodes and scenes are folded into one unreadable text,
 * so that a curious learner who opens the file does not read the answers. It hides nothing from a determined one:
 * what is judged in the browser can be looked up in the browser. Lists of the id lock that only repeat what the course says
 * are left out, and all prose stands in one text, '' in its places: both pack a good deal better. The text begins with the
 * sign that parts its pieces.
 */
export type SealedCourse = Omit<Course, 'items' | 'calls' | 'scenes'> & {
  items: unknown[];
  calls: unknown[];
  scenes: unknown[];
  sealed: string;
  prose: string;
};

type Asked = { id: string } & Partial<
  Record<'options' | 'nodes' | 'steps' | 'sources' | 'targets' | 'segments', { id: string }[]>
>;
type Keyed = { id: string; key?: unknown; options?: { id: string }[]; segments?: { id: string }[] };

/** The pieces of a sealed course's prose. */
export const piecesOf = (prose: string): string[] => prose.slice(1).split(prose.charAt(0));

/** A sign that none of the texts has. @throws Error when they have them all */
export function partingSign(texts: readonly string[]): string {
  const sign = ['|', '^', '~', '\t'].find((each) => texts.every((text) => !text.includes(each)));
  if (sign === undefined) throw new Error('The course uses each of | ^ ~ and the tab: leave one of them out.');
  return sign;
}

/** The course with its graded keys folded away. @throws Error when its prose leaves no sign to part it by */
export function seal(course: Course): SealedCourse {
  const bare = <T extends Keyed>({ key: _, ...rest }: T): Omit<T, 'key'> => rest;
  const said = optionsIn(course);
  const options = Object.entries(course.slots.options).filter(([id, list]) => list.join() !== said[id]?.join());
  const keys = keyedOf(course).map((entry) => {
    const { key } = entry as { key: Record<string, unknown> };
    return byPlace(entry)?.map(({ id }) => key[id]) ?? key;
  });
  const prose: string[] = [];
  const open = {
    ...course,
    items: course.items.map(bare),
    calls: course.calls.map((call) => ({ ...call, nodes: call.nodes.map(bare) })),
    scenes: course.scenes.map(bare),
    slots: { ...course.slots, options: Object.fromEntries(options) },
  };
  // What is not translated is looked up as it is.
  const { untranslated, ...whole } = open;
  const spare = each(whole, (text) => (text === '' || text.includes(' ') ? (prose.push(text), '') : text));
  const sign = partingSign(prose);
  return {
    ...spare,
    ...(untranslated ? { untranslated } : {}),
    sealed: turned(JSON.stringify(keys)),
    prose: sign + prose.join(sign),
  };
}

/**
 * The course as it was before `seal`, made of what is given: a slow computer waits for this, and a copy takes four times as
 * long. @throws Error when the text was changed on the way
 */
export function unseal({ sealed, prose, ...rest }: SealedCourse): Course {
  const pieces = piecesOf(prose);
  let next = 0;
  const fill = (data: Record<string, unknown>): void => {
    for (const name in data) {
      const value = data[name];
      if (value === '') data[name] = pieces[next++] ?? '';
      else if (typeof value === 'object' && value !== null) fill(value as Record<string, unknown>);
    }
  };
  fill(rest);
  const course = rest as Course;
  const keys = readKeys(sealed);
  keyedOf(course).forEach((entry, at) => {
    const key = keys[at];
    const places = byPlace(entry)?.map(({ id }, place) => [id, (key as unknown[])[place]]);
    entry.key = places ? Object.fromEntries(places) : key;
  });
  course.slots.options = { ...optionsIn(course), ...course.slots.options };
  return course;
}

/** What a key says something of one by one: the options of a call node, the segments of a scene. */
const byPlace = ({ type, options, segments }: Keyed & { type?: string }) => (type === 'node' ? options : segments);

/** What the answer to each thing may name, as the course says it. Of the whole text only what is asked is looked at: a learner waits. */
function optionsIn({ items, lessons, calls, scenes, closing }: Course): Record<string, string[]> {
  const nodes = calls.flatMap((call) => call.nodes);
  const asked = [...items, ...lessons.map(({ check }) => check), ...calls, ...nodes, ...scenes, ...closing] as Asked[];
  const found: Record<string, string[]> = {};
  for (const { id, options, nodes, steps, sources, targets = [], segments } of asked) {
    const list = options ?? nodes ?? steps ?? (sources && [...sources, ...targets]) ?? segments;
    if (list) found[id] = [...list.map((entry) => entry.id), ...(segments ? LABELS : [])];
  }
  return found;
}

function readKeys(sealed: string): unknown[] {
  try {
    return JSON.parse(turned(sealed)) as unknown[];
  } catch (cause) {
    throw new Error('The course text is damaged: its answer key cannot be read. Upload the package again.', { cause });
  }
}

const keyedOf = (course: Course): Keyed[] => [
  ...course.items,
  ...course.calls.flatMap((c) => c.nodes),
  ...course.scenes,
];

/** A copy of plain data with each of its texts changed, in the order in which they stand. */
function each<T>(data: T, change: (text: string) => string): T {
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, copy(inside)]));
  };
  return copy(data) as T;
}

/** Turns each printable ASCII character into the one 47 places on; twice gives the text back, and it still packs well. */
const turned = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(33 + ((char.charCodeAt(0) - 33 + 47) % 94)));
