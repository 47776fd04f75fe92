import { describe, expect, it, test } from 'vitest';
import { foreignPolicy, isApart, play } from '../../../src/preview/play.ts';
import { Uploads, type ReadPackage } from '../../../src/preview/uploads.ts';

const read: ReadPackage = {
  files: new Map([['index.html', new TextEncoder().encode('x')]]),
  standard: 'xapi',
  standardName: 'xAPI (Tin Can)',
  title: 'Theirs',
  version: null,
  languages: [],
  launch: 'index.html?a=1',
  problems: ['a problem'],
  notes: [],
};
const uploads = (change: Partial<ReadPackage> = {}) => new Uploads(() => Promise.resolve({ ...read, ...change }));
const zip = new Uint8Array();

describe('uploaded packages', () => {
  it('are played in the standard they name, each under a name of its own', async () => {
    const all = uploads();
    expect(await all.add(zip)).toMatchObject({
      name: 'upload-1',
      title: 'Theirs (uploaded)',
      launch: 'index.html?a=1',
      foreign: { problems: ['a problem'] },
    });
    expect((await all.add(zip)).name).toBe('upload-2');
    expect(all.remove('upload-1')).toBe(true);
    expect(all.remove('upload-1')).toBe(false);
    expect(all.list().map(({ name }) => name)).toEqual(['upload-2']);
  });

  it.each([
    ['scorm2004-2', 'scorm2004-3'],
    [null, 'web'],
    ['cmi5', 'cmi5'],
  ])('of %s are played as %s', async (standard, target) => {
    expect([...(await uploads({ standard }).add(zip)).packages.keys()]).toEqual([target]);
  });

  it.each([null, 'https://elsewhere.example/', '//elsewhere.example/'])(
    'that open %s are refused, with what was found',
    async (launch) => {
      await expect(uploads({ launch }).add(zip)).rejects.toThrow(
        'Nothing in this package can be opened here. a problem',
      );
    },
  );

  it('are refused with the reader’s own sentence, and beyond five', async () => {
    const broken = new Uploads(() => Promise.reject(new Error('The zip is damaged.')));
    await expect(broken.add(zip)).rejects.toMatchObject({ status: 422, message: 'The zip is damaged.' });
    const all = uploads();
    for (let count = 0; count < 5; count += 1) await all.add(zip);
    await expect(all.add(zip)).rejects.toMatchObject({ status: 409 });
  });
});

test('only SCORM, which needs the window above, is served from the page’s own origin', async () => {
  for (const standard of ['cmi5', 'xapi', 'web']) expect(isApart(await uploads({ standard }).add(zip))).toBe(true);
  expect(isApart(await uploads({ standard: 'scorm12' }).add(zip))).toBe(false);
});

test('the policy of a foreign package names its own folder and record store, and no other address', () => {
  const policy = foreignPolicy('upload-1', ['http://127.0.0.1:2'], ['http://127.0.0.1:1']);
  const addresses = new Set(policy.match(/http[^\s;]+/g));
  expect([...addresses].sort()).toEqual([
    'http://127.0.0.1:1',
    'http://127.0.0.1:1/back',
    'http://127.0.0.1:1/lrs/upload-1/',
    'http://127.0.0.1:2',
    'http://127.0.0.1:2/play/upload-1/',
  ]);
  expect(policy).not.toMatch(/\*|https:|'self'/);
});

test('a file is looked up by its whole name, and nothing else is there', async () => {
  const module = await uploads().add(zip);
  const status = (...path: string[]) => play([module], ['play', 'upload-1', 'xapi', ...path], () => '').status;
  expect(status('index.html')).toBe(200);
  for (const path of [['..', 'index.html'], ['index.html', ''], ['']]) expect(status(...path)).toBe(404);
  expect(play([module], ['play', 'upload-2', 'xapi', 'index.html'], () => '').status).toBe(404);
});
