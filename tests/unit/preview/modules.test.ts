import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AttemptStore } from '../../../src/preview/attempts.ts';
import { WatchedModules, type ModuleState } from '../../../src/preview/modules.ts';

const built = (title: string) => ({ title, language: 'en', version: '1.0.0', packages: new Map() });

test('a module with mistakes is a state with a list, and the others stay playable', async () => {
  const modules = new WatchedModules((name) =>
    name === 'good'
      ? Promise.resolve(built('Good'))
      : Promise.reject(
          new Error('2 mistakes in the course files:\na.yaml:1:1 title: missing\n  - b.yaml:2:2 id: twice'),
        ),
  );
  await modules.buildAll(['bad', 'good']);
  expect(modules.list()).toEqual([
    {
      kind: 'broken',
      name: 'bad',
      what: '2 mistakes in the course files:',
      problems: ['a.yaml:1:1 title: missing', 'b.yaml:2:2 id: twice'],
    },
    { kind: 'built', name: 'good', ...built('Good') },
  ]);
});

test('a saved file rebuilds its module and tells the page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'module-'));
  let builds = 0;
  const modules = new WatchedModules(() => Promise.resolve(built(`Build ${++builds}`)));
  await modules.buildAll(['one']);
  const changed = new Promise<ModuleState>((resolve) => modules.onChange(resolve));
  const stop = modules.watch('one', folder);
  // The watcher needs a moment before it sees changes; writing until it does keeps the test free of a fixed wait.
  const writing = setInterval(() => void writeFile(join(folder, 'course.yaml'), String(Math.random())), 150);
  expect(await changed).toMatchObject({ kind: 'built', name: 'one', title: 'Build 2' });
  clearInterval(writing);
  await stop();
  await rm(folder, { recursive: true });
});

test('attempts are kept for each learner, module and standard, merged by commit, and forgotten on reset', () => {
  const store = new AttemptStore();
  const one = { learner: 'amina', module: 'one', target: 'scorm12' };
  const others = [
    { ...one, module: 'two' },
    { ...one, target: 'scorm2004-4' },
    { ...one, learner: 'mei' },
  ];
  const first = store.begin(one);
  for (const other of others) expect(store.begin(other).number).toBe(1);
  expect(store.begin(one).number).toBe(2);
  store.commit(first.id, { elements: { 'cmi.suspend_data': 'a', 'cmi.core.exit': '' }, finished: false });
  store.commit(first.id, { elements: { 'cmi.core.exit': 'suspend' }, finished: true });
  expect(store.list(one)[0]).toMatchObject({
    number: 1,
    sessions: 1,
    elements: { 'cmi.suspend_data': 'a', 'cmi.core.exit': 'suspend' },
  });
  store.reset(one);
  expect(store.list(one)).toEqual([]);
  for (const other of others) expect(store.list(other)).toHaveLength(1);
  expect(store.commit(first.id, { elements: {}, finished: true })).toBeUndefined();
});
