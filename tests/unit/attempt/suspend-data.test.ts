import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import { crc32 } from '../../../src/attempt/crc32.ts';
import { random } from '../../../src/attempt/random.ts';
import { decode, encode, FORMAT_VERSION, LONGEST, seal } from '../../../src/attempt/suspend-data.ts';
import { fromBase64Url, toBase64Url } from '../../../src/course/base64url.ts';
import type { Course } from '../../../src/course/course.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { worstCase } from '../../../src/package/gates/worst-case.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const played = () => {
  const next = random(11);
  const how = rightWith(0.7);
  return new Play(course)
    .checks()
    .start(1234)
    .round((what) => how(what, next, 5))
    .start(5678)
    .calls().attempt;
};

describe('a saved attempt', () => {
  it('comes back as it was', () => {
    const attempt = played();
    expect(decode(course, encode(course, attempt))).toEqual({
      kind: 'attempt',
      attempt,
    });
  });

  it('is letters, digits, - and _ only', () => expect(encode(course, played())).toMatch(/^[A-Za-z0-9_-]+$/));

  it('differs after every step, even when nothing else changed', () => {
    const attempt = played();
    expect(encode(course, { ...attempt, rev: attempt.rev + 1 })).not.toBe(encode(course, attempt));
  });

  it(`of the worst case has at most ${LONGEST} characters and comes back`, () => {
    const attempt = worstCase(course);
    const text = encode(course, attempt);
    expect(text.length).toBeLessThanOrEqual(LONGEST);
    expect(decode(course, text)).toMatchObject({
      kind: 'attempt',
      attempt: { rev: attempt.rev, results: attempt.results, promise: attempt.promise },
    });
  });

  it('of format 1 is still read: the golden file of the first release', () => {
    const golden = JSON.parse(readFileSync(new URL('../golden/suspend-data-1.json', import.meta.url), 'utf8')) as {
      text: string;
      attempt: unknown;
    };
    expect(decode(course, golden.text)).toEqual({ kind: 'attempt', attempt: golden.attempt });
  });

  it('survives new lessons, questions, calls and options', () => {
    const attempt = played();
    const grown: Course = {
      ...course,
      slots: {
        ...course.slots,
        items: [...course.slots.items, 'KP01-Q9'],
        calls: [...course.slots.calls, 'CALL9'],
        options: Object.fromEntries(
          Object.entries(course.slots.options).map(([id, list]) => [
            id,
            list.length > 0 ? [...list, 'brand-new'] : list,
          ]),
        ),
      },
    };
    expect(decode(grown, encode(course, attempt))).toEqual({
      kind: 'attempt',
      attempt,
    });
  });

  it('loses only the answer whose question the course has dropped', () => {
    const attempt = played();
    const gone = attempt.round?.items[0]?.item;
    const smaller = { ...course, items: course.items.filter((i) => i.id !== gone) };
    const restored = decode(smaller, encode(course, attempt));
    if (restored.kind !== 'attempt') throw new Error(restored.kind);
    expect(restored.attempt.round?.items).toEqual(attempt.round?.items.slice(1));
    expect(restored.attempt.checks).toEqual(attempt.checks);
  });
});

describe('a string that is not ours', () => {
  it('is told apart: nothing, damaged, of another course, of a later version', () => {
    const text = encode(course, played());
    const bytes = [...(fromBase64Url(text) ?? [])];
    expect(decode(course, '').kind).toBe('empty');
    expect(decode(course, 'hello').kind).toBe('damaged');
    expect(decode(course, '{"screen":3}').kind).toBe('damaged');
    expect(decode({ ...course, id: 'another-course' }, text).kind).toBe('damaged');
    expect(decode(course, seal(course, FORMAT_VERSION + 1, bytes.slice(5, -4)))).toEqual({
      kind: 'newer',
      version: FORMAT_VERSION + 1,
    });
    expect(decode(course, seal(course, 0, bytes.slice(5, -4))).kind).toBe('damaged');
  });

  it('with a right check sum but an impossible body is damaged, not a crash', () => {
    for (const body of [[], [255], Array(40).fill(255) as number[], Array(400).fill(170) as number[]]) {
      expect(decode(course, seal(course, FORMAT_VERSION, body)).kind).toBe('damaged');
    }
  });

  it('is never accepted: 10,000 mutations', () => {
    const next = random(42);
    const any = (n: number) => Math.floor(next() * n);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const originals = [encode(course, newAttempt()), encode(course, played()), encode(course, worstCase(course))];
    let accepted = 0;
    for (let n = 0; n < 10_000; n += 1) {
      const text = originals[n % originals.length] ?? '';
      const at = any(text.length);
      const mutations = [
        () => text.slice(0, at) + (alphabet[any(64)] ?? '') + text.slice(at + 1),
        () => text.slice(0, at),
        () => text.slice(0, at) + text.slice(at + 1 + any(4)),
        () => text.slice(0, at) + (alphabet[any(64)] ?? '') + text.slice(at),
        () => text.toLowerCase(),
        () => text.slice(at) + text.slice(0, at),
        () => text + text.slice(0, at + 1),
        () => [...text].reverse().join(''),
      ];
      const mutated = mutations[n % mutations.length]?.() ?? '';
      if (mutated !== text && decode(course, mutated).kind === 'attempt') accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});

describe('its parts', () => {
  it('CRC-32 of “123456789” is cbf43926, the published check value', () => {
    expect(crc32([...'123456789'].map((c) => c.charCodeAt(0))).toString(16)).toBe('cbf43926');
  });
  it('base64url writes the examples of RFC 4648 §10 without padding', () => {
    const of = (text: string) => toBase64Url([...text].map((c) => c.charCodeAt(0)));
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(of)).toEqual([
      '',
      'Zg',
      'Zm8',
      'Zm9v',
      'Zm9vYg',
      'Zm9vYmE',
      'Zm9vYmFy',
    ]);
  });
  it('base64url refuses what no writer writes', () => {
    expect(['Zh', 'A', 'Zg==', 'Zm 9', 'Zm9+'].map(fromBase64Url)).toEqual([null, null, null, null, null]);
  });
});
