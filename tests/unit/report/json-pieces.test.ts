import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { JsonPieces, type Piece } from '../../../src/report/sources/json-pieces.ts';
import { readStream } from '../../../src/report/sources/read-stream.ts';

const values = [
  { id: 'a', text: 'with } and " and \\ and {' },
  { id: 'b', deep: { list: [1, { x: 2 }] } },
  { id: 'c' },
];
const given = values.map((value): Piece => ({ kind: 'value', value }));

/** The pieces of a text that comes in parts of a length. */
function cut(text: string, length: number): Piece[] {
  const pieces = new JsonPieces();
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at += length) found.push(...pieces.push(text.slice(at, at + length)));
  return [...found, ...pieces.end()];
}

const forms = {
  'one in a line': values.map((value) => JSON.stringify(value)).join('\n'),
  'one in a line, Windows': `\uFEFF${values.map((value) => JSON.stringify(value)).join('\r\n')}\r\n`,
  'a list': JSON.stringify(values),
  'a list for people': JSON.stringify(values, null, 2),
  'what a record store answers': JSON.stringify({ statements: values, more: '/x' }),
  'such an answer with its keys in another order': JSON.stringify({ more: '', from: { a: [1] }, statements: values }),
  'such an answer for people': JSON.stringify({ more: 'a"b{[,:', statements: values }, null, 2),
  'such an answer whose next page has a brace in its address': JSON.stringify({ statements: values, more: '/x?{"a":"}' }), // prettier-ignore
  'several such answers, one in a line': values.map((value) => JSON.stringify({ more: '/{', statements: [value] })).join('\n'), // prettier-ignore
};

describe('statements in a file', () => {
  it.each(Object.entries(forms))('are found in %s, however it is cut', (_, text) => {
    for (const length of [1, 7, 64, 100_000]) expect(cut(text, length)).toEqual(given);
  });

  it('are found when there is just one, on one line or on many', () => {
    expect(cut(JSON.stringify(values[1]), 5)).toEqual([given[1]]);
    expect(cut(JSON.stringify(values[1], null, 2), 5)).toEqual([given[1]]);
  });

  it('are counted when they are broken', () => {
    const broken = '{"id":"a"}\n{"id":\nnot json\n{"id":"c"}';
    expect(cut(broken, 3).map((piece) => (piece.kind === 'value' ? piece.value : piece.reason))).toEqual([
      { id: 'a' },
      'not-json',
      'not-json',
      { id: 'c' },
    ]);
    expect(cut('this is prose', 4)).toEqual([{ kind: 'left-out', reason: 'not-json' }]);
    expect(cut('', 4)).toEqual([]);
    expect(cut('[{"id":"a"},{"id":', 4).at(-1)).toEqual({ kind: 'left-out', reason: 'not-json' });
  });

  const told = (text: string) => cut(text, 7).map((piece) => (piece.kind === 'value' ? piece.value : piece.reason));

  it.each([
    ['inside a text', '{"id":"a","verb":{"i'],
    ['before a value', '{"id":"a","verb":'],
    ['before a key', '{"id":"a",'],
    ['inside a list', '{"id":"a","more":[1,'],
    ['inside the key of all', '{"statements":'],
  ])('are read behind a first line that was cut %s', (_, first) => {
    expect(told(`${first}\n{"id":"b"}\n{"id":"c"}\n`)).toEqual(['not-json', { id: 'b' }, { id: 'c' }]);
  });

  it('are counted when an answer of a record store was cut', () => {
    expect(told('{"more":"","statements":[{"id":"a"},{"id":')).toEqual([{ id: 'a' }, 'not-json']);
    expect(told('{"statements":[{"id":"a"}],"more":"/x')).toEqual([{ id: 'a' }, 'not-json']);
    expect(told('{"statements":[],"more":""}')).toEqual([]);
  });

  it('are not looked for inside something else called statements', () => {
    const value = { id: 'a', x: { statements: [{ id: 'b' }] }, text: 'statements' };
    expect(told(JSON.stringify(value, null, 1))).toEqual([value]);
  });

  it('are not held when they are far too long', () => {
    const long = JSON.stringify({ text: 'x'.repeat(2_000_000) });
    const small = { kind: 'value', value: { id: 'z' } };
    const tooLong = { kind: 'left-out', reason: 'too-long' };
    for (const length of [65_536, 10_000_000]) {
      expect(cut(`{"id":"z"}\n${long}\n{"id":"z"}`, length)).toEqual([small, tooLong, small]);
      expect(cut(`[{"id":"z"},${long},{"id":"z"}]`, length)).toEqual([small, tooLong, small]);
      const answer = `{"statements":[{"id":"z"},${long}],"more":""}`;
      expect(cut(`${answer}\n${answer}`, length)).toEqual([small, tooLong, small, tooLong]);
    }
  });

  it('are unpacked when the bytes are gzip', async () => {
    for (const bytes of [Buffer.from(forms['a list']), gzipSync(forms['a list'])]) {
      const found: Piece[] = [];
      const progress = await readStream(new Blob([new Uint8Array(bytes)]).stream(), {
        take: (piece) => void found.push(piece),
      });
      expect(found).toEqual(given);
      expect(progress).toEqual({ bytes: bytes.length, values: 3 });
    }
  });

  it('stop when they are told to', async () => {
    const stream = new Blob(['{}\n']).stream();
    await expect(readStream(stream, { take: () => undefined, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
