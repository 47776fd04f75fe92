import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { browserArgs } from './src/setup/browser.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Pages that are bundled, by vite mode: a standard's name is the player speaking it; `session`, under src/, is how. */
const pages: Record<string, { page: string; script: string; session?: string }> = {
  scorm12: { page: 'player.html', script: 'course.js', session: 'tracking/scorm12/session.ts' },
  'scorm2004-3': { page: 'player.html', script: 'course.js', session: 'tracking/scorm2004/session.ts' },
  'scorm2004-4': { page: 'player.html', script: 'course.js', session: 'tracking/scorm2004/session.ts' },
  cmi5: { page: 'player.html', script: 'course.js', session: 'tracking/cmi5/session.ts' },
  xapi: { page: 'player.html', script: 'course.js', session: 'tracking/xapi/session.ts' },
  web: { page: 'player.html', script: 'course.js', session: 'app/web.ts' },
  'web-endpoint': { page: 'player.html', script: 'course.js', session: 'app/web-endpoint.ts' },
  first: { page: 'first.css', script: 'first.js' },
  language: { page: 'language.ts', script: 'language.js' },
  'mark-language': { page: 'mark-language.ts', script: 'mark-language.js' },
  preview: { page: 'preview.html', script: 'preview.js' },
  report: { page: 'report.html', script: 'report.js' },
  'report-worker': { page: 'report-worker.ts', script: 'report-worker.js' },
};

/** What @lit/reactive-element takes from its module for styles in a shadow root. */
const cssTag = ['CSSResult', 'adoptStyles', 'css', 'getCompatibleStyle', 'supportsAdoptingStyleSheets', 'unsafeCSS'];

/** Our elements draw into the document, whose style sheet dresses them: Lit's own way to dress them is never called. */
const withoutElementStyles = (): Plugin => ({
  name: 'without-element-styles',
  apply: 'build',
  transform: (code, id) => {
    if (!id.endsWith('@lit/reactive-element/css-tag.js')) return null;
    const given = [...code.matchAll(/\w+ as (\w+)/g)].map(([, name = '']) => name).sort();
    if (given.join() !== cssTag.join())
      throw new Error('@lit/reactive-element is built in another way now: see withoutElementStyles.');
    return { code: `export const ${cssTag.map((name) => `${name} = () => {}`).join(', ')};`, map: null };
  },
});

/**
 * Loads the bundle as a classic deferred script. A module does not run from disk, nor from an LMS that serves
 * scripts with the wrong media type; `crossorigin` blocks style sheets there as well.
 */
const classicScript = (): Plugin => ({
  name: 'classic-script',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html
        .replaceAll('<script type="module" crossorigin ', '<script defer ')
        .replaceAll('<link rel="stylesheet" crossorigin ', '<link rel="stylesheet" '),
  },
});

/**
 * A browser that lets a page in a folder have no worker from a file lets it have one from a text. So the report's worker is
 * a function too, which says its own text to a page that loads it as a script; in a worker it is called at once.
 */
const workerInHand = (): Plugin => ({
  name: 'worker-in-hand',
  apply: 'build',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk')
        file.code = `globalThis.reportWorker=function(){${file.code.trim()}};typeof document>"u"&&reportWorker();\n`;
  },
});

/** From axios's first helper to the line that chooses an adapter, in the client's one built file. */
const axios =
  /function \w+\(e,t\)\{return function\(\)\{return e\.apply\(t,arguments\)\}\}[\s\S]*?,(\w+)=e=>"function"==typeof e\?e:"fetch"===e\?\w+:\w+;/;

/**
 * The xAPI client carries axios, inlined, for those who bring no adapter of their own. We do, so axios is cut out: it
 * would be a quarter of the player's code.
 */
const clientWithoutAxios = (): Plugin => ({
  name: 'client-without-axios',
  apply: 'build',
  transform: (code, id) => {
    if (!id.endsWith('@xapi/xapi/dist/XAPI.esm.js')) return null;
    if (!axios.test(code)) throw new Error('@xapi/xapi is built in another way now: see clientWithoutAxios.');
    return { code: code.replace(axios, 'const $1=e=>e;'), map: null };
  },
});

