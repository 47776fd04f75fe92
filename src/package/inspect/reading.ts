/** The files of a package by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What a manifest says and what is wrong with it, whoever wrote it. */
export interface Reading {
  title: string | null;
  identifier: string | null;
  version: string | null;
  /** Language tags it names, in the order of the file. */
  languages: string[];
  /** What is opened first: a path from the manifest's folder, with its query; null when nothing can be. */
  launch: string | null;
  /** Sentences: what keeps the package from working in some LMS. */
  problems: string[];
  /** Sentences: what is worth knowing and breaks nothing. */
  notes: string[];
}

const MOST = 5;

/** A list for a sentence: the first few, and how many more. */
export function few(names: readonly string[]): string {
  const rest = names.length - MOST;
  return `${names
    .slice(0, MOST)
    .map((name) => `"${name}"`)
    .join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Whether an address leads out of the package. */
export const isAbsolute = (address: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address);

/** The file a relative address means, without query and fragment: as written when there is one of that name, else decoded. */
export function fileOf(address: string, files: Files): string {
  const path = new URL(address, 'file:///').pathname.slice(1);
  const written = address.replace(/[?#].*$/, '').replace(/^\.\//, '');
  return files.has(written) ? written : files.has(path) ? path : decoded(path);
}

/** An address with a stray "%" is taken as it is. */
function decoded(path: string): string {
  return /%(?![0-9a-f]{2})/i.test(path) ? path : new TextDecoder().decode(percentBytes(path));
}

const percentBytes = (path: string): Uint8Array =>
  Uint8Array.from(
    path.match(/%[0-9a-f]{2}|[^%]/gi) ?? [],
    (part) => (part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)), // URL paths are ASCII
  );

/** Each once, in order of first appearance, empty ones left out. */
export const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text): text is string => text !== undefined && text !== '')),
];
