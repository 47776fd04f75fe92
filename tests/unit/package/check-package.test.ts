import { expect, test } from 'vitest';
import { checkPackage } from '../../../src/package/check-package.ts';
import { targets } from '../../../src/package/targets.ts';
import { add, edit, list, smallPackage } from '../../support/small-package.ts';

type Files = Map<string, Uint8Array>;
const manifest = 'imsmanifest.xml';
const check = (files: Files, name = 'tiny-course-1-2-3-scorm12.zip') => checkPackage(files, targets.scorm12, name);

test('a whole package has no problems', async () => {
  expect(await check(await smallPackage())).toEqual([]);
});

test.each<[what: string, spoil: (files: Files) => void, says: RegExp]>([
  ['no manifest', (files) => files.delete(manifest), /imsmanifest\.xml is missing at the root/],
  [
    'a manifest in a folder',
    (files) => files.set('sub/imsmanifest.xml', files.get(manifest)!) && files.delete(manifest),
    /missing at the root/,
  ],
  [
    'a missing schema file',
    (files) => files.delete('imscp_rootv1p1p2.xsd'),
    /imscp_rootv1p1p2\.xsd missing at the root/,
  ],
  [
    'an element the schema does not know',
    (files) => edit(files, manifest, '<organizations ', '<lessons/><organizations '),
    /lessons.*not expected/,
  ],
  [
    'an identifier that is no xsd:ID',
    (files) => edit(files, manifest, 'identifier="tiny-course-item"', 'identifier="1 item"'),
    /identifier "1 item" must start with a letter/,
  ],
  [
    'one identifier twice',
    (files) => edit(files, manifest, 'identifier="tiny-course-item"', 'identifier="tiny-course"'),
    /share one identifier/,
  ],
  [
    'another schemaversion',
    (files) => edit(files, manifest, '<schemaversion>1.2<', '<schemaversion>CAM 1.3<'),
    /<schemaversion> must read "1\.2", not "CAM 1\.3"/,
  ],
  [
    'another schema name',
    (files) => edit(files, manifest, '<schema>ADL SCORM<', '<schema>SCORM<'),
    /<schema> must read "ADL SCORM"/,
  ],
  [
    'a default organization that is not there',
    (files) => edit(files, manifest, 'default="tiny-course-organization"', 'default="tiny-course"'),
    /default organization "tiny-course" is not in the file/,
  ],
  [
    'an item that launches nothing',
    (files) => edit(files, manifest, 'identifierref="tiny-course-resource"', 'identifierref="nowhere"'),
    /launches "nowhere", and no resource/,
  ],
  [
    'the 2004 spelling of scormtype',
    (files) => edit(files, manifest, 'adlcp:scormtype', 'adlcp:scormType'),
    /needs adlcp:scormtype="sco"/,
  ],
  [
    'a resource that is an asset',
    (files) => edit(files, manifest, 'scormtype="sco"', 'scormtype="asset"'),
    /needs adlcp:scormtype="sco"/,
  ],
  [
    'a mastery score',
    (files) =>
      edit(
        files,
        manifest,
        '</title>\n      </item>',
        '</title>\n      <adlcp:masteryscore>80</adlcp:masteryscore></item>',
      ),
    /masteryscore> would let the LMS pass/,
  ],
  [
    'another launch page',
    (files) => edit(files, manifest, 'href="index.html">', 'href="start.html">'),
    /must be "index\.html"[^]*|"start\.html" is not in the package/,
  ],
  ['a file that is not listed', (files) => files.set('extra.txt', new Uint8Array()), /"extra\.txt" is not listed/],
  [
    'a listed file that is missing',
    (files) => files.delete('scenes/one.svg'),
    /listed file "scenes\/one\.svg" is not in the package/,
  ],
  ['a module script', (files) => add(files, 'player.mjs'), /player\.mjs: LMSs refuse this kind of file/],
  ['a server-side file', (files) => add(files, 'save.php'), /save\.php: LMSs refuse this kind of file/],
  ['a hidden file', (files) => add(files, 'scenes/.DS_Store'), /\.DS_Store: LMSs refuse/],
  ['a path out of the package', (files) => add(files, '../evil.txt'), /evil\.txt/],
  ['an absolute path', (files) => add(files, '/etc/passwd'), /a path in the package may hold only/],
  ['a name with a space', (files) => add(files, 'my file.txt'), /a path in the package may hold only/],
  ['names that differ in capitals', (files) => add(files, 'Style.css'), /differ only in capital letters/],
  [
    'a page that loads from elsewhere',
    (files) => edit(files, 'index.html', './style.css', 'https://cdn.example.com/a.css'),
    /only relative addresses work/,
  ],
  [
    'a page that loads from the server root',
    (files) => edit(files, 'index.html', './style.css', '/style.css'),
    /only relative addresses work/,
  ],
  [
    'a page that loads a missing file',
    (files) => edit(files, 'index.html', './style.css', './theme.css'),
    /"\.\/theme\.css", which is not in the package/,
  ],
  [
    'a style sheet that loads from elsewhere',
    (files) => edit(files, 'style.css', './scenes/one.svg', '//cdn.example.com/a.svg'),
    /only relative addresses work/,
  ],
  [
    'a drawing that loads from elsewhere',
    (files) => edit(files, 'scenes/one.svg', '#p', 'https://example.com/x.svg'),
    /only relative addresses work/,
  ],
  [
    'a script with an address',
    (files) => edit(files, 'course.js', "'svg')", "'svg'); fetch('https://stats.example.com/hit')"),
    /address "https:\/\/stats\.example\.com\/hit"/,
  ],
  [
    'a manifest that is no XML',
    (files) => files.set(manifest, new TextEncoder().encode('<manifest>')),
    /imsmanifest\.xml/,
  ],
])('%s is refused', async (_, spoil, says) => {
  const files = await smallPackage();
  spoil(files);
  expect((await check(files)).join('\n')).toMatch(says);
});

test.each(['tiny course.zip', 'tiny.1.2.3.zip', 'tiny.tar', 'ünit.zip'])(
  'the file name "%s" is refused',
  async (name) => {
    expect((await check(await smallPackage(), name)).join('\n')).toContain('may hold only letters, digits');
  },
);

test('all problems are told at once', async () => {
  const files = await smallPackage();
  add(files, 'save.php');
  add(files, 'my file.txt');
  list(files);
  edit(files, manifest, '<schemaversion>1.2<', '<schemaversion>1.3<');
  expect((await check(files)).length).toBeGreaterThanOrEqual(3);
});
