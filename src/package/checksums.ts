import { createHash } from 'node:crypto';

/** The list of checksums inside a package: `sha256sum -c checksums.txt` checks it without us. */
export const CHECKSUMS = 'checksums.txt';

type Files = ReadonlyMap<string, Uint8Array>;

/** SHA-256 as hex. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** checksums.txt of a package: one line for each other file, sorted, as `sha256sum` writes it. */
export function checksums(files: Files): string {
  return [...files]
    .filter(([path]) => path !== CHECKSUMS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
    .join('');
}

/** How the files of a package differ from its checksums.txt, as sentences; empty when they agree. */
export function checksumProblems(files: Files): string[] {
  const list = files.get(CHECKSUMS);
  if (!list) return [`${CHECKSUMS} is missing: the package was not built here, or was taken apart.`];
  const listed = new Map(
    new TextDecoder()
      .decode(list)
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const others = [...files].filter(([path]) => path !== CHECKSUMS);
  return [
    ...others.flatMap(([path, bytes]) => {
      const expected = listed.get(path);
      if (expected === undefined) return [`${path} was added: ${CHECKSUMS} does not list it.`];
      return sha256(bytes) === expected ? [] : [`${path} was changed: its checksum is not the listed one.`];
    }),
    ...[...listed.keys()].filter((path) => !files.has(path)).map((path) => `${path} was removed.`),
  ];
}
