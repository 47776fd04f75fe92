import { describe, expect, it, test } from 'vitest';
import { readLaunchRequest } from '../../../src/preview/launch-request.ts';
import { RecordStores } from '../../../src/preview/lrs/record-stores.ts';
import type { LaunchRequest } from '../../../src/preview/lrs/record-types.ts';
import { wordsOf } from '../../../src/preview/page/statement-words.ts';

const where = { origin: 'http://127.0.0.1:1', unit: 'http://127.0.0.1:1/play/one/cmi5/index.html' };
const asked: LaunchRequest = {
  module: 'one',
  target: 'cmi5',
  learner: 'amina',
  mode: 'normal',
  mastery: null,
  moveOn: 'Passed',
  languagePreference: '',
  audioPreference: '',
  fresh: false,
  store: null,
};
const other = { endpoint: 'https://lrs.example/', key: 'k', secret: 'hush' };

describe('launches', () => {
  const registrationOf = (address: string | null) => new URL(address ?? '').searchParams.get('registration');

  it('stay in their registration, unless another is asked for or the record store changes', async () => {
    const stores = new RecordStores();
    const first = registrationOf(stores.launch(asked, where));
    expect(registrationOf(stores.launch(asked, where))).toBe(first);
    const moved = registrationOf(stores.launch({ ...asked, store: other }, where));
    expect(moved).not.toBe(first);
    expect(registrationOf(stores.launch({ ...asked, store: { ...other } }, where))).toBe(moved);
    expect(registrationOf(stores.launch({ ...asked, store: other, fresh: true }, where))).not.toBe(moved);
    expect(await stores.record(asked)).toHaveLength(3);
    stores.reset(asked);
    expect(await stores.record(asked)).toEqual([]);
  });

  it('of learners, modules and standards are kept apart', async () => {
    const stores = new RecordStores();
    stores.launch(asked, where);
    for (const change of [{ learner: 'mei' }, { module: 'two' }, { target: 'xapi' }])
      expect(await stores.record({ ...asked, ...change })).toEqual([]);
    stores.remove('one');
    expect(await stores.record(asked)).toEqual([]);
  });

  it('keep the query and fragment of the unit’s own address', () => {
    const address = new RecordStores().launch(asked, { ...where, unit: `${where.unit}?part=1#top` }) ?? '';
    expect(address).toMatch(/index\.html\?part=1&endpoint=[^?]+#top$/);
  });

  it('[cmi5 §8.1] never hand the secret of another store to the course', async () => {
    const stores = new RecordStores();
    const address = stores.launch({ ...asked, store: other }, where) ?? '';
    expect(address).not.toMatch(/hush|lrs\.example/);
    expect(JSON.stringify(await stores.record(asked))).not.toContain('hush');
  });

  it('by Tin Can open the store with a key of their own', async () => {
    const stores = new RecordStores();
    const tinCan = { ...asked, target: 'xapi' };
    const key = () => new URL(stores.launch(tinCan, where) ?? '').searchParams.get('auth') ?? '';
    const keys = [key(), key()];
    expect(new Set(keys).size).toBe(2);
    const get = async (authorization: string) => {
      const headers = { authorization, 'x-experience-api-version': '1.0.3' };
      const request = { method: 'GET', path: 'statements', query: new URLSearchParams(), headers, body: '' };
      return (await stores.handle('one', 'xapi', request)).response.status;
    };
    expect(await get(keys[0] ?? '')).toBe(200);
    expect(await get('Basic other')).toBe(401);
  });
});

describe('what a launch is asked for', () => {
  const read = (change: object) => readLaunchRequest(JSON.stringify({ ...asked, ...change }));

  it.each([0, 0.8, 1, null])('a mastery score of %s is one', (mastery) =>
    expect(read({ mastery }).mastery).toBe(mastery),
  );

  it('an address without its final slash gets it', () => {
    expect(read({ store: { ...other, endpoint: ' https://lrs.example/xapi ' } }).store?.endpoint).toBe(
      'https://lrs.example/xapi/',
    );
  });

  it.each<[change: object, says: RegExp]>([
    [{ mastery: 1.1 }, /Mastery score/],
    [{ mastery: -1 }, /Mastery score/],
    [{ languagePreference: 'es MX' }, /Languages: expected language tags/],
    [{ store: { ...other, endpoint: 'javascript:x' } }, /Endpoint: expected an address/],
    [{ store: { ...other, key: '' } }, /Key: is missing/],
    [{ moveOn: 'Never' }, /moveOn/],
  ])('%j is refused by the name of the field, and says nothing of the secret', (change, says) => {
    expect(() => read(change)).toThrow(says);
    expect(() => read(change)).not.toThrow(/hush/);
  });
});

test('a statement in words', () => {
  const base = { id: '', timestamp: '2026-11-23T10:00:00Z', stored: '', actor: {} };
  const verb = { id: 'http://adlnet.gov/expapi/verbs/answered' };
  const object = { id: 'https://theirs.example/q1/', definition: { name: { en: 'First' } } };
  const result = { success: false, response: 'a', duration: 'PT2S', score: { scaled: 0.125, raw: 1, max: 8 } };
  expect(wordsOf({ ...base, verb, object, result })).toMatchObject({
    verb: 'answered',
    object: 'First',
    response: 'a',
    result: 'no success, PT2S',
    score: '12.5 %, 1 of 8',
  });
  const bare = wordsOf({
    ...base,
    verb: { ...verb, display: { en: 'did' } },
    object: { id: 'https://theirs.example/q1/' },
  });
  expect(bare).toMatchObject({ verb: 'did', object: 'q1', response: '', result: '', score: '' });
});
