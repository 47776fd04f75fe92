// Docebo and others refuse a whole package over one of these; `.mjs` is served as plain text by Moodle and does not run.
const refusedTypes = /\.(mjs|php\d?|phtml|phar|cgi|sh|shtml|aspx?|jspx?|py|rb|pl|exe|bat|cmd|htaccess)$|(^|\/)\./i;
const safePath = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_][A-Za-z0-9_-]*)*$/;

/** Why LMSs would refuse a file of a package by its name alone, or lose it. */
export function nameProblems(paths: Iterable<string>): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    if (refusedTypes.test(path))
      problems.push(`${path}: LMSs refuse this kind of file, or do not run it. Leave it out or rename it.`);
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined)
      problems.push(`${path} and ${twin} differ only in capital letters: one overwrites the other on many servers.`);
    seen.set(path.toLowerCase(), path);
  }
  return problems;
}

/** Paths that some server or unzip program mangles. */
export const unusualPaths = (paths: Iterable<string>): string[] =>
  [...paths].filter((path) => !refusedTypes.test(path) && !safePath.test(path));
