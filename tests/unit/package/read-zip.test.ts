import fc from 'fast-check';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { LIMITS, readZip, ZipError } from '../../../src/package/read-zip.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const zipOf = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])));
const reading = (bytes: Uint8Array) =>
  readZip(bytes).then(
    () => 'was read',
    (error: unknown) => (error instanceof ZipError ? error.message : `no ZipError: ${String(error)}`),
  );

/** Where `from` stands in the archive, every time. */
function places(bytes: Uint8Array, from: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at <= bytes.length - from.length; at += 1) {
    if (from.every((byte, offset) => bytes[at + offset] === byte)) found.push(at);
  }
  return found;
}

/** A name written over another of the same length, in the list of the archive and in the entry itself. */
function renamed(bytes: Uint8Array, from: string, to: string, which: 'both' | 'list' = 'both'): Uint8Array {
  const copy = bytes.slice();
  const all = places(copy, strToU8(from));
  expect(all.length).toBeGreaterThanOrEqual(2);
  expect(to).toHaveLength(from.length);
  for (const at of which === 'both' ? all : all.slice(-1)) copy.set(strToU8(to), at);
  return copy;
}

/** The 46 bytes of the first entry in the list of the archive, to be changed. */
function listEntry(bytes: Uint8Array): DataView {
  const [at = -1] = places(bytes, Uint8Array.of(0x50, 0x4b, 1, 2));
  expect(at).toBeGreaterThan(0);
  return new DataView(bytes.buffer, bytes.byteOffset + at, 46);
}

test('files come back by their path, packed or stored, folders left out', async () => {
  const plain: Record<string, string> = { 'index.html': 'hello', 'a/b.txt': 'x'.repeat(9_000) };
  const packed = await readZip(zipSync({ ...bytesOf(plain), 'empty/': new Uint8Array() }));
  expect(Object.fromEntries([...packed].map(([name, content]) => [name, text(content)]))).toEqual(plain);
  const stored = await readZip(zipSync(bytesOf(plain), { level: 0 }));
  expect([...stored.keys()].sort()).toEqual(['a/b.txt', 'index.html']);
});

const bytesOf = (files: Record<string, string>): Zippable =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)]));

test.each([
  ['../evil.txt', /outside its folder .*\.\.\/evil\.txt/],
  ['a/../../evil', /outside its folder/],
  ['/etc/passwd', /outside its folder \(absolute path/],
  ['C:/windows/x', /outside its folder \(absolute path/],
  ['..\\evil.txt', /outside its folder \(invalid characters/],
  ['a\\b.txt', /outside its folder/],
  ['./evil.txt', /no plain path/],
  ['a//evil.txt', /no plain path/],
  ['a\u0000.txt', /no plain path/],
])('the name %o is refused', async (name, says) => {
  const harmless = 'n'.repeat(name.length);
  expect(await reading(renamed(zipOf({ [harmless]: 'x' }), harmless, name))).toMatch(says);
});

test('a link is refused', async () => {
  const link: Zippable = { link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] };
  expect(await reading(zipSync(link))).toMatch(/"link" in the zip is a link or a device/);
});

test('one name twice is refused', async () => {
  const twice = renamed(zipOf({ 'first.txt': 'a', 'other.txt': 'b' }), 'other.txt', 'first.txt');
  expect(await reading(twice)).toMatch(/holds "first\.txt" twice/);
});

test.each([
  [{ a: 'file', 'a/b': 'inside' }, /"a" is a file and a folder/],
  [{ 'a/b': 'inside', a: 'file' }, /holds "a" twice/],
])('a name that is a file and a folder is refused, in either order', async (files, says) => {
  expect(await reading(zipOf(files))).toMatch(says);
});

test('a name that differs between the list and the entry is refused', async () => {
  expect(await reading(renamed(zipOf({ 'good.txt': 'a' }), 'good.txt', 'evil.txt', 'list'))).toMatch(
    /names one file "evil\.txt" in its list and otherwise/,
  );
});

test('a bomb is refused by what it unpacks to, whatever size it announces', async () => {
  const bomb = zipSync({ 'zeros.bin': [new Uint8Array(20_000_000), { level: 9 }] });
  expect(await reading(bomb)).toMatch(/"zeros\.bin" unpacks to more than 100 times its packed size/);
  const modest = bomb.slice();
  listEntry(modest).setUint32(24, 1_000, true);
  expect(await reading(modest)).toMatch(/damaged \(too many bytes/);
});

test('a file that packs well but is small is no bomb', async () => {
  const content = new Uint8Array(900_000);
  const read = (await readZip(zipSync({ 'zeros.bin': [content, { level: 9 }] }))).get('zeros.bin');
  expect(Buffer.from(content).equals(read ?? new Uint8Array())).toBe(true);
});

test('more than the limit in all is refused, also when each file is modest', async () => {
  const zip = zipOf({ a: 'x'.repeat(400), b: 'y'.repeat(400), c: 'z'.repeat(400) });
  const small = { ...LIMITS, unpackedBytes: 1_000 };
  await expect(readZip(zip, small)).rejects.toThrow(/unpacks to more than 0\.001 MB, which is the limit/);
  expect((await readZip(zip, { ...LIMITS, unpackedBytes: 1_200 })).size).toBe(3);
});

test('too many entries are refused before any is read', async () => {
  const names = Array.from({ length: LIMITS.entries + 1 }, (_, at) => [`${at}`, new Uint8Array()] as const);
  expect(await reading(zipSync(Object.fromEntries(names), { level: 0 }))).toMatch(/holds 5001 entries, and 5000/);
});

test('an encrypted entry is refused', async () => {
  const locked = zipOf({ 'a.txt': 'secret' });
  listEntry(locked).setUint16(8, 1, true);
  expect(await reading(locked)).toMatch(/encrypted: make the zip again without a password/);
});

test('a damaged byte is noticed', async () => {
  const damaged = zipSync(bytesOf({ 'a.txt': 'hello' }), { level: 0 });
  const [at = 0] = places(damaged, strToU8('hello'));
  damaged[at] = 0;
  expect(await reading(damaged)).toMatch(/"a\.txt" in the zip is damaged \(wrong checksum\)/);
});

test('half a zip, no zip and nothing at all are told', async () => {
  const whole = zipOf({ 'a.txt': 'x'.repeat(5_000), 'b.txt': 'y' });
  expect(await reading(whole.slice(0, whole.length - 30))).toMatch(/This is no zip, or only a part of one/);
  expect(await reading(whole.slice(40))).toMatch(/damaged/);
  expect(await reading(strToU8('hello'))).toMatch(/This is no zip/);
  expect(await reading(new Uint8Array())).toMatch(/This is no zip/);
});

test('whatever is changed in a zip, it is read as it was or refused with a sentence', async () => {
  const whole = zipOf({ 'index.html': 'hello hello hello', 'a/b.txt': 'x'.repeat(300) });
  const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255), cut: fc.nat(whole.length) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), async (changes, cutting) => {
      const zip = whole.slice(0, cutting ? changes[0]?.cut : undefined);
      for (const { at, to } of changes) zip[at] = to; // beyond a cut this does nothing
      expect(await reading(zip)).not.toMatch(/^no ZipError/);
    }),
    { numRuns: 500 },
  );
});
