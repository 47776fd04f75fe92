import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Course } from '../../../src/course/course.ts';
import { plainText } from '../../../src/course/text.ts';
import type { Files } from './site.ts';

/**
 * The peer: the H5P player that npm has, with a set of ten true-or-false questions made for it from our own. H5P's question
 * set is not on npm; its true-or-false question is, with all it stands on, inside an older version of the player. So the
 * questions are H5P's own, and only the list that shows the ten of them below each other is ours.
 */
export async function peerFiles(course: Course): Promise<Files> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const { resolve } = createRequire(import.meta.url);
  const dist = dirname(resolve('h5p-standalone/dist/main.bundle.js'));
  const workspace = join(dirname(resolve('h5p-libraries/package.json')), 'test', 'workspace');
  const own = [...(await filesIn(dist, 'dist')), ...(await filesIn(workspace, 'h5p'))];
  const example = JSON.parse(await readFile(join(workspace, 'content', 'content.json'), 'utf8')) as object;
  const choices = course.items.flatMap((item) => (item.type === 'choice' ? [item] : [])).slice(0, 10);
  const questions = choices.map(({ stem, options, key }, n) => {
    const said = options[n % options.length];
    return {
      ...example,
      question: `<p>${plainText(stem)}</p><p>${said ? plainText(said.text) : ''}</p>`,
      correct: String(said !== undefined && key.includes(said.id)),
    };
  });
  const library = { machineName: 'H5P.TenQuestions', majorVersion: 1, minorVersion: 0 };
  const given = JSON.parse(await readFile(join(workspace, 'h5p.json'), 'utf8')) as { preloadedDependencies: object[] };
  const files = {
    'index.html': INDEX,
    'start.js': START,
    'h5p/h5p.json': JSON.stringify({
      ...given,
      title: course.title,
      language: 'en',
      mainLibrary: library.machineName,
      preloadedDependencies: [library, ...given.preloadedDependencies],
    }),
    'h5p/content/content.json': JSON.stringify({ intro: plainText(course.welcome.lead), questions }),
    'h5p/H5P.TenQuestions-1.0/library.json': JSON.stringify({
      ...library,
      title: 'Ten questions',
      patchVersion: 0,
      runnable: 1,
      preloadedJs: [{ path: 'questions.js' }],
      preloadedDependencies: given.preloadedDependencies,
    }),
    'h5p/H5P.TenQuestions-1.0/questions.js': LIBRARY,
  };
  return new Map([...own, ...Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, encode(text)])]);
}

/** All files of a folder, under another name. */
async function filesIn(folder: string, as: string): Promise<[string, Uint8Array][]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, Uint8Array]> => {
        const path = join(entry.parentPath, entry.name);
        return [`${as}/${relative(folder, path).replaceAll('\\', '/')}`, new Uint8Array(await readFile(path))];
      }),
  );
}

const INDEX = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Peer</title><link rel="icon" href="data:,">
<script defer src="dist/main.bundle.js"></script><script defer src="start.js"></script></head>
<body><div id="content"></div></body></html>`;

const START = `new H5PStandalone.H5P(document.getElementById('content'), {
  h5pJsonPath: 'h5p', frameJs: 'dist/frame.bundle.js', frameCss: 'dist/styles/h5p.css' });`;

const LIBRARY = `H5P.TenQuestions = (function () {
  function TenQuestions(content, id) { H5P.EventDispatcher.call(this); this.content = content; this.id = id; }
  TenQuestions.prototype = Object.create(H5P.EventDispatcher.prototype);
  TenQuestions.prototype.attach = function ($container) {
    const { intro, questions } = this.content;
    H5P.jQuery('<p/>', { text: intro }).appendTo($container);
    questions.forEach((params) => {
      const $place = H5P.jQuery('<div/>').appendTo($container);
      H5P.newRunnable({ library: 'H5P.TrueFalse 1.6', params, subContentId: H5P.createUUID() }, this.id, $place);
    });
  };
  return TenQuestions;
})();`;
