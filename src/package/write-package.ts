import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage, packageName, type Player } from './build-package.ts';
import { checkPackage } from './check-package.ts';
import { itemKeyCsv } from './item-key.ts';
import { PackageError } from './package-error.ts';
import { moduleDir, packagesDir } from './project.ts';
import type { Target } from './targets.ts';
import { zip } from './zip.ts';

/** What was written, for the closing table. */
export interface Written {
  file: string;
  bytes: number;
  sha256: string;
  standard: string;
  identifier: string;
  version: string;
  language: string;
}

/**
 * Builds, checks and writes one package into `directory`. Nothing is written unless every check passes.
 * @throws CourseFileError with every mistake in the module's files
 * @throws PackageError with every rule the package breaks
 */
export async function writePackage(
  moduleName: string,
  target: Target,
  options: { player?: Player; directory?: string } = {},
): Promise<Written> {
  const { course, files } = await buildPackage(moduleDir(moduleName), target, options.player);
  const name = packageName(course, target);
  const problems = await checkPackage(files, target, name);
  if (problems.length > 0) throw new PackageError(name, problems);
  const bytes = zip(files);
  const directory = options.directory ?? packagesDir;
  const file = join(directory, name);
  await mkdir(directory, { recursive: true });
  // Written beside and renamed, so that a reader never meets half a zip.
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  await writeFile(
    join(directory, `${course.id}-${course.version.replaceAll('.', '-')}-item-key.csv`),
    itemKeyCsv(course),
  );
  return {
    file,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    standard: target.standard,
    identifier: course.id,
    version: course.version,
    language: course.language,
  };
}
