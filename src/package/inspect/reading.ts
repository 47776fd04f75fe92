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
  const written = plain(address.replace(/[?#][^]*$/, ''));
  return files.has(written) ? written : plain(decoded(written));
}

/** A path without `.` and `..`; backslashes, which some tools write, are slashes. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** `%20` and the like as characters. A stray "%" is taken as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Each once, in order of first appearance, empty ones left out. */
export const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text): text is string => text !== undefined && text !== '')),
];
