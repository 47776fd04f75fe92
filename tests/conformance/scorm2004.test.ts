import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildPlayer, type Player } from '../../src/package/build-package.ts';
import { moduleNames } from '../../src/package/project.ts';
import { schemaProblems, schemas } from '../../src/package/schemas.ts';
import { targets } from '../../src/package/targets.ts';
import { writePackage } from '../../src/package/write-package.ts';

// The built zips, read back as an LMS reads them. Claims are counted as they run, so that none goes missing unnoticed.
let checked = 0;

const editions = [
  { target: targets['scorm2004-3'], version: '2004 3rd Edition' },
  { target: targets['scorm2004-4'], version: '2004 4th Edition' },
] as const;
const cases = moduleNames().flatMap((moduleName) => editions.map((edition) => ({ moduleName, ...edition })));

describe.each(cases)('$moduleName for SCORM $version', ({ moduleName, target, version }) => {
  let player: Player;
  let folder = '';
  let file = '';
  let bytes = new Uint8Array();
  let files = new Map<string, Uint8Array>();
  let manifest = '';
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  const all = (pattern: RegExp) => [...manifest.matchAll(pattern)].map(([, found = '']) => found);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conformance-'));
    player = await buildPlayer(target);
    file = (await writePackage(moduleName, target, { player, directory: folder })).file;
    bytes = new Uint8Array(await readFile(file));
    files = new Map(Object.entries(unzipSync(bytes)));
    manifest = text('imsmanifest.xml');
  });
  afterEach(() => void (checked += 1));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[2004 manifest] imsmanifest.xml is at the root and valid by the official schemas', async () => {
    expect(await schemaProblems(files, target)).toEqual([]);
  });
  test('the schema files are the published ones, at the root', async () => {
    const published = await schemas(target);
    expect(published.size).toBe(17);
    for (const [name, schema] of published) expect(files.get(name)).toEqual(schema);
  });
  test('[2004 manifest] every schema the manifest or another schema names is at the root', () => {
    const inManifest = all(/xsi:schemaLocation="([^"]*)"/g).flatMap((pairs) =>
      pairs.split(' ').filter((_, at) => at % 2 === 1),
    );
    const inSchemas = [...files.keys()]
      .filter((path) => path.endsWith('.xsd'))
      .flatMap((path) => [...text(path).matchAll(/<xs(?:d)?:(?:import|include)[^>]*schemaLocation\s*=\s*"([^"]*)"/g)])
      .map(([, found = '']) => found);
    expect(inManifest).toHaveLength(5);
    for (const name of [...inManifest, ...inSchemas]) expect([...files.keys()]).toContain(name);
  });
  test('[2004 manifest] schema and schemaversion name the edition exactly', () => {
    expect(all(/<schema>([^<]*)<\/schema>/g)).toEqual(['ADL SCORM']);
    expect(all(/<schemaversion>([^<]*)<\/schemaversion>/g)).toEqual([version]);
  });
  test('[2004 manifest] one item launches the one resource, and it is a sco, with a capital T in scormType', () => {
    const [reference] = all(/<item [^>]*identifierref="([^"]*)"/g);
    const [resource] = all(/<resource ([^>]*)>/g);
    expect(all(/(<item )/g)).toHaveLength(1);
    expect(all(/(<resource )/g)).toHaveLength(1);
    expect(resource).toContain(`identifier="${reference}"`);
    expect(resource).toContain('adlcp:scormType="sco"');
    expect(resource).toContain('type="webcontent"');
    expect(manifest).not.toContain('scormtype');
  });
  test('[2004 manifest] the default organization exists', () => {
    expect(all(/<organization identifier="([^"]*)"/g)).toEqual(all(/<organizations default="([^"]*)"/g));
  });
  test('identifiers come from the course id, the same as in SCORM 1.2, and hold no version', () => {
    const parts = ['', '-organization', '-item', '-resource'];
    expect(all(/ identifier="([^"]*)"/g)).toEqual(parts.map((part) => `${moduleName}${part}`));
  });
  test('[2004 deliveryControls] the course sets completion and success itself, and nothing lets the LMS judge', () => {
    expect(manifest).toContain('completionSetByContent="true" objectiveSetByContent="true"');
    expect(manifest).not.toMatch(/minNormalizedMeasure|completionThreshold|satisfiedByMeasure/);
  });
  test('[2004 hideLMSUI] no button of the LMS leads nowhere or throws data away', () => {
    expect(all(/<adlnav:hideLMSUI>([^<]*)</g)).toEqual(['continue', 'previous', 'abandon', 'abandonAll']);
  });
  test('every file is listed once, the launch page too, and every listed file is there', () => {
    const listed = all(/<file href="([^"]*)"/g);
    expect([...listed].sort()).toEqual([...files.keys()].filter((path) => path !== 'imsmanifest.xml').sort());
    expect(all(/<resource [^>]* href="([^"]*)"/g)).toEqual(['index.html']);
  });
  test('the launch page names its standard, and its player looks for the API of 2004 only', () => {
    expect(text('index.html')).toContain(`data-standard="${target.name}"`);
    expect(text('course.js')).toContain('API_1484_11');
    expect(text('course.js')).not.toContain('LMSInitialize');
    expect(text('version.json')).toContain(`"standard": "SCORM ${version}"`);
  });
  test('the zip is named after its target and stays under 300 kB, schemas included', () => {
    expect(basename(file)).toMatch(new RegExp(`^[A-Za-z0-9-]+-${target.name}\\.zip$`));
    expect(bytes.length).toBeLessThan(300_000);
  });
  test('built again, it is the same byte for byte', async () => {
    const again = await mkdtemp(join(tmpdir(), 'conformance-'));
    const second = await writePackage(moduleName, target, { player, directory: again });
    expect(Buffer.from(bytes).equals(await readFile(second.file))).toBe(true);
    await rm(again, { recursive: true });
  });
  test('a package that breaks a rule is told, and nothing is written', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'conformance-'));
    const careless = { ...target, manifest: () => manifest.replace(version, '2004 2nd Edition') };
    const writing = writePackage(moduleName, careless, { player, directory: empty });
    await expect(writing).rejects.toThrow(/was not written:\n.*<schemaversion> must read/s);
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
});

test('every claim was checked for every module in both editions', () => expect(checked).toBe(14 * cases.length));
