import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Course } from '../../../src/course/course.ts';
import { plainText } from '../../../src/course/text.ts';
import type { Files } from './site.ts';

/**
 * The peer: the H5P player that npm has, with a set of ten single-choice questions made for it from our own. H5P's own
 * question library is not on npm, so one of the smallest kind stands in for it: the real one is larger, and slower.
 */
export async function peerFiles(course: Course): Promise<Files> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const dist = dirname(createRequire(import.meta.url).resolve('h5p-standalone/dist/main.bundle.js'));
  const names = await readdir(dist, { recursive: true, withFileTypes: true });
  const own = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, Uint8Array]> => {
        const path = join(entry.parentPath, entry.name);
        return [`dist/${relative(dist, path).replaceAll('\\', '/')}`, new Uint8Array(await readFile(path))];
      }),
  );
  const questions = course.items.flatMap((item) => (item.type === 'choice' ? [item] : [])).slice(0, 10);
  const content = {
    intro: plainText(course.welcome.lead),
    questions: questions.map(({ stem, options, key }) => ({
      stem: plainText(stem),
      answers: options.map(({ id, text, why }) => ({
        text: plainText(text),
        why: plainText(why),
        right: key.includes(id),
      })),
    })),
  };
  const library = { machineName: 'H5P.TenQuestions', majorVersion: 1, minorVersion: 0 };
  const files = {
    'index.html': INDEX,
    'start.js': START,
    'h5p/h5p.json': JSON.stringify({
      title: course.title,
      language: 'en',
      mainLibrary: library.machineName,
      embedTypes: ['div'],
      preloadedDependencies: [library],
    }),
    'h5p/content/content.json': JSON.stringify(content),
    'h5p/H5P.TenQuestions-1.0/library.json': JSON.stringify({
      ...library,
      title: 'Ten questions',
      patchVersion: 0,
      runnable: 1,
      preloadedJs: [{ path: 'questions.js' }],
    }),
    'h5p/H5P.TenQuestions-1.0/questions.js': LIBRARY,
  };
  return new Map([...own, ...Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, encode(text)])]);
}

const INDEX = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Peer</title><link rel="icon" href="data:,">
<script defer src="dist/main.bundle.js"></script><script defer src="start.js"></script></head>
<body><div id="content"></div></body></html>`;

const START = `new H5PStandalone.H5P(document.getElementById('content'), {
  h5pJsonPath: 'h5p', frameJs: 'dist/frame.bundle.js', frameCss: 'dist/styles/h5p.css' });`;

const LIBRARY = `H5P.TenQuestions = (function () {
  function TenQuestions(content) { H5P.EventDispatcher.call(this); this.content = content; }
  TenQuestions.prototype = Object.create(H5P.EventDispatcher.prototype);
  TenQuestions.prototype.attach = function ($container) {
    const { intro, questions } = this.content;
    const make = (name, text, parent) => { const e = document.createElement(name); e.textContent = text; parent.append(e); return e; };
    const root = $container[0];
    make('p', intro, root);
    questions.forEach(({ stem, answers }, at) => {
      const field = make('fieldset', '', root);
      make('legend', stem, field);
      answers.forEach(({ text, why, right }) => {
        const label = make('label', '', field);
        const input = make('input', '', label);
        input.type = 'radio';
        input.name = 'q' + at;
        label.append(text);
        input.addEventListener('change', () => make('p', why + (right ? ' Right.' : ''), field));
      });
    });
  };
  return TenQuestions;
})();`;
