import type { z } from 'zod';
import type * as C from './authoring/schema/course.ts';
import type * as Calls from './authoring/schema/call.ts';
import type * as Checklist from './authoring/schema/checklist.ts';
import type * as Interactions from './authoring/schema/interaction.ts';
import type * as Lessons from './authoring/schema/lesson.ts';
import type { Block, RichText } from './text.ts';

// The types come from the schemas (types only: zod never reaches the learner). What the builder adds is written here.

export type Choice = z.output<typeof Interactions.Choice>;
export type Multiple = z.output<typeof Interactions.Multiple>;
export type TrueFalse = z.output<typeof Interactions.TrueFalse>;
export type Matching = z.output<typeof Interactions.Matching>;
export type Sequencing = z.output<typeof Interactions.Sequencing>;
export type Numeric = z.output<typeof Interactions.Numeric>;
export type FillIn = z.output<typeof Interactions.FillIn>;

/** A question with one judge for each type: lesson check (`-C`), quiz question (`-Q`) or practice item (`-P`). */
export type Question = Choice | Multiple | TrueFalse | Matching | Sequencing | Numeric | FillIn;

export type Quality = z.output<typeof Calls.Quality>;
type CallFile = Omit<z.output<typeof Calls.CallFile>, 'nodes' | '$schema'>;

/** One moment of a call. `id` is unique in the course (`CALL1.N1`); `key` says how good each option is. */
export type CallNode = { type: 'node' } & z.output<typeof Calls.CallFile>['nodes'][number];
/** A branching call: nodes by full id, ways through it, and one ending text for each outcome. */
export type Call = CallFile & { nodes: CallNode[] };
export type ModelCall = Omit<z.output<typeof Calls.ModelCallFile>, '$schema'>;

/** A drawing with seven segments; `key` gives each segment's red flag, or `none`. */
export type Scene = { type: 'scene'; image: string } & Omit<z.output<typeof Checklist.SceneFile>, '$schema'>;

/** Anything that is answered and judged, found by its id with `findInteraction`. */
export type Interaction = Question | CallNode | Scene;

/** A lesson page. `notes` are the “Where you work” texts of the packs that are switched on. */
export type Lesson = Omit<z.output<typeof Lessons.LessonFile>, '$schema' | 'idea'> & {
  idea: Block[];
  notes: { pack: string; text: RichText; reviewedOn: string }[];
};
/** Where the drawing of a lesson’s story lies in a module and in a package; it has one if it has an `alt`. */
export const lessonDrawing = (lesson: string): string => `lessons/${lesson}.svg`;

export type Fix = Omit<z.output<typeof Lessons.FixFile>, '$schema'>;
export type Term = z.output<typeof Lessons.GlossaryFile>['terms'][number];
export type SelfCheck = Omit<z.output<typeof Checklist.SelfCheckFile>, '$schema'>;
export type ClosingQuestion = z.output<typeof Checklist.ClosingFile>['questions'][number];

type OrganisationFile = z.output<typeof C.OrganisationFile>;
export type Organisation = OrganisationFile['org'];
export type Policy = OrganisationFile['policies'][number];
/** Pass marks in percent (0–100), tries (null = no limit) and switches of the course. */
export type Settings = OrganisationFile['course'];

type CourseFile = z.output<typeof C.CourseFile>;
export type Motivation = CourseFile['motivations'][number];
export type Objective = CourseFile['objectives'][number];
export type RedFlag = CourseFile['redFlags'][number];
export type RedFlagId = RedFlag['id'];

/** The promise, and the SHA-256 (hex) of its exact text in this language and organisation setting, made by the builder. */
export type SignedText = Omit<z.output<typeof Checklist.PromiseFile>, '$schema'> & { text: string; sha256: string };

/**
 * The id lock: every id ever published, in the order in which it first appeared. A saved attempt
 * stores positions in these lists, so they only ever grow. `options` is keyed by interaction id.
 */
export interface Slots {
  lessons: string[];
  items: string[];
  calls: string[];
  scenes: string[];
  options: Record<string, string[]>;
}

/** A course as the builder has proved it: tokens filled, conditions applied, ready for the learner. */
export interface Course extends Omit<CourseFile, '$schema'> {
  /** First 7 hex digits of the SHA-256 of the content: tells two builds of one version apart. */
  build: string;
  organisation: Organisation;
  policies: Policy[];
  packs: string[];
  settings: Settings;
  lessons: Lesson[];
  modelCall: ModelCall;
  calls: Call[];
  items: Question[];
  fixes: Fix[];
  scenes: Scene[];
  selfCheck: SelfCheck;
  promise: SignedText;
  closing: ClosingQuestion[];
  glossary: Term[];
  slots: Slots;
  /** In a translation: names of key points and motivations as all reports have them, by id. */
  reportNames?: Record<string, string>;
  /** In a translation: runs of text that are still in the language (BCP 47) of the original. */
  untranslated?: { language: string; texts: string[] };
  /** Where there are several languages, how each calls itself, by its tag (BCP 47). */
  languages?: Record<string, string>;
  /** Set where the language is written from right to left. */
  direction?: 'rtl';
}

/** The course with the names of key points and motivations that all reports have, whatever language the learner reads. */
export function withReportNames(course: Course): Course {
  const { reportNames, objectives, motivations } = course;
  if (!reportNames) return course;
  const named = <T extends { id: string; name: string }>(o: T): T => ({ ...o, name: reportNames[o.id] ?? o.name });
  return { ...course, objectives: objectives.map(named), motivations: motivations.map(named) };
}

/** The interaction with this id, wherever in the course it lives; undefined for an id this course does not have. */
export function findInteraction(course: Course, id: string): Interaction | undefined {
  return (
    course.items.find((i) => i.id === id) ??
    course.lessons.find((l) => l.check.id === id)?.check ??
    course.fixes.find((f) => f.practice.id === id)?.practice ??
    course.scenes.find((s) => s.id === id) ??
    course.calls.find((c) => id.startsWith(`${c.id}.`))?.nodes.find((n) => n.id === id)
  );
}

/** The interaction with this id. @throws Error when the course has none: a programming mistake, not a learner's */
export function interaction(course: Course, id: string): Interaction {
  const found = findInteraction(course, id);
  if (!found) throw new Error(`The course has no interaction "${id}".`);
  return found;
}
