import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOCK, loadModule } from '../../../src/package/load-module.ts';
import { moduleDir } from '../../../src/package/project.ts';
import { targetNames, targets } from '../../../src/package/targets.ts';
import { realCourse } from '../../support/real-course.ts';

/** A module of its own, published as 1.0.0, to be changed. */
let dir = '';
const kept = new Map<string, string>();
beforeAll(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'id-lock-')), 'module');
  await cp(moduleDir('keep-it-confidential'), dir, { recursive: true });
  await rm(join(dir, LOCK));
  await writeFile(join(dir, LOCK), (await loadModule(dir)).lock.text);
});
afterAll(() => rm(join(dir, '..'), { recursive: true, force: true }));

type Change = [file: string, from: string | RegExp, to: string];

/** Loads the module with its files changed, and puts them back. */
async function changed(...changes: Change[]) {
  for (const [file, from, to] of changes) {
    const text = await readFile(join(dir, file), 'utf8');
    if (!kept.has(file)) kept.set(file, text);
    const next = text.replace(from, to);
    expect(next).not.toBe(text);
    await writeFile(join(dir, file), next);
  }
  try {
    return await loadModule(dir);
  } finally {
    for (const [file, text] of kept) await writeFile(join(dir, file), text);
    kept.clear();
  }
}

/** The entry of a question: from its id to the next. */
const entry = (id: string) => new RegExp(`  - id: ${id}\\n[^]*?(?=\\n  - id: KP)`);
const next: Change = ['course.yaml', 'version: 1.0.0', 'version: 1.1.0'];

test('a lock is whole from the first package on, and loading changes nothing in it', async () => {
  const { lock, release } = await loadModule(dir);
  expect(release).toEqual({ version: '1.0.0', since: null, kind: 'first', changes: [] });
  expect(lock.changed).toBe(false);
});

describe('a published id', () => {
  test.each<[what: string, change: Change, says: RegExp]>([
    [
      'that is gone',
      ['items/KP01.yaml', entry('KP01-Q2'), ''],
      /^items\/KP01\.yaml:1:1 KP01-Q2: this id was published and is gone, .*put it back into items\/KP01\.yaml$/m,
    ],
    [
      'that is used for another type',
      ['items/KP01.yaml', 'type: choice', 'type: multiple'],
      /^items\/KP01\.yaml:3:5 KP01-Q1: this id was published as "choice" and is now "multiple"; give the new one another id/m,
    ],
    [
      'without one of its options',
      ['items/KP01.yaml', 'id: scam-calls', 'id: fraud-calls'],
      /KP01-Q1: what learners have answered is gone: scam-calls; put it back/,
    ],
    [
      'under another slug',
      ['items/KP01.yaml', /slug: \S+/, 'slug: something-else'],
      /KP01-Q1: its slug was published as "[a-z-]+" and is part of the id in every report/,
    ],
    [
      'of a call, without one of its options',
      ['calls/CALL1.yaml', 'id: ask-her-in', 'id: ask-him-in'],
      /^calls\/CALL1\.yaml:18:5 CALL1\.N1: what learners have answered is gone: ask-her-in/m,
    ],
  ])('%s stops the build', async (_, change, says) => {
    await expect(changed(change)).rejects.toThrow(says);
    await expect(changed(change, next)).rejects.toThrow(says);
  });

  test('all that is wrong is told at once', async () => {
    const both = changed(
      ['items/KP01.yaml', entry('KP01-Q2'), ''],
      ['items/KP01.yaml', 'id: scam-calls', 'id: fraud-calls'],
    );
    await expect(both).rejects.toThrow(/^2 mistakes/);
  });
});

describe('a release', () => {
  const question: Change = [
    'items/KP01.yaml',
    /(  - id: )KP01-Q2(\n[^]*?)(?=\n  - id: KP)/,
    '$1KP01-Q2$2\n$1KP01-Q9$2',
  ];

  test.each<[what: string, change: Change, kind: string, changes: string[]]>([
    ['new wording', ['course.yaml', 'Every call is a promise.', 'Each call is a promise.'], 'text', []],
    ['a new question', question, 'structure', ['KP01-Q9 is new.']],
    [
      'another pass mark',
      ['organisation.yaml', 'mastery: 80', 'mastery: 85'],
      'structure',
      ['the pass mark is now: 85 %.'],
    ],
    [
      'another name of a key point, which is part of its id in an LMS',
      ['course.yaml', 'name: Speak up fast', 'name: Speak up early'],
      'structure',
      ['the name of KP08 is now: Speak up early.'],
    ],
  ])('with %s is classed', async (_, change, kind, changes) => {
    const { release, lock } = await changed(change, next);
    expect(release).toEqual({ version: '1.1.0', since: '1.0.0', kind, changes });
    expect(lock.changed).toBe(true);
  });

  test('with another best choice in a call is a change of structure', async () => {
    const { release } = await changed(
      ['calls/CALL1.yaml', /(id: ask-her-in\n\s+q: )best/, '$1ok'],
      ['calls/CALL1.yaml', /(id: check-as-her\n\s+q: )\w+/, '$1best'],
      next,
    );
    expect(release.changes).toEqual(['CALL1.N1: what is right, or where an answer leads, is not the same.']);
  });

  test('packaged again says the same: changes add up until the version is raised', async () => {
    const before = await readFile(join(dir, LOCK), 'utf8');
    try {
      const { lock } = await changed(question, next);
      await writeFile(join(dir, LOCK), lock.text);
      const again = await changed(question, next, ['organisation.yaml', 'mastery: 80', 'mastery: 85']);
      expect(again.release).toEqual({
        version: '1.1.0',
        since: '1.0.0',
        kind: 'structure',
        changes: ['KP01-Q9 is new.', 'the pass mark is now: 85 %.'],
      });
      expect((await changed(question, next)).lock.changed).toBe(false);
      await expect(changed(next)).rejects.toThrow(/KP01-Q9: this id was published and is gone/);
    } finally {
      await writeFile(join(dir, LOCK), before);
    }
  });
});

test('a broken lock is told, and not taken for none', async () => {
  await expect(changed([LOCK, '{', ''])).rejects.toThrow(/ids\.lock\.json:1:1 this is no whole id lock; restore it/);
});

test('identifiers in every manifest are the same in every version', async () => {
  const course = await realCourse();
  const identifiers = (version: string, title: string) =>
    targetNames.map((name) =>
      [
        ...targets[name]
          .manifest({ ...course, version, title }, ['index.html'])
          .matchAll(/\s(?:identifier|id)="[^"]*"/g),
      ].map(([found]) => found),
    );
  const first = identifiers('1.0.0', 'One title');
  expect(first.map((list) => list.length > 0)).toEqual(targetNames.map((name) => name !== 'web'));
  expect(identifiers('12.3.4', 'Another title')).toEqual(first);
});
