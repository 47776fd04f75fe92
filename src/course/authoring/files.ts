import type { z } from 'zod';
import { CallFile, ModelCallFile } from './schema/call.ts';
import { ClosingFile, PromiseFile, SceneFile, SelfCheckFile } from './schema/checklist.ts';
import { CourseFile, OrganisationFile } from './schema/course.ts';
import { FixFile, GlossaryFile, ItemsFile, LessonFile, PacksFile } from './schema/lesson.ts';

/** The files of a module by path (`calls/CALL1.yaml`), as text. */
export type ModuleFiles = Readonly<Record<string, string>>;

/** Which schema each file of a module follows. A pattern with `*` stands for a folder of files of one kind. */
export const FILES = {
  course: { path: 'course.yaml', schema: CourseFile },
  organisation: { path: 'organisation.yaml', schema: OrganisationFile },
  packs: { path: 'packs.yaml', schema: PacksFile },
  lesson: { path: 'lessons/*.yaml', schema: LessonFile },
  items: { path: 'items/*.yaml', schema: ItemsFile },
  call: { path: 'calls/*.yaml', schema: CallFile },
  'model-call': { path: 'model-call.yaml', schema: ModelCallFile },
  scene: { path: 'scenes/*.yaml', schema: SceneFile },
  fix: { path: 'fixes/*.yaml', schema: FixFile },
  'self-check': { path: 'self-check.yaml', schema: SelfCheckFile },
  promise: { path: 'promise.yaml', schema: PromiseFile },
  closing: { path: 'closing.yaml', schema: ClosingFile },
  glossary: { path: 'glossary.yaml', schema: GlossaryFile },
} as const;

export type FileKind = keyof typeof FILES;

/** What a file of a kind says, once read. */
export type Content<K extends FileKind> = z.output<(typeof FILES)[K]['schema']>;

/** The kind of a file of a module by its path; undefined for a file that is no course data. */
export function kindOf(path: string): FileKind | undefined {
  return (Object.keys(FILES) as FileKind[]).find((kind) => {
    const [folder, rest] = FILES[kind].path.split('*');
    return rest === undefined ? path === folder : path.startsWith(folder ?? '') && path.endsWith(rest);
  });
}
