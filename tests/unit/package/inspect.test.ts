import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/package/inspect.ts';
import { targets } from '../../../src/package/targets.ts';
import { smallPackage } from '../../support/small-package.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const filesOf = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, bytes(text)]));

/** A SCORM manifest as another tool might write it: two SCOs in folders, an item that only groups. */
const foreign = (version = '1.2', scormtype = 'adlcp:scormtype', more = '') => `<?xml version="1.0"?>
<manifest identifier="M1" version="3" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>${version}</schemaversion></metadata>
  <organizations default="O1"><organization identifier="O1"><title>Safe lifting</title>
    <item identifier="I0"><title>Part one</title>
      <item identifier="I1" identifierref="R1" parameters="?page=2"><title>Lift</title>${more}</item>
      <item identifier="I2" identifierref="R2"><title>Carry</title></item>
    </item>
  </organization></organizations>
  <resources xml:base="content/">
    <resource identifier="R1" type="webcontent" ${scormtype}="sco" href="lift%20it.html"><file href="lift%20it.html"/></resource>
    <resource identifier="R2" type="webcontent" ${scormtype}="sco" href="carry.html#top"><file href="carry.html"/></resource>
  </resources>
</manifest>`;
const scorm = (manifest: string, folder = '') =>
  filesOf({
    [`${folder}imsmanifest.xml`]: manifest,
    [`${folder}content/lift it.html`]: '',
    [`${folder}content/carry.html`]: '',
  });

test('a foreign SCORM 1.2 package is read: its title, identifier, and what is launched', () => {
  expect(inspect(scorm(foreign()))).toEqual({
    standard: 'scorm12',
    standardName: 'SCORM 1.2',
    manifest: 'imsmanifest.xml',
    title: 'Safe lifting',
    identifier: 'M1',
    version: '3',
    languages: [],
    launch: 'content/lift%20it.html?page=2',
    ours: false,
    problems: [],
    notes: [
      'Names with spaces or signs, which some LMSs mangle: "content/lift it.html".',
      'It holds 2 SCOs; the launch page named here is the first.',
    ].reverse(),
  });
});

test.each([
  ['2004 3rd Edition', 'scorm2004-3'],
  ['2004 4th Edition', 'scorm2004-4'],
  ['CAM 1.3', 'scorm2004-2'],
])('schemaversion "%s" is told from the others', (version, standard) => {
  expect(inspect(scorm(foreign(version, 'adlcp:scormType')))).toMatchObject({ standard, problems: [] });
});

test('a manifest in a folder is read there, and the folder is the problem', () => {
  const found = inspect(scorm(foreign(), 'my course/'));
  expect(found).toMatchObject({ standard: 'scorm12', launch: 'my course/content/lift%20it.html?page=2' });
  expect(found.problems).toEqual([
    'imsmanifest.xml is in the folder "my course/" and must be at the root: zip the contents of that folder, not the folder.',
  ]);
});

describe('problems of a foreign SCORM manifest', () => {
  const mark = (value: string) => `<adlcp:masteryscore>${value}</adlcp:masteryscore>`;
  test.each<[what: string, manifest: string, says: string]>([
    ['an unknown version', foreign('1.3'), '<schemaversion> reads "1.3": write "1.2"'],
    ['a mis-cased type', foreign('1.2', 'adlcp:scormType'), 'resource "R1" needs adlcp:scormtype="sco"'],
    ['a mis-cased type in 2004', foreign('2004 4th Edition'), 'resource "R1" needs adlcp:scormType="sco"'],
    ['a dangling reference', foreign().replace('"R1" type', '"R9" type'), 'item "I1" launches "R1", and no resource'],
    ['a dangling default', foreign().replace('default="O1"', 'default="O2"'), 'default organization "O2" is not in'],
    ['an item that does nothing', foreign().replace(' identifierref="R2"', ''), 'item "I2" launches nothing'],
    ['one identifier twice', foreign().replace('"I2"', '"I1"'), 'two elements share one identifier'],
    ['a missing file', foreign().replace('<file href="carry', '<file href="drop'), 'not in the package: "content/drop'],
    [
      'a missing launch page',
      foreign().replace('"carry.html#', '"drop.html#'),
      'launch page "content/drop.html" is not',
    ],
    ['a pass mark above 100', foreign('1.2', undefined, mark('120')), '<masteryscore> must be a number from 0 to 100'],
    ['a pass mark that is no number', foreign('1.2', undefined, mark('80%')), 'from 0 to 100, not "80%"'],
    [
      'a document type',
      foreign().replace('?>', '?><!DOCTYPE m SYSTEM "file:///etc/passwd">'),
      'declares a document type',
    ],
    ['no XML', 'hello', 'imsmanifest.xml cannot be read: 1:'],
    ['nothing', '', 'imsmanifest.xml cannot be read'],
    ['an unknown entity', foreign().replace('Carry', '&evil;'), 'imsmanifest.xml cannot be read: '],
    ['half an XML', foreign().slice(0, 400), 'imsmanifest.xml cannot be read: '],
    ['too deep an XML', '<a>'.repeat(200) + '</a>'.repeat(200), 'nested more than 100 deep'],
  ])('%s', (_, manifest, says) => {
    expect(inspect(scorm(manifest)).problems.join('\n')).toContain(says);
  });

  test('a pass mark in its range is a note', () => {
    expect(inspect(scorm(foreign('1.2', undefined, mark('0'))))).toMatchObject({
      problems: [],
      notes: expect.arrayContaining([
        expect.stringContaining('<masteryscore> is 0: the LMS may overwrite'),
      ]) as string[],
    });
  });
});