/** Methods of the xAPI client, each a line of its own once it is loaded, and the tables it hands out. */
const methods = /(\w+)\.prototype\.(\w+)=function\([\s\S]*?(?=,\1\.prototype\.\w+=function|;export)/g;
const tables =
  /static (?:default|AttachmentUsages|Verbs|calculateISO8601Duration|getSearchQueryParamsAsObject|getXAPILaunchData|getTinCanLaunchData)=\w+;/g;

/** The names of attachments, and what takes an answer with attachments apart: neither is asked for. */
const attachments =
  /(?<=^let )e=function\(e\)\{return e\.SIGNATURE=[\s\S]*?,e\}\(\{\}\),|\.then\(\(e=>\{const t=e\.headers\["content-type"\][\s\S]*?\}\)\)(?=\}generateURL)/g;

/** The report only reads statements: what writes, and what asks for anything else, is cut out of its client. */
const clientThatReads = (): Plugin => ({
  name: 'client-that-reads',
  apply: 'build',
  transform: (code, id) => {
    if (!id.endsWith('@xapi/xapi/dist/XAPI.esm.js')) return null;
    if (!code.includes('.prototype.getMoreStatements=') || code.match(attachments)?.length !== 2) throw new Error('@xapi/xapi is built in another way now: see clientThatReads.'); // prettier-ignore
    const reads = (all: string, _: string, name: string): string => (/^get(More)?Statements$/.test(name) ? all : '0');
    return { code: code.replace(attachments, '').replace(methods, reads).replace(tables, ''), map: null };
  },
});

/** Elements that stand in lines of their own: white space around their tags is never drawn. */
const block =
  '(?:div|dl|dt|dd|section|[uo]l|li|p|h[123]|main|header|footer|nav|form|fieldset|legend|details|summary|table|caption|thead|tbody|tr|th|td|dialog|button)';
const aroundBlocks = new RegExp(
  `\\n\\s+(?=</?${block}\\b)|(?<=</${block}>|<${block}(?: [\\w-]+="[^"]*")*>)\\n\\s+`,
  'g',
);

/**
 * Takes the indentation out of Lit's templates, where a line break in minified code can only be: a kilobyte of the
 * learner's script is white space nobody sees.
 */
const tightTemplates = (): Plugin => ({
  name: 'tight-templates',
  apply: 'build',
  generateBundle: (_, files) => {
    for (const file of Object.values(files))
      if (file.type === 'chunk') file.code = file.code.replace(aroundBlocks, '').replace(/\n\s+/g, ' ');
  },
});

const chromium = { executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: browserArgs };

const projects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts'], testTimeout: 30_000 },
  },
  {
    extends: true,
    test: {
      name: 'browser',
      include: ['tests/browser/**/*.test.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: chromium }),
        instances: [{ browser: 'chromium' }],
      },
    },
  },
  {
    extends: true,
    test: {
      name: 'conformance',
      environment: 'node',
      include: ['tests/conformance/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    test: {
      name: 'e2e',
      environment: 'node',
      include: ['tests/e2e/**/*.test.ts'],
      globalSetup: at('tests/support/packaged.ts'),
      testTimeout: 180_000,
      hookTimeout: 180_000,
      // Two cores: two browsers at once only make each other time out.
      fileParallelism: false,
    },
  },
];

/** `mode` names the page to bundle (see `pages`); any other mode is a test run. */
export default defineConfig(({ mode }) => {
  const bundled = pages[mode];
  return {
    root: bundled ? at('src/app') : at('.'),
    base: './', // an LMS serves us from anywhere
    publicDir: false,
    resolve: {
      alias: {
        '@xapi/xapi': at('node_modules/@xapi/xapi/dist/XAPI.esm.js'),
        'lit/decorators.js': at('src/player/decorators.ts'),
        '#session': at(`src/${bundled?.session ?? 'tracking/scorm12/session.ts'}`),
      },
    },
    plugins: [
      classicScript(),
      clientWithoutAxios(),
      ...(mode === 'report-worker' ? [clientThatReads(), workerInHand()] : []),
      withoutElementStyles(),
      tightTemplates(),
    ],
    optimizeDeps: { include: ['lit'] },
    build: {
      target: 'es2022',
      // A kilobyte less of the report's two scripts, for some seconds; the player is built too often for that.
      ...(mode.startsWith('report') && {
        minify: 'terser',
        terserOptions: { ecma: 2020, compress: { passes: 5, pure_getters: true } },
      }),
      assetsInlineLimit: 0,
      modulePreload: false,
      cssCodeSplit: mode === 'first',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        ...(bundled && { input: at(`src/app/${bundled.page}`) }),
        // How long a plugin took is nothing to tell somebody who builds a package.
        checks: { pluginTimings: false },
        output: {
          // A style sheet in a script of its own would be put into the page by it.
          format: mode === 'first' ? 'es' : 'iife',
          entryFileNames: bundled?.script ?? '[name].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
    test: { projects },
  };
});
