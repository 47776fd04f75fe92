import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '../course/authoring/release.ts';
import { buildPackage, type Player } from './build-package.ts';
import { checkPackage } from './check-package.ts';
import { sha256 } from './checksums.ts';
import { handOverHtml } from './hand-over.ts';
import { itemKeyCsv, itemKeyHtml } from './item-key.ts';
import type { Overrides } from './load-module.ts';
import { PackageError } from './package-error.ts';
import type { Preset } from './presets.ts';
import { moduleDir, packagesDir } from './project.ts';
import type { Target, TargetName } from './targets.ts';
import { zip } from './zip.ts';

/** What was written, for the closing table. */
export interface Written {
  file: string;
  bytes: number;
  sha256: string;
  target: TargetName;
  standard: string;
  identifier: string;
  version: string;
  languages: string[];
  /** The course's own pass mark in percent. */
  mastery: number;
  /** What SCORM 1.2 reports at the end. */
  status: 'passed' | 'completed';
  release: Release;
  handOver: string;
  itemKey: string;
}

export interface WriteOptions extends Overrides {
  player?: Player;
  directory?: string;
  /** Named on the hand-over sheet. */
  preset?: Preset;
  /** Everything is built and checked, and nothing is written. */
  dryRun?: boolean;
}

/**
 * Builds, checks and writes one package into `directory`, its hand-over sheet and the trainers' item key beside it.
 * Nothing is written unless every check passes.
 * @throws CourseFileError with every mistake in the module's files
 * @throws PackageError with every rule the package breaks
 */
export async function writePackage(moduleName: string, target: Target, options: WriteOptions = {}): Promise<Written> {
  const { player, directory = packagesDir, preset, dryRun = false, ...overrides } = options;
  const { course, courses, files, release, name } = await buildPackage(
    moduleDir(moduleName),
    target,
    player,
    overrides,
  );
  const problems = await checkPackage(files, target, name);
  if (problems.length > 0) throw new PackageError(name, problems);
  const bytes = zip(files);
  const stem = name.slice(0, -'.zip'.length);
  const translated = stem.endsWith(`-${target.name}`) ? '' : `-${course.language}`;
  const key = `${course.id}-${course.version.replaceAll('.', '-')}${translated}-item-key`;
  const written: Written = {
    file: join(directory, name),
    bytes: bytes.length,
    sha256: sha256(bytes),
    target: target.name,
    standard: target.standard,
    identifier: course.id,
    version: course.version,
    languages: courses.map(({ language }) => language),
    mastery: course.settings.mastery,
    status: course.settings.status ?? 'passed',
    release,
    handOver: join(directory, `${stem}-handover.html`),
    itemKey: join(directory, `${key}.html`),
  };
  if (dryRun) return written;
  await mkdir(directory, { recursive: true });
  const sheet = {
    course,
    courses,
    target,
    release,
    preset,
    zipName: name,
    sizeBytes: bytes.length,
    sha256: written.sha256,
  };
  await writeWhole(written.handOver, handOverHtml(sheet));
  await writeWhole(written.itemKey, itemKeyHtml(course));
  await writeWhole(join(directory, `${key}.csv`), itemKeyCsv(course));
  await writeWhole(written.file, bytes);
  return written;
}

/** Written beside and renamed, so that a reader never meets half a file. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}