test('a manifest in UTF-16 or Latin-1 is read', () => {
  const utf16 = scorm(foreign());
  utf16.set('imsmanifest.xml', Uint8Array.from([0xff, 0xfe, ...Buffer.from(foreign(), 'utf16le')]));
  expect(inspect(utf16).title).toBe('Safe lifting');
  const latin = scorm(foreign());
  const text = foreign().replace('?>', ' encoding="ISO-8859-1"?>').replace('Safe lifting', 'Hebetechnik für alle');
  latin.set('imsmanifest.xml', Uint8Array.from(Buffer.from(text, 'latin1')));
  expect(inspect(latin).title).toBe('Hebetechnik für alle');
});

const cmi5 = (unit = '', url = 'au.html?page=1') => `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.com/c"><title><langstring lang="en-US">Lifting</langstring></title>
    <description><langstring lang="en-US">How to lift.</langstring></description></course>
  <block id="https://example.com/b"><title><langstring lang="fr">Un</langstring></title><description><langstring lang="fr">Un.</langstring></description>
  <au id="https://example.com/c" moveOn="Completed" ${unit}><title><langstring lang="en-US">Lift</langstring></title>
    <description><langstring lang="en-US">Lift.</langstring></description><url>${url}</url><launchParameters>x</launchParameters></au>
  </block>
</courseStructure>`;

describe('a foreign cmi5 package', () => {
  const look = (unit?: string, url?: string) => inspect(filesOf({ 'cmi5.xml': cmi5(unit, url), 'au.html': '' }));
  test('is read, units in blocks too', () => {
    expect(look()).toMatchObject({
      standard: 'cmi5',
      title: 'Lifting',
      identifier: 'https://example.com/c',
      languages: ['en-US', 'fr'],
      launch: 'au.html?page=1',
      problems: [],
      notes: [],
    });
  });
  test.each([
    ['masteryScore="80"', undefined, 'masteryScore must be a number from 0 to 1, not "80"'],
    ['masteryScore=""', undefined, 'masteryScore must be a number from 0 to 1'],
    [undefined, 'au.html?fetch=1', 'the url may not use fetch'],
    [undefined, 'start.html', 'the launch page "start.html" is not in the package'],
  ])('%s %s is told', (unit, url, says) => {
    expect(look(unit, url).problems.join('\n')).toContain(says);
  });
  test('a page elsewhere and a pass mark are notes', () => {
    expect(look('masteryScore="0"', 'https://example.com/au').notes.join('\n')).toMatch(
      /masteryScore is 0: [^]*launches "https:\/\/example\.com\/au", outside/,
    );
  });
});

test('a foreign Tin Can package is read, other activities and resources too', () => {
  const tincan = `<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
    <activity id="https://example.com/a" type="http://adlnet.gov/expapi/activities/course"><name>A</name>
      <description lang="en-us">About</description><launch lang="en-us">a.html</launch></activity>
    <activity id="https://example.com/a/q" type="http://adlnet.gov/expapi/activities/question"><name>Q</name>
      <description lang="en-us">Question</description></activity></activities></tincan>`;
  expect(inspect(filesOf({ 'tincan.xml': tincan, 'a.html': '' }))).toMatchObject({
    standard: 'xapi',
    title: 'A',
    identifier: 'https://example.com/a',
    languages: ['en-us'],
    launch: 'a.html',
    problems: [],
  });
});

test('of several manifests SCORM is read, and the others are noted', () => {
  const found = inspect(new Map([...scorm(foreign()), ['cmi5.xml', bytes(cmi5())], ['au.html', bytes('')]]));
  expect(found).toMatchObject({ standard: 'scorm12', manifest: 'imsmanifest.xml' });
  expect(found.notes.join()).toContain('several manifests (imsmanifest.xml, cmi5.xml)');
});

test('no manifest, refused file types and names that clash are problems', () => {
  const found = inspect(filesOf({ 'index.html': '', 'save.php': '', 'a.js': '', 'A.js': '' }));
  expect(found).toMatchObject({ standard: null, launch: 'index.html' });
  expect(found.problems.join('\n')).toMatch(/no imsmanifest\.xml[^]*save\.php: LMSs refuse[^]*differ only in capital/);
});

test.each(['scorm12', 'scorm2004-3', 'scorm2004-4'] as const)('our own %s has no problems', async (name) => {
  const found = inspect(await smallPackage(targets[name]));
  expect(found).toMatchObject({ standard: name, title: 'A tiny course & more', version: '1.2.3', problems: [] });
});

test('no manifest, however odd, makes it fail', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\\\\[x', '%zz', '//', '..', '', '#', '?'),
  );
  const xmlSafe = (text: string) => text.replace(/[&<>"\p{C}]/gu, '_');
  fc.assert(
    fc.property(odd, odd, fc.string({ unit: 'binary' }), (href, other, text) => {
      const manifest = foreign()
        .replace('lift%20it.html', () => xmlSafe(href))
        .replace('carry.html#top', () => xmlSafe(other));
      inspect(scorm(manifest));
      inspect(filesOf({ 'cmi5.xml': cmi5('', xmlSafe(href)), 'au.html': '' }));
      inspect(filesOf({ 'imsmanifest.xml': text, 'version.json': text, 'checksums.txt': text }));
    }),
    { numRuns: 200 },
  );
});
