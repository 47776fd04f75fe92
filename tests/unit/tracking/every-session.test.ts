import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Files that open a session: one for each standard, and those that join two. */
const sessions = ['src/tracking', 'src/app'].flatMap((folder) =>
  readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .filter((path) => /^export function createSession\(/m.test(readFileSync(at(path), 'utf8'))),
);

const texts = (folder: string): string[] =>
  readdirSync(at(folder)).map((name) => readFileSync(at(`${folder}/${name}`), 'utf8'));

it('holds every session to the contract, by name', () => {
  const support = texts('tests/support');
  /** Where the fake LMS of a suite is made: in the test, or in a file it imports. */
  const makers = texts('tests/unit/tracking').flatMap((text) => {
    const maker = /^sessionContract\('[^']+', \(course\) => (\w+)\(/m.exec(text)?.[1];
    if (maker === undefined) return [];
    return [text, ...support].filter((each) => each.includes(`function ${maker}(`));
  });
  expect(sessions.length).toBeGreaterThanOrEqual(6);
  expect(sessions.filter((path) => !makers.some((text) => text.includes(`/${path}'`)))).toEqual([]);
});
