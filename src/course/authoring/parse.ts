import { z } from 'zod';
import { applyConditions, included } from './conditions.ts';
import { explain } from './explain.ts';
import { FILES, kindOf, type Content, type FileKind, type ModuleFiles } from './files.ts';
import { CourseFileError, locate, type Mistake, type Source } from './mistakes.ts';
import { overlay } from './overlay.ts';
import { checkReferences } from './references.ts';
import { readSource } from './source.ts';
import { fillData, fillText, TokenError, tokensIn, type TokenContext } from './tokens.ts';
import type { TextPair } from './translation.ts';

/** The contents of a module by kind, in the order of their paths. */
export type Contents = { [K in FileKind]: Content<K>[] };

/** A module read twice: `all` before, `active` after conditions and tokens of its organisation are applied. */
export interface ParsedModule {
  all: Contents;
  active: Contents;
  /** The file of each entry of `all`, kind by kind. */
  paths: Record<FileKind, string[]>;
  /** Every text that can be translated, with its translation; empty in the module's own language. */
  texts: TextPair[];
}

/**
 * Reads the files of a module; in another `language`, with its folder in `locales/` laid over them.
 * @throws CourseFileError with every mistake of every file: syntax, shape, references and tokens at once
 */
export function parseModule(files: ModuleFiles, language?: string): ParsedModule {
  const read = Object.keys(files)
    .sort()
    .flatMap((file) => {
      const kind = kindOf(file);
      return kind ? [{ kind, ...readSource(file, files[file] ?? '') }] : [];
    });
  const mistakes = [...missingFiles(read.map((r) => r.kind)), ...read.flatMap((r) => r.mistakes)];
  const readable = read.filter((r) => r.mistakes.length === 0);
  const other = language === undefined ? null : overlay(readable, files, language);
  mistakes.push(...(other?.mistakes ?? []));
  const placed = (m: Mistake): Mistake => other?.placed(m) ?? m;
  const told = (list: readonly Mistake[]): CourseFileError => new CourseFileError(inOrder(list.map(placed)));
  const vocabulary = schemaWords();
  const shaped = (other?.files ?? readable).map(({ kind, source }) => {
    const result = FILES[kind].schema.safeParse(worked(source.data, null));
    if (!result.success) mistakes.push(...explain(source, result.error.issues, vocabulary));
    return { kind, source, content: result.success ? result.data : null };
  });
  const setting = settingsOf(shaped);
  const { context, packs } = setting;
  const references = checkReferences(
    shaped.map(({ kind, source }) => ({ kind, source })),
    context,
    packs,
  );
  mistakes.push(...references.filter((r) => !mistakes.some((m) => samePlace(m, placed(r)))));
  if (mistakes.length > 0) throw told(mistakes);

  const all = gather(shaped.map((s) => ({ kind: s.kind, content: s.content })));
  const active = shaped
    .filter((s) => included(s.source.data, context, packs))
    .map((s) => ({ kind: s.kind, content: activate(s.kind, s.source, setting, mistakes) }));
  if (mistakes.length > 0) throw told(mistakes);
  const kinds = Object.keys(FILES) as FileKind[];
  const paths = Object.fromEntries(
    kinds.map((kind) => [kind, shaped.filter((s) => s.kind === kind).map((s) => s.source.file)]),
  ) as ParsedModule['paths'];
  return { all, active: gather(active), paths, texts: other?.texts ?? [] };
}

interface Setting {
  context: TokenContext;
  packs: readonly string[];
  language: string;
}

/** The content of a file as this organisation's learners get it. */
function activate(kind: FileKind, source: Source, setting: Setting, mistakes: Mistake[]): unknown {
  const data = applyConditions(worked(source.data, setting), setting.context, setting.packs);
  const result = FILES[kind].schema.safeParse(data);
  if (!result.success) {
    const note = 'with the packs and settings of organisation.yaml applied, ';
    mistakes.push(...explain(source, result.error.issues, []).map((m) => ({ ...m, message: note + m.message })));
    return null;
  }
  try {
    return kind === 'organisation' ? result.data : fillData(result.data, setting.context, setting.language);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    mistakes.push({ file: source.file, ...locate(source, []), path: '', message: error.message });
    return null;
  }
}

/**
 * Answers are worked out before the schema reads them, because a sum or a list must be one by then;
 * all other text keeps its tokens until Markdown has been read, so that an organisation's name is never taken for markup.
 * Without a setting (the first reading) a list token stands for itself.
 */
function worked(data: unknown, setting: Setting | null): unknown {
  if (Array.isArray(data)) return data.map((entry) => worked(entry, setting));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]): [string, unknown] => {
      if (setting === null || (key !== 'answer' && key !== 'accept') || typeof value !== 'string')
        return [key, worked(value, setting)];
      const whole = /^\{\{\s*([\w.-]+)\s*\}\}$/.exec(value)?.[1];
      const list = whole
        ?.split('.')
        .reduce<unknown>((v, k) => (v as Record<string, unknown> | null | undefined)?.[k], setting.context);
      return [
        key,
        Array.isArray(list)
          ? list
          : tokensIn(value).length > 0
            ? fillText(value, setting.context, 'en') // a sum
            : value,
      ];
    }),
  );
}

function settingsOf(shaped: { kind: FileKind; source: Source; content: unknown }[]): Setting {
  const organisation = shaped.find((s) => s.kind === 'organisation')?.source.data as
    { org?: unknown; policies?: { id?: string }[]; packs?: string[]; course?: unknown } | undefined;
  const course = shaped.find((s) => s.kind === 'course')?.source.data as { language?: string } | undefined;
  const policies = Object.fromEntries(
    (Array.isArray(organisation?.policies) ? organisation.policies : []).map((p) => [p?.id ?? '', p]),
  );
  return {
    context: { org: organisation?.org, policies, course: organisation?.course },
    packs: Array.isArray(organisation?.packs) ? organisation.packs : [],
    language: typeof course?.language === 'string' ? course.language : 'en',
  };
}

function gather(contents: { kind: FileKind; content: unknown }[]): Contents {
  const kinds = Object.keys(FILES) as FileKind[];
  return Object.fromEntries(
    kinds.map((kind) => [kind, contents.filter((c) => c.kind === kind).map((c) => c.content)]),
  ) as Contents;
}

function missingFiles(present: FileKind[]): Mistake[] {
  return (Object.keys(FILES) as FileKind[])
    .filter((kind) => !present.includes(kind))
    .map((kind) => ({
      file: FILES[kind].path,
      line: 1,
      column: 1,
      path: '',
      message: 'this file is missing; copy it from the module keep-it-confidential and change it',
    }));
}

const samePlace = (a: Mistake, b: Mistake): boolean => a.file === b.file && a.line === b.line && a.column === b.column;

const inOrder = (mistakes: Mistake[]): Mistake[] =>
  [...mistakes].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);

let words: string[] | undefined;

/** Every key any course file knows, for “did you mean”. */
function schemaWords(): string[] {
  words ??= [
    ...new Set(
      Object.values(FILES).flatMap(({ schema }) =>
        [...JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })).matchAll(/"(\w+)":\{/g)].map(
          (m) => m[1] ?? '',
        ),
      ),
    ),
  ];
  return words;
}

/** The JSON Schema (draft 7, the newest that editors' YAML support reads) of each kind of file. */
export function jsonSchemas(): Record<FileKind, unknown> {
  return Object.fromEntries(
    Object.entries(FILES).map(([kind, { schema }]) => [
      kind,
      z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }),
    ]),
  ) as Record<FileKind, unknown>;
}
