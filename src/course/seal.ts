import { fromBase64Url, toBase64Url } from './base64url.ts';
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
    sealed: toBase64Url(mixed(encode(JSON.stringify(keys)))),
  };
}

/** The course as it was before `seal`. @throws Error when the text was changed on the way */
export function unseal({ sealed, ...rest }: SealedCourse): Course {
  const course = structuredCloneOf(rest) as Course;
  const bytes = fromBase64Url(sealed);
  if (!bytes) throw new Error('The course text is damaged: its answer key cannot be read. Upload the package again.');
  const keys = JSON.parse(decode(mixed([...bytes]))) as Record<string, unknown>;
  for (const entry of keyedOf(course)) (entry as Keyed).key = keys[entry.id];
  return course;
}

const keyedOf = (course: Course): Keyed[] => [
  ...course.items,
  ...course.calls.flatMap((c) => c.nodes),
  ...course.scenes,
];

const structuredCloneOf = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

/** Keys are ids and organisation texts; percent encoding brings both to plain bytes. */
const encode = (text: string): number[] => [...encodeURIComponent(text)].map((c) => c.charCodeAt(0));
const decode = (bytes: number[]): string => decodeURIComponent(String.fromCharCode(...bytes));

/** Mixes each byte with a running number; doing it twice gives the bytes back. */
const mixed = (bytes: number[]): number[] => bytes.map((byte, at) => byte ^ ((at * 31 + 7) & 0xff));
