import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadModule } from '../../../src/package/load-module.ts';
import { moduleDir } from '../../../src/package/project.ts';

const dir = moduleDir('keep-it-confidential');

test('every lesson and every scene has its drawing in the package, with words for it in every language', async () => {
  const { assets, courses } = await loadModule(dir);
  const [course] = courses;
  const drawn = [...(course?.lessons ?? []), ...(course?.scenes ?? [])].map(({ id }) => id);
  expect(assets.map(({ path }) => path.replace(/.*\/|\.svg$/g, '')).sort()).toEqual(drawn.sort());
  for (const { language, lessons, scenes } of courses) {
    const words = [...lessons, ...scenes].map(({ alt }) => alt ?? '');
    expect.soft({ language, missing: words.filter((text) => text.length < 20) }).toEqual({ language, missing: [] });
    expect.soft(new Set(words).size, language).toBe(15);
  }
});

test('[WCAG 1.4.5] no drawing holds text, a script or a style of its own', async () => {
  for (const folder of ['lessons', 'scenes'])
    for (const name of (await readdir(join(dir, folder))).filter((file) => file.endsWith('.svg')))
      expect.soft(await readFile(join(dir, folder, name), 'utf8'), name).not.toMatch(/<(text|script|style|image)\b/);
});

test('a lesson that tells of a drawing it does not have is a mistake, with the place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drawings-'));
  try {
    await cp(dir, folder, { recursive: true });
    await rm(join(folder, 'lessons/KP03.svg'));
    await expect(loadModule(folder)).rejects.toThrow(
      'lessons/KP03.svg:1:1 the drawing that the “alt” of lessons/KP03.yaml tells of is missing',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
