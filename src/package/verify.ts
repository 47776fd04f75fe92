import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';
import { checksumProblems, sha256 } from './checksums.ts';
import { loadModule } from './load-module.ts';
import { moduleDir } from './project.ts';
import { readZip } from './read-zip.ts';
import { targets, webWithEndpoint } from './targets.ts';
import { readVersion, type VersionFacts } from './version-facts.ts';
import { zip } from './zip.ts';

/** What was proved about a zip, and what was not. */
export interface Verdict {
  sha256: string;
  facts: VersionFacts | null;
  /** Nothing in it was changed since its own checksums.txt was written; anybody could have written that. */
  whole: boolean;
  /** Built again from the sources here, it is the same byte for byte: only this proves that it is ours. */
  rebuilt: 'same' | 'different' | 'not tried';
  /** Sentences: why it is not proved; empty when it is. */
  problems: string[];
}

/**
 * Proves that a zip was built from the sources here, by building it again with the settings it names.
 * @throws ZipError when it cannot be read
 */
export async function verify(bytes: Uint8Array): Promise<Verdict> {
  const files = await readZip(bytes);
  const facts = readVersion(files);
  const damage = checksumProblems(files);
  const verdict = { sha256: sha256(bytes), facts, whole: damage.length === 0 };
  const notTried = (problem: string): Verdict => ({ ...verdict, rebuilt: 'not tried', problems: [...damage, problem] });
  if (!facts) return notTried('It holds no version.json of ours, so there is nothing to build again.');
  const dir = moduleDir(facts.id);
  if (!/^[a-z0-9-]+$/.test(facts.id) || !existsSync(join(dir, 'course.yaml')))
    return notTried(`There is no module "${facts.id}" here to build it again from.`);
  const { course } = await loadModule(dir);
  if (course.version !== facts.version)
    return notTried(
      `It says version ${facts.version}, and the sources here are version ${course.version}: check out those of ${facts.version} and verify again.`,
    );
  const { mastery, status, endpoint } = facts.settings;
  const { language } = facts;
  const target = endpoint === undefined ? targets[facts.target] : webWithEndpoint(endpoint);
  const again = await buildPackage(dir, target, undefined, { mastery, status, language });
  if (Buffer.from(zip(again.files)).equals(bytes)) return { ...verdict, rebuilt: 'same', problems: damage };
  const differing = [...new Set([...files.keys(), ...again.files.keys()])].filter(
    (path) => !Buffer.from(files.get(path) ?? []).equals(again.files.get(path) ?? Buffer.from([0])),
  );
  return {
    ...verdict,
    rebuilt: 'different',
    problems: [
      ...damage,
      differing.length > 0
        ? `Built again from the sources here, these differ: ${differing.slice(0, 5).join(', ')}${differing.length > 5 ? ` and ${differing.length - 5} more` : ''}.`
        : 'The files are those built from the sources here, but they were zipped again by another program.',
    ],
  };
}
