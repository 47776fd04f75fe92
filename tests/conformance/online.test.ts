import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { buildPlayer, type Player } from '../../src/package/build-package.ts';
import { moduleNames } from '../../src/package/project.ts';
import { schemaProblems } from '../../src/package/schemas.ts';
import { targets } from '../../src/package/targets.ts';
import { writePackage } from '../../src/package/write-package.ts';

// The built zips without SCORM, read back as an LMS reads them. Claims are counted as they run.
let checked = 0;

const cases = moduleNames().flatMap((moduleName) =>
  (['cmi5', 'xapi', 'web'] as const).map((name) => ({ moduleName, name, target: targets[name] })),
);
const absoluteIri = /^[a-z][a-z0-9+.-]*:\S+$/i;

describe.each(cases)('$moduleName for $name', ({ moduleName, name, target }) => {
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
    manifest = text(target.manifestFile);
  });
  afterEach(() => void (checked += 1));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[standards 1] its manifest is at the root, the only one, and valid by schema', async () => {
    expect([...files.keys()].filter((path) => /imsmanifest|cmi5|tincan/.test(path))).toEqual(
      name === 'web' ? [] : [target.manifestFile],
    );
    expect(files.has(target.manifestFile)).toBe(true);
    if (name !== 'web') expect(await schemaProblems(files, target)).toEqual([]);
  });
  test('[standards 1.3, 1.4] every id is an absolute IRI, unique, without the version in it', () => {
    const ids = all(/\sid="([^"]*)"/g);
    expect(ids).toHaveLength({ cmi5: 12, xapi: 1, web: 0 }[name]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !absoluteIri.test(id) || id.includes('1.0'))).toEqual([]);
  });
  test('[standards 1.3] every idref names an objective, the unit moves on by passing, and the LMS is given no mark', () => {
    const [, ...objectives] = all(/<(?:course|objective) id="([^"]*)"/g);
    expect(all(/idref="([^"]*)"/g)).toEqual(objectives);
    expect(all(/moveOn="([^"]*)"/g)).toEqual(name === 'cmi5' ? ['CompletedAndPassed'] : []);
    expect(manifest).not.toContain('masteryScore');
  });
  test('what is launched is index.html, and it is there', () => {
    const launched = { cmi5: /<url>([^<]*)</g, xapi: /<launch [^>]*>([^<]*)</g, web: /Open (\S+) in a browser/g }[name];
    expect(all(launched)).toEqual(['index.html']);
    expect(files.has('index.html')).toBe(true);
  });
  test('the launch page has language, title, standard, policy, and scripts every LMS serves right', () => {
    const page = text('index.html');
    expect(page).toMatch(new RegExp(`<html lang="en" data-standard="${name}"`));
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(page).toContain(
      `content="default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.includes('connect-src')).toBe(name !== 'web');
    expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script async src="./language.js">',
      '<script defer src="./course.js">',
    ]);
    expect(text('course.js')).not.toMatch(/\b(?:import|export)\s*[{*"']|\bimport\(/);
  });
  test('the player speaks this standard and no other', () => {
    const speaks = { cmi5: 'LMS.LaunchData', xapi: 'activity_id', web: ':progress' };
    for (const [other, words] of Object.entries(speaks)) expect(text('course.js').includes(words)).toBe(other === name);
    expect(text('course.js')).not.toMatch(/LMSInitialize|API_1484_11/);
    expect(text('version.json')).toContain(`"standard": ${JSON.stringify(target.standard)}`);
  });
  test('the licences of what is inside travel along', () => {
    expect(text('LICENSE.txt')).toContain('Google LLC');
    expect(text('LICENSE.txt').includes('@xapi/xapi')).toBe(name !== 'web');
  });
  test('pages, style sheets and scripts hold no address of anybody else', () => {
    const code = [...files.keys()].filter((path) => /\.(html|css|js|svg)$/.test(path) && !path.startsWith('content.'));
    // Names of things, which nobody loads; the last are constants of the xAPI client.
    const known =
      /^https?:\/\/(www\.w3\.org|w3id\.org|adlnet\.gov|activitystrea\.ms|keep-it-confidential\.example|id\.tincanapi\.com)(\/|$)/;
    const addresses = code.flatMap((path) =>
      [
        ...text(path)
          .replaceAll(/\/\*[\s\S]*?\*\//g, '')
          .matchAll(/(?:https?:)\/\/[\w-]+\.[\w.-]+[^\s"'`)]*/g),
      ].map(([found]) => found),
    );
    expect(addresses.filter((address) => !known.test(address) && !address.startsWith('http://127.0.0.1:*'))).toEqual(
      [],
    );
  });
  test('the zip is named after its target and stays under 300 kB', () => {
    expect(basename(file)).toMatch(new RegExp(`^[A-Za-z0-9_-]+-${name}\\.zip$`));
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
    const careless = {
      ...target,
      manifest: () => manifest.replace('index.html', 'start.html').replace('Nothing is sent', 'All is sent'),
    };
    await expect(writePackage(moduleName, careless, { player, directory: empty })).rejects.toThrow(
      /was not written:\n.*(start\.html|whether anything is sent)/s,
    );
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
  test('the manifest is well-formed for a second XML reader', () => {
    if (name !== 'web')
      expect(create(manifest).root().node.nodeName).toBe({ cmi5: 'courseStructure', xapi: 'tincan' }[name]);
    else expect(manifest).toContain('Nothing is sent');
  });
});

test('every claim was checked for every module and target', () => expect(checked).toBe(12 * cases.length));
