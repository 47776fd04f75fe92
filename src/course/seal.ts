import type { Course } from './course.ts';

/**
 * A course as it lies in the package: the keys of graded questions, call nodes and scenes are folded into one unreadable text,
 * so that a curious learner who opens the file does not read the answers. It hides nothing from a determined one:
 * what is judged in the browser can be looked up in the browser.
 */
export type SealedCourse = Omit<Course, 'items' | 'calls' | 'scenes'> & {
  items: unknown[];
  calls: unknown[];
  scenes: unknown[];
  sealed: string;
};

type Keyed = { id: string; key?: unknown };

/** The course with its graded keys folded away. */
export function seal(course: Course): SealedCourse {
  const keys = Object.fromEntries(keyedOf(course).map((entry) => [entry.id, entry.key]));
  const bare = <T extends Keyed>({ key: _, ...rest }: T): Omit<T, 'key'> => rest;
  return {
    ...course,
    items: course.items.map(bare),
    calls: course.calls.map((call) => ({ ...call, nodes: call.nodes.map(bare) })),
    scenes: course.scenes.map(bare),
    sealed: turned(JSON.stringify(keys)),
  };
}

/** The course as it was before `seal`. @throws Error when the text was changed on the way */
export function unseal({ sealed, ...rest }: SealedCourse): Course {
  const course = structuredCloneOf(rest) as Course;
  const keys = readKeys(sealed);
  for (const entry of keyedOf(course)) (entry as Keyed).key = keys[entry.id];
  return course;
}

function readKeys(sealed: string): Record<string, unknown> {
  try {
    return JSON.parse(turned(sealed)) as Record<string, unknown>;
  } catch (cause) {
    throw new Error('The course text is damaged: its answer key cannot be read. Upload the package again.', { cause });
  }
}

const keyedOf = (course: Course): Keyed[] => [
  ...course.items,
  ...course.calls.flatMap((c) => c.nodes),
  ...course.scenes,
];

const structuredCloneOf = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

/** Turns each printable ASCII character into the one 47 places on; twice gives the text back, and it still packs well. */
const turned = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(33 + ((char.charCodeAt(0) - 33 + 47) % 94)));
