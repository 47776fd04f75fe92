import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectDir } from '../../src/package/project.ts';
import { Camera, sizes, themes } from './camera.ts';
import { contactSheet } from './contact-sheet.ts';
import { walk } from './walk.ts';

// `npm run tour`: a picture of every screen in every state, at every size and in every theme, in dist/tour/index.html.

const { args, opts } = (() => {
  const command = new Command('tour')
    .description('Pictures of every screen in every state, at every size and in every theme.')
    .argument('[words...]', 'only states, sizes and themes with these words: call 360 dark')
    .option('--lang <tag>', 'in another language of the package')
    .option('--out <folder>', 'where to', join(projectDir, 'dist', 'tour'))
    .parse();
  return { args: command.args, opts: command.opts<{ lang?: string; out: string }>() };
})();

const chosen = <T>(all: readonly T[], name: (each: T) => string): readonly T[] => {
  const some = all.filter((each) => args.some((word) => isFor(name(each), word)));
  return some.length > 0 ? some : all;
};
/** A word chooses sizes or themes when it is about one, and states when it is about neither. */
const isFor = (name: string, word: string): boolean => name.toLowerCase().includes(word.toLowerCase());
const aboutAnother = (word: string): boolean =>
  sizes.some(({ name }) => isFor(name, word)) || themes.some((theme) => isFor(theme, word));
const stateWords = args.filter((word) => !aboutAnother(word));

await rm(opts.out, { recursive: true, force: true });
await mkdir(opts.out, { recursive: true });
const began = Date.now();
const camera = new Camera({
  folder: opts.out,
  sizes: chosen(sizes, ({ name }) => name),
  themes: chosen(themes, (theme) => theme),
  state: (name) => stateWords.length === 0 || stateWords.some((word) => isFor(name, word)),
  ...(opts.lang === undefined ? {} : { language: opts.lang }),
});
await walk((state, page, frame) => camera.take(state, page, frame));
await writeFile(join(opts.out, 'index.html'), contactSheet(camera.shots));
process.stdout.write(
  `${camera.shots.length} pictures in ${((Date.now() - began) / 1000).toFixed(0)} s: ${join(opts.out, 'index.html')}\n`,
);
