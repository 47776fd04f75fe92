import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModule, type Overrides } from './load-module.ts';
import type { Release } from '../course/authoring/release.ts';
import type { Course } from '../course/course.ts';
import { partingSign, seal } from '../course/seal.ts';
import { interfaceIn } from '../player/locales/catalogues.ts';
import { blankUnshown } from './blank-unshown.ts';
import { bundle } from './bundle.ts';
import { indexPage } from './index-page.ts';
import { CHECKSUMS, checksums, sha256 } from './checksums.ts';
import { withNoticeFor } from './privacy-notice.ts';
import { projectDir } from './project.ts';
import { schemas } from './schemas.ts';
import { renamed, shortened, shortKeys } from './short-keys.ts';
import type { Target } from './targets.ts';
import { tighten } from './tighten.ts';
import { versionFacts } from './version-facts.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The player as bundled for one standard: index.html before the course is known, course.js, language.js, first.css, style.css. */
export type Player = ReadonlyMap<string, Uint8Array>;

/** A package before it is zipped: path inside it to bytes. */
export interface Package {
  /** In the language that comes first. */
  course: Course;
  /** In all its languages, that one first. */
  courses: readonly Course[];
  target: Target;
  files: ReadonlyMap<string, Uint8Array>;
  /** Name of its zip. */
  name: string;
  /** How it differs from the one packaged before. */
  release: Release;
}

/** Bundles the player for a standard; the slow half of a package, and the same for every module. */
export async function buildPlayer(target: Target): Promise<Player> {
  const player = await bundle(target.endpoint === undefined ? target.name : 'web-endpoint');
  const first = await bundle('first');
  first.delete('first.js'); // Of a style sheet alone, an empty script.
  const others = [first, await bundle('language'), await bundle('mark-language')];
  return new Map([player, ...others].flatMap((files) => [...files]));
}

/**
 * All files of a package: player, course text, drawings, manifest, schemas. Same sources and overrides, same bytes.
 * @throws CourseFileError with every mistake in the module's files
 * @throws PackageError when the player page cannot hold the course
 */
export async function buildPackage(
  moduleDir: string,
  target: Target,
  player?: Player,
  overrides: Overrides = {},
): Promise<Package> {
  const { course, courses, assets, release, languages } = await loadModule(moduleDir, overrides);
  const [, ...others] = courses;
  const { 'player.html': page, ...code } = Object.fromEntries(player ?? (await buildPlayer(target)));
  const files = new Map(
    Object.entries(code).map(([path, bytes]) => [
      path,
      path.endsWith('.svg') ? encoder.encode(bare(decoder.decode(bytes))) : bytes,
    ]),
  );
  const script = decoder.decode(files.get('course.js'));
  const short = shortKeys(script, ['figure.digits', ...Object.keys(interfaceIn('en'))]);
  const add = (name: string, text: string) => files.set(name, encoder.encode(text));

  const frieze = bare(await readFile(join(projectDir, 'src/app/drawings/welcome.svg'), 'utf8'));
  add('index.html', indexPage(decoder.decode(page), courses, target, frieze));
  if (!courses.some(({ untranslated }) => untranslated)) files.delete('mark-language.js');
  // With one language there is nothing to choose: the page names its text itself.
  if (courses.length === 1) files.delete('language.js');
  const contents = courses.map((each): [string, string] => [
    `content.${each.language}.js`,
    contentScript(
      seal(blankUnshown(withNoticeFor(each, target))),
      renamed(drawnByPlayer(each.language, target), short),
    ),
  ]);
  const build = sha256([script, ...contents.flat()].join('\n')).slice(0, 8);
  for (const [name, text] of contents) add(name, `${text}globalThis.keepItConfidentialBuild = '${build}';\n`);
  add('course.js', (await tighten(shortened(script, short))).replace('__BUILD__', build));
  for (const { path, bytes } of assets) files.set(path, bytes);
  add('LICENSE.txt', await licences(target));
  add('alive.txt', 'alive\n');
  add('version.json', `${JSON.stringify(versionFacts([course, ...others], target), null, 2)}\n`);
  for (const [name, bytes] of await schemas(target)) files.set(name, bytes);
  add(target.manifestFile, target.manifest(course, [...files.keys(), CHECKSUMS], others));
  add(CHECKSUMS, checksums(files));
  return {
    course,
    courses,
    target,
    files,
    release,
    name: packageName(course, target, course.language !== languages[0]),
  };
}

/** Name of the zip: letters, digits and hyphens only, because LMSs refuse or mangle others. A translation is named by its language. */
export function packageName(
  course: Pick<Course, 'id' | 'version' | 'language'>,
  target: Target,
  translated = false,
): string {
  return `${course.id}-${course.version.replaceAll('.', '-')}-${target.name}${translated ? `-${course.language}` : ''}.zip`;
}

/**
 * Course and interface text as a classic script, all ASCII: it survives a server that announces another character set. The
 * interface's is one text that parts itself, with what has a name beside it.
 */
function contentScript(sealed: unknown, { list, named }: ReturnType<typeof renamed>): string {
  const sign = partingSign(list);
  const words = `Object.assign(${literal(list.join(sign))}.split(${literal(sign)}),${literal(named)})`;
  return `globalThis.keepItConfidential = ${literal(sealed)};\nglobalThis.keepItConfidentialWords = ${words};\n`;
}

/** The interface's texts without the one that has to stand in the page, and those that only a package without an LMS shows. */
function drawnByPlayer(language: string, { name }: Target): Record<string, string> {
  return Object.fromEntries(
    Object.entries(interfaceIn(language)).filter(
      ([key]) => key !== 'shell.broken' && (name === 'web' || !key.startsWith('file.')),
    ),
  );
}

/** A value as JavaScript, shorter than JSON: names without quotes, letters of Western Europe in four characters. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    const named = entries.map(
      ([name, each]) => `${/^[A-Za-z]\w*$/.test(name) ? name : literal(name)}:${literal(each)}`,
    );
    return `{${named.join(',')}}`;
  }
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => {
    const hex = unit.charCodeAt(0).toString(16);
    return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex}`;
  });
}

/** A drawing nobody is told the name of, because words beside it say as much: without it, and without the space between its shapes. */
const bare = (svg: string): string => svg.replace(/<(title|desc)>[^<]*<\/\1>/g, '').replace(/>\s+</g, '><');

/** Our licence, and those of the libraries inside course.js. */
async function licences({ online }: Target): Promise<string> {
  const inside = [
    { name: 'Lit (https://lit.dev)', file: 'lit/LICENSE' },
    ...(online ? [{ name: '@xapi/xapi (https://www.xapijs.dev)', file: '@xapi/xapi/LICENSE.md' }] : []),
  ];
  const read = (path: string) => readFile(join(projectDir, path), 'utf8');
  const theirs = inside.map(
    async ({ name, file }) =>
      `${'-'.repeat(72)}\ncourse.js contains ${name}, under this licence:\n\n${(await read(`node_modules/${file}`)).trimEnd()}\n`,
  );
  return [`${(await read('LICENSE')).trimEnd()}\n`, ...(await Promise.all(theirs))].join('\n');
}
