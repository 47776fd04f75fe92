import { randomUUID } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { tighten } from '../../../src/package/tighten.ts';

test('a script made smaller does the same, and is the same when it is asked for again', async () => {
  const name = `it${randomUUID().replaceAll('-', '')}`; // never seen before
  const script = `globalThis.${name} = (function () { const longName = 20; const other = 22; return longName + other; })();`;
  const small = await tighten(script);
  expect(small.length).toBeLessThan(script.length / 1.5);
  const world: Record<string, unknown> = {};
  runInNewContext(small, { globalThis: world });
  expect(world[name]).toBe(42);
  expect(await tighten(script)).toBe(small);
});

test('a script that is none is told', async () => {
  await expect(tighten('const = ;')).rejects.toThrow('Name expected');
});
