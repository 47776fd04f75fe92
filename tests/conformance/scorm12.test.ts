import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { runInNewContext } from 'node:vm';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { schemaProblems, schemas } from '../../src/package/schemas.ts';
import { moduleNames } from '../../src/package/project.ts';
import { targets } from '../../src/package/targets.ts';
import { writePackage } from '../../src/package/write-package.ts';

// The built zip, read back as an LMS reads it. Claims are counted as they run, so that none goes missing unnoticed.
let checked = 0;

describe.each(moduleNames())('%s for SCORM 1.2', (moduleName) => {
  let folder = '';
  let file = '';
  let bytes = new Uint8Array();
  let files = new Map<string, Uint8Array>();
  let manifest = '';
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  const all = (pattern: RegExp) => [...manifest.matchAll(pattern)].map(([, found = '']) => found);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conformance-'));
    file = (await writePackage(moduleName, targets.scorm12, { directory: folder })).file;
    bytes = new Uint8Array(await readFile(file));
    files = new Map(Object.entries(unzipSync(bytes)));
    manifest = text('imsmanifest.xml');
  });
  afterEach(() => void (checked += 1));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[1.2 manifest] imsmanifest.xml is at the root and valid by the official schemas', async () => {
    expect(await schemaProblems(files, targets.scorm12)).toEqual([]);
  });
  test('the schema files are the published ones, at the root', async () => {
    for (const [name, published] of await schemas(targets.scorm12)) expect(files.get(name)).toEqual(published);
  });
  test('[1.2 manifest] schema and schemaversion read "ADL SCORM" and "1.2"', () => {
    expect(manifest).toMatch(/<metadata>\s*<schema>ADL SCORM<\/schema>\s*<schemaversion>1\.2<\/schemaversion>/);
  });
  test('[1.2 manifest] one item launches the one resource, and it is a sco in lower case', () => {
    const [reference] = all(/<item [^>]*identifierref="([^"]*)"/g);
    const [resource] = all(/<resource ([^>]*)>/g);
    expect(all(/(<item )/g)).toHaveLength(1);
    expect(all(/(<resource )/g)).toHaveLength(1);
    expect(resource).toContain(`identifier="${reference}"`);
    expect(resource).toContain('adlcp:scormtype="sco"');
    expect(resource).toContain('type="webcontent"');
  });
  test('[1.2 manifest] the default organization exists', () => {
    expect(all(/<organization identifier="([^"]*)"/g)).toEqual(all(/<organizations default="([^"]*)"/g));
  });
  test('identifiers come from the course id, and hold no version', () => {
    expect(all(/ identifier="([^"]*)"/g)).toEqual([
      moduleName,
      `${moduleName}-organization`,
      `${moduleName}-item`,
      `${moduleName}-resource`,
    ]);
  });
  test('there is no masteryscore', () => expect(manifest).not.toContain('masteryscore'));
  test('every file is listed once, and every listed file is there', () => {
    const listed = all(/<file href="([^"]*)"/g);
    expect([...listed].sort()).toEqual([...files.keys()].filter((path) => path !== 'imsmanifest.xml').sort());
  });
  test('the launch page is index.html, with language, title, standard and policy', () => {
    expect(all(/<resource [^>]* href="([^"]*)"/g)).toEqual(['index.html']);
    const page = text('index.html');
    expect(page).toMatch(/<html lang="en" data-standard="scorm12" data-languages="en es">/);
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(page).toContain(
      `content="default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"`,
    );
  });
  test('what chooses the course text is asked for before the player, both as classic scripts', () => {
    const page = text('index.html');
    expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script async src="./language.js">',
      '<script defer src="./course.js">',
    ]);
    expect(page).not.toContain('type="module"');
    expect([...files.keys()].filter((path) => path.endsWith('.mjs'))).toEqual([]);
    expect(text('course.js')).not.toMatch(/\b(?:import|export)\s*[{*"']|\bimport\(/);
  });
  test.each(['en', 'es'])('the course text in %s is ASCII and parses', (language) => {
    const script = text(`content.${language}.js`);
    expect(script).toMatch(/^[\n -~]*$/);
    const page: Record<string, unknown> = {};
    runInNewContext(script, { globalThis: page });
    expect(page).toMatchObject({
      keepItConfidential: { id: moduleName, language },
    });
    // The texts of the interface go by short names, the same in every language.
    expect(Object.values(page['keepItConfidentialWords'] as object)).toContain(
      language === 'en' ? 'Saved' : 'Guardado',
    );
  });
  test('pages, style sheets and scripts hold no address outside the package', () => {
    const code = [...files.keys()].filter((path) => /\.(html|css|js|svg)$/.test(path) && !path.startsWith('content.'));
    const addresses = code.flatMap((path) =>
      [
        ...text(path)
          .replaceAll(/\/\*[\s\S]*?\*\//g, '')
          .matchAll(/(?:https?:)?\/\/[\w-]+\.[^\s"'`)]*/g),
      ].map(([found]) => found),
    );
    expect(addresses.filter((address) => !/^https?:\/\/www\.w3\.org\//.test(address))).toEqual([]);
  });
  test('what the page of the course refers to is in the package', () => {
    const references = [...text('index.html').matchAll(/\s(?:src|href)="([^"#]+)"/g)].map(([, found = '']) => found);
    // A link to a page of the course itself is no file.
    for (const reference of references.filter((each) => !each.startsWith('#')))
      expect([...files.keys()]).toContain(reference.replace(/^\.\//, ''));
  });
  test('the name of the zip holds letters, digits and hyphens only', () => {
    expect(basename(file)).toMatch(/^[A-Za-z0-9-]+-scorm12\.zip$/);
  });
  test('the licence of Lit, the version and the connection probe travel along', () => {
    expect(text('LICENSE.txt')).toContain('Google LLC');
    expect(text('version.json')).toContain('"standard": "SCORM 1.2"');
    expect(text('alive.txt')).toBe('alive\n');
  });
  test('built again, it is the same byte for byte', async () => {
    const again = await mkdtemp(join(tmpdir(), 'conformance-'));
    const second = await writePackage(moduleName, targets.scorm12, { directory: again });
    expect(Buffer.from(bytes).equals(await readFile(second.file))).toBe(true);
    await rm(again, { recursive: true });
  });

  test('a package that breaks a rule is told, and nothing is written', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'conformance-'));
    const careless = { ...targets.scorm12, manifest: () => manifest.replace('adlcp:scormtype', 'adlcp:scormType') };
    const writing = writePackage(moduleName, careless, { directory: empty });
    await expect(writing).rejects.toThrow(/was not written:\n.*needs adlcp:scormtype="sco"/s);
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
  test('the manifest is well-formed for a second XML reader', () => {
    expect(create(manifest).root().node.nodeName).toBe('manifest');
  });
});

test('every claim was checked for every module', () => expect(checked).toBe(19 * moduleNames().length));
