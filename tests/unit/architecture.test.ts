import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Who may import whom, by folder of src/. A folder may always import itself. To change the house, change this table and say why. */
const MAY_IMPORT: Record<string, string[]> = {
  course: [],
  attempt: ['course'],
  tracking: ['attempt', 'course'],
  player: ['attempt', 'course', 'tracking'],
  package: ['attempt', 'course', 'player', 'report'],
  preview: ['course'],
  report: ['attempt', 'course', 'tracking'],
  setup: [],
  app: ['attempt', 'course', 'package', 'player', 'preview', 'report', 'tracking'],
};

/** Of tracking/, the player sees the port, the errors and the queue; never an adapter. */
const PLAYER_SEES = [
  'src/tracking/session.ts',
  'src/tracking/errors.ts',
  'src/tracking/queue.ts',
  'src/tracking/outbox.ts',
];

/** Build-time code of the course layer: what the learner gets may take types from it and nothing else. */
const AUTHORING = 'src/course/authoring/';

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts'));

const imports: Import[] = files.flatMap((from) =>
  [
    ...readFileSync(join(root, from), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\s+'(\.[^']+)'/g,
    ),
  ].map((m) => {
    const spec = m[2] ?? m[3] ?? '';
    const to = spec.startsWith('.') ? relative(root, resolve(root, dirname(from), spec)).replaceAll('\\', '/') : spec;
    return { from, to, typeOnly: m[1] !== undefined };
  }),
);
const folderOf = (file: string): string => file.split('/')[1] ?? '';
const ours = imports.filter((i) => i.to.startsWith('src/'));

describe('the house', () => {
  it('reads imports at all', () => expect(ours.length).toBeGreaterThan(150));

  it('has a line in the table for every folder', () => {
    expect([...new Set(files.map(folderOf))].sort()).toEqual(
      Object.keys(MAY_IMPORT)
        .filter((f) => f !== 'setup')
        .sort(),
    );
  });

  it('imports only along the arrows of the table', () => {
    const wrong = ours.filter(
      (i) => folderOf(i.from) !== folderOf(i.to) && !MAY_IMPORT[folderOf(i.from)]?.includes(folderOf(i.to)),
    );
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('lets the player see the port, never an adapter', () => {
    const wrong = ours.filter(
      (i) => folderOf(i.from) === 'player' && i.to.startsWith('src/tracking/') && !PLAYER_SEES.includes(i.to),
    );
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('lets the report see what reads each standard back, never a session', () => {
    const reads = /\/(from-cmi|from-statement|statement|vocabulary|progress|lrs)\.ts$/;
    const wrong = ours.filter(
      (i) => folderOf(i.from) === 'report' && i.to.startsWith('src/tracking/') && !reads.test(i.to),
    );
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('lets the builder see the words of the interface, never an element', () => {
    const wrong = ours.filter(
      (i) => folderOf(i.from) === 'package' && folderOf(i.to) === 'player' && !i.to.startsWith('src/player/locales/'),
    );
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('lets the builder share how the report writes and reads CSV, and nothing else of it', () => {
    const wrong = ours.filter(
      (i) => folderOf(i.from) === 'package' && folderOf(i.to) === 'report' && !i.to.startsWith('src/report/csv/'),
    );
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('keeps adapters apart: one standard never imports another', () => {
    const adapters = ['scorm12', 'scorm2004', 'xapi', 'cmi5', 'standalone'];
    const wrong = ours.filter(({ from, to }) => {
      const [a, b] = [from, to].map((f) => (f.startsWith('src/tracking/') ? f.split('/')[2] : undefined));
      const profile = a === 'cmi5' && b === 'xapi';
      return a !== b && adapters.includes(a ?? '') && adapters.includes(b ?? '') && !profile;
    });
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('ships no schema to the learner: from build-time code it takes types only', () => {
    const learner = ours.filter(
      (i) => ['course', 'attempt', 'tracking', 'player'].includes(folderOf(i.from)) && !i.from.startsWith(AUTHORING),
    );
    const wrong = learner.filter((i) => i.to.startsWith(AUTHORING) && !i.typeOnly);
    expect(wrong.map((i) => `${i.from} imports ${i.to}`)).toEqual([]);
  });

  it('ships no library but Lit to the learner, the xAPI client where it is spoken, and half a kilobyte to reach IndexedDB', () => {
    const learner = imports.filter(
      (i) => ['course', 'attempt', 'tracking', 'player'].includes(folderOf(i.from)) && !i.from.startsWith(AUTHORING),
    );
    const needs: Record<string, string> = {
      '@xapi/xapi': 'src/tracking/xapi/lrs.ts',
      'idb-keyval': 'src/tracking/outbox.ts',
    };
    const libraries = learner
      .filter((i) => !i.to.startsWith('src/') && !i.typeOnly && needs[i.to] !== i.from)
      .map((i) => i.to.split('/')[0]);
    expect([...new Set(libraries)]).toEqual(['lit']);
  });

  it('keeps clocks and chance out of the engine', () => {
    const wrong = files
      .filter((f) => ['course', 'attempt'].includes(folderOf(f)))
      .filter((f) => /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)/.test(readFileSync(join(root, f), 'utf8')));
    expect(wrong).toEqual([]);
  });
});
