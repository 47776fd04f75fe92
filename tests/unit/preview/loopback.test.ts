import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { findPort, listenOnLoopback, portNamed } from '../../../src/preview/loopback.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['0', 0],
  ['8080', 8080],
  ['65535', 65_535],
])('PORT=%s asks for port %s', (text, port) => {
  expect(portNamed(text)).toBe(port);
});

test.each(['abc', '-1', '80.5', '65536', ' 80', '0x50'])('PORT=%s is no port, and that is told', (text) => {
  expect(() => portNamed(text)).toThrow(`PORT is “${text}”; it must be a whole number from 0 to 65535.`);
});

test('a port that is taken is told before anything is built; one that is free stays free', async () => {
  const other = createServer();
  const port = await listenOnLoopback(other, 0);
  await expect(findPort(port)).rejects.toThrow(`Port ${port} is in use by another program.`);
  await new Promise((closed) => other.close(closed));
  await findPort(port);
  expect(await listenOnLoopback(other, port)).toBe(port);
  other.close();
});
