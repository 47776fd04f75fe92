import { expect, test } from 'vitest';
import { nameOf, storable } from '../../../src/attempt/typed-text.ts';
import { noteOf } from '../../../src/tracking/scorm/notes.ts';

test.each([
  ['Zoë 👩‍👩‍👧', 'Zoë 👩‍👩‍👧'],
  ['half \ud83d of one', 'half \ufffd of one'],
  ['\udc00', '\ufffd'],
  ['a\u0000b\r\nc\u007f', 'a b  c '],
  ['אל-ח\u200cמד', 'אל-ח\u200cמד'],
])('typed text %j is kept as %j', (text, kept) => expect(storable(text)).toBe(kept));

test('a name is cut after a hundred whole characters', () => {
  expect(nameOf(`  ${'x'.repeat(300)}`)).toBe('x'.repeat(100));
  expect(nameOf('😀'.repeat(300))).toBe('😀'.repeat(100));
  expect(nameOf(' \t ')).toBe('');
});

test('a SCORM remark has room for the whole signature, and for no half of a character', () => {
  const signed = { kind: 'signed', at: 0, promiseVersion: '1.0', sha256: 'f'.repeat(64) } as const;
  const text = noteOf({ ...signed, typedName: `x${'😀'.repeat(99)}` }, 'slug')?.text ?? '';
  expect(text).toMatch(/^signed;1970-01-01T00:00:00Z;typed=x(😀){49};sha256=f{64}$/u);
  expect(noteOf({ ...signed, typedName: 'a;b=c \u200d' }, 'slug')?.text).toContain('typed=a b c \u200d;');
});
