import { manifestProblems } from './check-manifest.ts';
import { nameProblems, unusualPaths } from './check-names.ts';
import { referenceProblems } from './check-references.ts';
import { schemaProblems } from './schemas.ts';
import type { Target } from './targets.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** Everything that is wrong with a package, as sentences; empty when it may be written. `zipName` is its file name. */
export async function checkPackage(files: Files, target: Target, zipName: string): Promise<string[]> {
  const problems = [...pathProblems(files, zipName), ...referenceProblems(files)];
  if (!files.has(target.manifestFile))
    return [...problems, `${target.manifestFile} is missing at the root: no LMS can tell what the package is.`];
  if (target.problems) {
    const own = target.problems(files);
    // By the schema only what is right in itself: one mistake is told once, in the words that say what to do.
    return [
      ...problems,
      ...own,
      ...(target.online && target.endpoint === undefined && own.length === 0
        ? await schemaProblems(files, target)
        : []),
    ];
  }
  const missing = target.schemaFiles.filter((name) => !files.has(name));
  if (missing.length > 0)
    return [
      ...problems,
      `${missing.join(', ')} missing at the root: the manifest refers to it, and strict LMSs then stop the import.`,
    ];
  return [...problems, ...(await schemaProblems(files, target)), ...manifestProblems(files, target)];
}

function pathProblems(files: Files, zipName: string): string[] {
  const name = /^[A-Za-z0-9_-]+\.zip$/.test(zipName)
    ? []
    : [`The file name "${zipName}" may hold only letters, digits, "-" and "_" before ".zip": LMSs refuse others.`];
  const unusual = unusualPaths(files.keys()).map(
    (path) => `${path}: a path in the package may hold only letters, digits, "-", "_", "." and "/" between names.`,
  );
  return [...name, ...nameProblems(files.keys()), ...unusual];
}
