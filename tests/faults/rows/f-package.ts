import { runInNewContext } from 'node:vm';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { buildPackage, type Package } from '../../../src/package/build-package.ts';
import { moduleDir } from '../../../src/package/project.ts';
import { LIMITS, readZip, ZipError } from '../../../src/package/read-zip.ts';
import { readXml } from '../../../src/package/read-xml.ts';
import { targetNames, targets } from '../../../src/package/targets.ts';
import { verify } from '../../../src/package/verify.ts';
import { zip } from '../../../src/package/zip.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import { inEach, scorm } from './stories.ts';

/** What keys and passwords look like. `Basic` needs something behind it that is long enough to be one. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\b(?:Basic|Bearer)\s+[A-Za-z0-9+/=_-]{12,}/,
  /\bey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /\b(?:password|passwd|secret|api[_-]?key|auth[_-]?token)["']?\s*[:=]\s*["'][^"'\s]{8,}["']/i,
  /[a-z]+:\/\/[^\s/:@"']+:[^\s/:@"']+@[a-z]/i,
];

const PLANTED: readonly string[] = [
  '-----BEGIN RSA PRIVATE KEY-----',
  `AKIA${'Q'.repeat(16)}`,
  `ghp_${'a1B2'.repeat(9)}`,
  'Authorization: Basic dXNlcjpwYXNzd29yZA==',
  `eyJhbGciOiJI.eyJzdWIiOiIx.${'s'.repeat(20)}`,
  'password = "correct-horse-battery"',
  'https://trainer:hunter22@lrs.example/xapi',
];

const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The files of a package in which something looks like a secret. */
const secretsIn = (files: ReadonlyMap<string, Uint8Array>): string[] =>
  [...files].flatMap(([path, bytes]) => (SECRETS.some((pattern) => pattern.test(read(bytes))) ? [path] : []));

let packages: Promise<Package[]> | undefined;
/** Every package we write, built once. */
function everyPackage(): Promise<Package[]> {
  packages ??= (async () => {
    const built: Package[] = [];
    for (const name of targetNames) built.push(await buildPackage(moduleDir('keep-it-confidential'), targets[name]));
    return built;
  })();
  return packages;
}

/** How an archive is answered: read, or refused with a sentence. */
const answerTo = (bytes: Uint8Array): Promise<string> =>
  readZip(bytes).then(
    () => 'was read',
    (error: unknown) => (error instanceof ZipError ? `refused: ${error.message}` : `broke: ${String(error)}`),
  );

/** A zip whose one entry bears this name: a harmless name of the same length, written over. */
function named(name: string): Uint8Array {
  const harmless = 'n'.repeat(name.length);
  const bytes = zipSync({ [harmless]: strToU8('x') }).slice();
  const from = strToU8(harmless);
  for (let at = 0; at <= bytes.length - from.length; at += 1)
    if (from.every((byte, offset) => bytes[at + offset] === byte)) bytes.set(strToU8(name), at);
  return bytes;
}

const ENTITIES: Record<string, string> = {
  'external entity': '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>',
  'external document type': '<!DOCTYPE m SYSTEM "http://evil.example/m.dtd"><m/>',
  'entities in entities': '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><m>&b;</m>',
  'nested 10,000 deep': '<m>'.repeat(10_000) + '</m>'.repeat(10_000),
  'six megabytes': `<m>${'x'.repeat(6_000_000)}</m>`,
};

