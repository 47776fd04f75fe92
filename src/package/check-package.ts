import { manifestProblems } from './check-manifest.ts';
import { referenceProblems } from './check-references.ts';
import { schemaProblems } from './schemas.ts';
import type { Target } from './targets.ts';

type Files = ReadonlyMap<string, Uint8Array>;

// Docebo and others refuse a whole package over one of these; `.mjs` is served as plain text by Moodle and does not run.
const refusedTypes = /\.(mjs|php\d?|phtml|phar|cgi|sh|shtml|aspx?|jspx?|py|rb|pl|exe|bat|cmd|htaccess)$|(^|\/)\./i;
const safePath = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_][A-Za-z0-9_-]*)*$/;

/** Everything that is wrong with a package, as sentences; empty when it may be written. `zipName` is its file name. */
export async function checkPackage(files: Files, target: Target, zipName: string): Promise<string[]> {
  const problems = [...nameProblems(files, zipName), ...referenceProblems(files)];
  if (!files.has(target.manifestFile))
    return [...problems, `${target.manifestFile} is missing at the root: no LMS can tell what the package is.`];
  if (target.problems) return [...problems, ...target.problems(files)];
  const missing = target.schemaFiles.filter((name) => !files.has(name));
  if (missing.length > 0)
    return [
      ...problems,
      `${missing.join(', ')} missing at the root: the manifest refers to it, and strict LMSs then stop the import.`,
    ];
  return [...problems, ...(await schemaProblems(files, target)), ...manifestProblems(files, target)];
}

function nameProblems(files: Files, zipName: string): string[] {
  const problems: string[] = [];
  if (!/^[A-Za-z0-9_-]+\.zip$/.test(zipName)) {
    problems.push(
      `The file name "${zipName}" may hold only letters, digits, "-" and "_" before ".zip": LMSs refuse others.`,
    );
  }
  const seen = new Map<string, string>();
  for (const path of files.keys()) {
    if (refusedTypes.test(path))
      problems.push(`${path}: LMSs refuse this kind of file, or do not run it. Leave it out or rename it.`);
    else if (!safePath.test(path))
      problems.push(
        `${path}: a path in the package may hold only letters, digits, "-", "_", "." and "/" between names.`,
      );
    const twin = seen.get(path.toLowerCase());
    if (twin !== undefined)
      problems.push(`${path} and ${twin} differ only in capital letters: one overwrites the other on many servers.`);
    seen.set(path.toLowerCase(), path);
  }
  return problems;
}
