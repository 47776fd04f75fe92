import { basename } from 'node:path';
import { checkPackage } from '../check-package.ts';
import { checksumProblems } from '../checksums.ts';
import { inspect } from '../inspect.ts';
import { readZip } from '../read-zip.ts';
import { isTargetName, targets } from '../targets.ts';
import { verify } from '../verify.ts';
import { readNamed, type Io } from './usage.ts';

/** `inspect <zip>`: what it is and what is wrong with it. Gives false when something is. */
export async function inspectZip(path: string, json: boolean, io: Io): Promise<boolean> {
  const files = await readZip(await readNamed(path));
  const found = inspect(files);
  const { standard, ours } = found;
  // Our own are held to our own rules as well, which are stricter.
  const strict =
    ours && standard !== null && isTargetName(standard)
      ? [...checksumProblems(files), ...(await checkPackage(files, targets[standard], basename(path)))]
      : [];
  const problems = [...new Set([...found.problems, ...strict])];
  if (json) io.out(`${JSON.stringify({ ok: problems.length === 0, file: path, ...found, problems }, null, 2)}\n`);
  else {
    io.out(
      [
        `file:        ${path}`,
        `standard:    ${found.standardName}`,
        `title:       ${found.title ?? '–'}`,
        `identifier:  ${found.identifier ?? '–'}`,
        `version:     ${found.version ?? '–'}`,
        `languages:   ${found.languages.join(', ') || '–'}`,
        `opens:       ${found.launch ?? '–'}`,
        `files:       ${files.size}`,
        `made here:   ${ours ? 'it says so; `verify` proves it' : 'no'}`,
        ...found.notes.map((note) => `note:        ${note}`),
        ...problems.map((problem) => `problem:     ${problem}`),
        problems.length === 0
          ? 'No problems found.'
          : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} found.`,
        '',
      ].join('\n'),
    );
  }
  return problems.length === 0;
}

/** `verify <zip>`: whether it was built from the sources here. Gives false when that is not proved. */
export async function verifyZip(path: string, json: boolean, io: Io): Promise<boolean> {
  const bytes = await readNamed(path);
  if (!json) io.err('Reading the zip, and building it again…\n');
  const verdict = await verify(bytes);
  const proved = verdict.whole && verdict.rebuilt === 'same';
  if (json) io.out(`${JSON.stringify({ ok: proved, file: path, ...verdict }, null, 2)}\n`);
  else {
    const { facts } = verdict;
    io.out(
      [
        `file:     ${path}`,
        `SHA-256:  ${verdict.sha256}`,
        `it says:  ${facts ? `${facts.id} ${facts.version}, build ${facts.build}, ${facts.standard}, ${facts.language}` : '–'}`,
        verdict.whole ? 'whole:    yes, every file has the checksum that its own checksums.txt lists' : 'whole:    no',
        `ours:     ${OURS[verdict.rebuilt]}`,
        ...verdict.problems.map((problem) => `problem:  ${problem}`),
        '',
      ].join('\n'),
    );
  }
  return proved;
}

const OURS = {
  same: 'yes, built again from the sources here it is the same byte for byte',
  different: 'not proved, built again from the sources here it is not the same',
  'not tried': 'not proved, it could not be built again from the sources here',
};