export const rows: Row[] = [
  {
    id: 'F07',
    fault: 'Zips made to do harm: paths outside, links, one name twice, bombs, too many entries',
    priority: 1,
    run: async () => {
      const link: Zippable = { link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] };
      const names = ['../evil.txt', 'a/../../evil', '/etc/passwd', 'C:/windows/x', '..\\evil.txt', 'a\u0000.txt'];
      const many = Object.fromEntries(Array.from({ length: LIMITS.entries + 1 }, (_, n) => [`${n}`, new Uint8Array()]));
      const archives: Record<string, Uint8Array> = {
        ...Object.fromEntries(names.map((name) => [JSON.stringify(name), named(name)])),
        'a link': zipSync(link),
        'a bomb': zipSync({ 'zeros.bin': [new Uint8Array(50_000_000), { level: 9 }] }),
        'too many entries': zipSync(many, { level: 0 }),
        'half a zip': zipSync({ a: strToU8('x'.repeat(5000)) }).slice(0, 60),
      };
      const runs: Run[] = [];
      for (const [variant, bytes] of Object.entries(archives)) {
        const said = await answerTo(bytes);
        runs.push(checked(variant, said.startsWith('refused: ') ? [] : [said], said));
      }
      return runs;
    },
  },
  {
    id: 'F08',
    fault: 'Manifests with document types, entities, endless depth or size',
    priority: 2,
    run: async () =>
      Object.entries(ENTITIES).map(([variant, text]) => {
        const started = performance.now();
        const found = readXml(new Map([['imsmanifest.xml', strToU8(text)]]), 'imsmanifest.xml');
        const took = performance.now() - started;
        return checked(
          variant,
          [...(found.problem === null ? ['was read'] : []), ...(took < 1000 ? [] : [`took ${Math.round(took)} ms`])],
          found.problem ?? '',
        );
      }),
  },
  {
    id: 'F09',
    fault: 'Keys and passwords in a package',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const { files, target } of await everyPackage()) {
        const missed = PLANTED.filter(
          (secret) => secretsIn(new Map([...files, ['course.js', strToU8(`a;${secret};b`)]])).length === 0,
        );
        runs.push({
          ...checked(target.name, [
            ...differs('files with a secret', secretsIn(files), []),
            ...differs('planted and not found', missed, []),
          ]),
          figure: `${files.size} files, ${PLANTED.length} of ${PLANTED.length - missed.length} planted secrets found, none of our own`,
        });
      }
      return runs;
    },
  },
  {
    id: 'F14',
    fault: 'Status set from the browser’s console',
    priority: 2,
    note: 'cannot be prevented: an LMS takes what any script on the page tells it, from every course there is. The course leaves such a status alone, adds no answers to it, and the report shows a pass without answers for what it is: a sign to ask, no proof.',
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.leave();
        place.kill();
        const forged: Record<string, string> =
          place.standard === 'scorm12'
            ? { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '100' }
            : { 'cmi.success_status': 'passed', 'cmi.completion_status': 'completed', 'cmi.score.raw': '100' };
        Object.assign(place.elements, forged);
        await desk.open();
        await desk.leave();
        const { records } = place.reported();
        return desk.run('', desk.mustBe('passed'), differs('records behind the pass', records, []));
      }),
  },
  {
    id: 'F15',
    fault: 'Right answers readable in the package',
    priority: 2,
    note: 'this keeps the curious out, not the determined: the course must know the answers to give feedback without a server. The ten checks after lessons count for nothing and are not folded.',
    run: async () => {
      const runs: Run[] = [];
      for (const { files, target, course } of await everyPackage()) {
        const script = read(files.get(`content.${course.language}.js`) ?? new Uint8Array());
        const page: { keepItConfidential?: Record<string, { id: string; nodes?: { id: string }[] }[]> } = {};
        runInNewContext(script, { globalThis: page });
        const { items, calls, scenes } = page.keepItConfidential ?? {};
        const graded = [...(items ?? []), ...(scenes ?? []), ...(calls ?? []).flatMap(({ nodes = [] }) => nodes)];
        const open = graded.filter((entry) => 'key' in entry).map(({ id }) => id);
        runs.push({
          ...checked(target.name, [
            ...differs('keys in plain text', open, []),
            ...(graded.length > 50 ? [] : [`only ${graded.length} graded questions were looked at`]),
          ]),
          figure: `${graded.length} graded questions, ${open.length} keys in plain text`,
        });
      }
      return runs;
    },
  },
  {
    id: 'F19',
    fault: 'A library that was swapped, or that runs a script when it is installed',
    priority: 2,
    run: async () => {
      const root = fileURLToPath(new URL('../../../', import.meta.url));
      const lock = JSON.parse(await readFile(`${root}package-lock.json`, 'utf8')) as {
        packages: Record<string, { integrity?: string; link?: boolean; resolved?: string; hasInstallScript?: boolean }>;
      };
      const project = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as Record<
        string,
        Record<string, string>
      >;
      const listed = Object.entries(lock.packages).filter(([path]) => path !== '');
      const bare = listed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path);
      const loose = Object.entries({ ...project['dependencies'], ...project['devDependencies'] })
        // An older version of a package may stand beside the newer one under a name of its own.
        .filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version))
        .map(([name]) => name);
      const foreign = (await everyPackage()).flatMap(({ files }) =>
        [...files].flatMap(([path, bytes]) =>
          path.endsWith('.html') && /<(script|link|img|iframe)[^>]+(src|href)=["']?(https?:)?\/\//i.test(read(bytes))
            ? [path]
            : [],
        ),
      );
      const installs = /--ignore-scripts/.test(await readFile(`${root}src/setup/install.mjs`, 'utf8'));
      return [
        {
          ...checked('', [
            ...differs('packages without a checksum', bare, []),
            ...differs('versions that are not exact', loose, []),
            ...differs('pages that load from elsewhere', foreign, []),
            ...(installs ? [] : ['install scripts are run']),
          ]),
          figure: `${listed.length} packages, all with checksums; ${Object.keys(project['dependencies'] ?? {}).length} reach the learner`,
        },
      ];
    },
  },
  {
    id: 'F20',
    fault: 'A package changed on its way to the LMS',
    priority: 2,
    run: async () => {
      const [first] = await everyPackage();
      if (!first) throw new Error('No package was built.');
      const whole = zip(first.files);
      const again = zip((await buildPackage(moduleDir('keep-it-confidential'), first.target)).files);
      const runs: Run[] = [checked('built twice', differs('same bytes', Buffer.from(whole).equals(again), true))];
      for (const path of ['course.js', 'index.html', first.target.manifestFile]) {
        const bytes = (first.files.get(path) ?? new Uint8Array()).slice();
        const at = bytes.length >> 1;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const { whole: same, problems } = await verify(zip(new Map([...first.files, [path, bytes]])));
        runs.push(checked(`one bit of ${path}`, same ? ['verify finds nothing'] : [], problems[0] ?? ''));
      }
      const { rebuilt } = await verify(whole);
      return [...runs, checked('as built', differs('built again', rebuilt, 'same'))];
    },
  },
];
