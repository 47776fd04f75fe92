import { isMap, isPair, isScalar, isSeq, type Document, type LineCounter } from 'yaml';

/** One thing wrong in a course file, where it stands, and what to write instead. Lines and columns count from 1. */
export interface Mistake {
  file: string;
  line: number;
  column: number;
  /** Where in the data, such as `options.2.why`. */
  path: string;
  message: string;
}

/** Every mistake found in the files of a module; its message lists them all as `file:line:column`. */
export class CourseFileError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const lines = mistakes.map((m) => `${m.file}:${m.line}:${m.column} ${m.path ? `${m.path}: ` : ''}${m.message}`);
    const count = mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`;
    super(`${count} in the course files:\n${lines.join('\n')}`);
    this.name = 'CourseFileError';
    this.mistakes = mistakes;
  }
}

/** A YAML file as text, as a document that knows its positions, and as plain data. */
export interface Source {
  file: string;
  doc: Document.Parsed;
  lines: LineCounter;
  data: unknown;
}

/** Line and column of the value at a path, or of the nearest thing that exists above it. `key` asks for the key itself. */
export function locate(source: Source, path: readonly PropertyKey[], key?: string): { line: number; column: number } {
  let node: unknown = source.doc.contents;
  let offset = rangeOf(node);
  for (const part of key === undefined ? path : [...path, key]) {
    const next = child(node, part);
    if (!next) break;
    offset =
      (key !== undefined && part === key ? rangeOf(next.key) : undefined) ??
      rangeOf(next.value) ??
      rangeOf(next.key) ??
      offset;
    node = next.value;
  }
  const { line, col } = source.lines.linePos(offset ?? 0);
  return { line, column: col };
}

function child(node: unknown, part: PropertyKey): { key: unknown; value: unknown } | null {
  if (isMap(node)) {
    const found = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
    return found ? { key: found.key, value: found.value } : null;
  }
  if (isSeq(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? null : { key: null, value };
  }
  return null;
}

function rangeOf(node: unknown): number | undefined {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range?.[0];
}
