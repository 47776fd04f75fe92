import { expect, test } from 'vitest';
import { checkPackage } from '../../../src/package/check-package.ts';
import { checksumProblems, checksums, sha256 } from '../../../src/package/checksums.ts';
import { elements, readXml, type XmlElement } from '../../../src/package/read-xml.ts';
import { targetNames, targets, type TargetName } from '../../../src/package/targets.ts';
import { edit, smallPackage } from '../../support/small-package.ts';

async function manifest(name: TargetName): Promise<XmlElement> {
  const xml = readXml(await smallPackage(targets[name]), 'imsmanifest.xml');
  if (xml.problem !== null) throw new Error(xml.problem);
  return xml.root;
}

/** The texts of the metadata elements by their name, whatever their nesting. */
async function metadata(name: TargetName): Promise<Record<string, string>> {
  const lom = elements(await manifest(name)).find((each) => each.name === 'lom');
  return Object.fromEntries((lom ? elements(lom) : []).map((each) => [each.name, each.text]));
}

test('[1.2 metadata] catalogues find title, description, language, keywords, version and length', async () => {
  expect(await metadata('scorm12')).toMatchObject({
    title: 'A tiny course & more',
    description: 'One page <only>.',
    language: 'en',
    keyword: 'Care & order',
    version: '1.2.3',
    datetime: '00:15:00',
  });
});

test('[2004 metadata] the 4th edition says the same; the 3rd, which would need the schema in every zip, says nothing', async () => {
  expect(await metadata('scorm2004-4')).toMatchObject({
    title: 'A tiny course & more',
    description: 'One page <only>.',
    language: 'en',
    keyword: 'Care & order',
    version: '1.2.3',
    duration: 'PT15M',
  });
  expect(await metadata('scorm2004-3')).toEqual({});
});

const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[name: TargetName, from: string, to: string, says: RegExp]>([
  [
    'scorm12',
    '</title>\n      </item>',
    '</title><adlcp:masteryscore>eighty</adlcp:masteryscore></item>',
    /<masteryscore> must be a number from 0 to 100, not "eighty"/,
  ],
  [
    'scorm12',
    '</title>\n      </item>',
    '</title><adlcp:masteryscore>120</adlcp:masteryscore></item>',
    /from 0 to 100, not "120"/,
  ],
  [
    'scorm2004-3',
    '</title>\n        <imsss:seq',
    '</title><adlcp:completionThreshold>1.5</adlcp:completionThreshold><imsss:seq',
    /<completionThreshold> must be a number from 0 to 1, not "1\.5"/,
  ],
  [
    'scorm2004-4',
    '</title>\n        <imsss:seq',
    '</title><adlcp:completionThreshold completedByMeasure="true"/><imsss:seq',
    /<completionThreshold> would let the LMS pass/,
  ],
])('%s with a mark of the LMS’s own is refused', async (name, from, to, says) => {
  const files = await smallPackage(targets[name]);
  edit(files, 'imsmanifest.xml', from, to);
  expect((await checkPackage(files, targets[name], 'tiny.zip')).join('\n')).toMatch(says);
});

test('[cmi5 13.1] an objective that is named and not there is told', () => {
  const xml = targets.cmi5.manifest(
    {
      id: 'c',
      title: 't',
      description: 'd',
      language: 'en',
      objectives: [{ id: 'KP01', name: 'n', goal: 'g' }],
    } as never,
    [],
  );
  const files = new Map([
    ['index.html', bytes('')],
    ['cmi5.xml', bytes(xml.replace('idref="', 'idref="https://elsewhere.example/'))],
  ]);
  expect(targets.cmi5.problems?.(files).join('\n')).toMatch(
    /the objective "https:\/\/elsewhere\.example\/.*" is not in the file/,
  );
});

test('the web package must say that nothing is sent, and open', () => {
  const readMe = targets.web.manifest({ title: 'A', version: '1.0.0', language: 'en' } as never, []);
  const problems = (text: string, page = 'index.html') =>
    targets.web.problems?.(
      new Map([
        [page, bytes('')],
        ['READ-ME.txt', bytes(text)],
      ]),
    );
  expect(problems(readMe)).toEqual([]);
  expect(problems(readMe.replace('Nothing', 'Something'))?.join()).toMatch(
    /READ-ME\.txt must say whether anything is sent/,
  );
  expect(problems(readMe, 'start.html')?.join()).toMatch(/names index\.html, which is not in the package/);
});

test.each(targetNames)('%s: no manifest at the root is told', async (name) => {
  const files = new Map([['index.html', bytes('<html lang="en"></html>')]]);
  expect((await checkPackage(files, targets[name], 'tiny.zip')).join('\n')).toContain('is missing at the root');
});

test('checksums are written as sha256sum writes them, and tell what was changed, added or removed', () => {
  const files = new Map([
    ['b.txt', bytes('b')],
    ['a.txt', bytes('a')],
  ]);
  const list = checksums(files);
  expect(list).toBe(`${sha256('a')}  a.txt\n${sha256('b')}  b.txt\n`);
  const whole = new Map([...files, ['checksums.txt', bytes(list)]]);
  expect(checksumProblems(whole)).toEqual([]);
  whole.set('a.txt', bytes('x')).set('c.txt', bytes('c')).delete('b.txt');
  expect(checksumProblems(whole).join('\n')).toMatch(/a\.txt was changed[^]*c\.txt was added[^]*b\.txt was removed/);
  expect(checksumProblems(files)[0]).toMatch(/checksums\.txt is missing/);
});
