import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { projectDir } from '../../src/package/project.ts';
import { realCourse } from '../support/real-course.ts';
import type { Bench, BenchTable } from './bench.ts';
import { writeStatements } from './report/statements-file.ts';

const UNTIL = Date.UTC(2026, 10, 23, 12);
const STATEMENTS = 1_000_000;
const LEARNERS = 25_000;
const REGISTER = 10_000;
/** What the report must hold: times the floor, and memory. */
const LIMITS = { floors: 3, megabytes: 1536, answer: 100 };

type Measured = Record<string, number>;

/** How fast the report reads, how much memory that takes, and how fast a long register answers. */
const bench: Bench = {
  name: 'report',
  run: async (say) => {
    const folder = await mkdtemp(join(tmpdir(), 'report-bench-'));
    try {
      const child = await buildChild();
      return [await reading(child, folder, say), await register(child, folder, say)];
    } finally {
      await rm(folder, { recursive: true, force: true });
      await rm(BUILT, { recursive: true, force: true });
    }
  },
};
export default bench;

async function reading(child: string, folder: string, say: (text: string) => void): Promise<BenchTable> {
  const path = join(folder, 'statements.ndjson');
  say(`Playing a cohort: ${LEARNERS} learners, ${STATEMENTS} statements…`);
  const bytes = await writeStatements(await realCourse(), path, { learners: LEARNERS, statements: STATEMENTS, until: UNTIL }); // prettier-ignore
  say(`${Math.round(bytes / 1e6)} MB written. Reading and parsing alone…`);
  const floor = await measure(child, 'floor', path);
  say('Folding…');
  const fold = await measure(child, 'fold', path);
  const seconds = (ms = 0): string => (ms / 1000).toFixed(1);
  const times = (name: string): number => (fold[name] ?? 0) / (floor[name.endsWith('cpu') ? 'read cpu' : 'read'] ?? 1);
  const row = (what: string, name: string, megabytes: number | string): (string | number)[] => {
    const cpu = `${name} cpu`;
    return [what, seconds(fold[name]), times(name).toFixed(1), seconds(fold[cpu]), times(cpu).toFixed(1), megabytes];
  };
  return {
    title: `Report: ${STATEMENTS.toLocaleString('en')} statements of ${LEARNERS.toLocaleString('en')} learners (${Math.round(bytes / 1e6)} MB of NDJSON)`, // prettier-ignore
    columns: ['What', 'Seconds', 'Times the floor', 'Processor seconds', 'Times the floor', 'Peak memory, MB'],
    rows: [
      [
        'Read and JSON.parse each line, nothing else (the floor)',
        seconds(floor['read']),
        '1.0',
        seconds(floor['read cpu']),
        '1.0',
        floor['megabytes'] ?? 0,
      ],
      row('Read into the fold', 'read', fold['read megabytes'] ?? 0),
      row('… and the report made of it', 'report', ''),
      row('… and the ten CSV files', 'tables', fold['megabytes'] ?? 0),
    ],
    notes: [
      verdict(`within ${LIMITS.floors} times the floor by the clock`, times('report') <= LIMITS.floors),
      verdict(`within ${LIMITS.floors} times the floor in processor time`, times('report cpu') <= LIMITS.floors),
      verdict(`under ${LIMITS.megabytes} MB`, (fold['megabytes'] ?? 0) < LIMITS.megabytes),
      `${fold['learners']} learners and ${fold['statements']} statements came back out.`,
    ],
  };
}

async function register(child: string, folder: string, say: (text: string) => void): Promise<BenchTable> {
  const path = join(folder, 'register.ndjson');
  say(`Playing a register: ${REGISTER} learners…`);
  await writeStatements(await realCourse(), path, { learners: REGISTER, statements: REGISTER * 40, until: UNTIL });
  const { learners = 0, ...measured } = await measure(child, 'register', path);
  const asks = Object.keys(measured).filter((name) => / /.test(name) && !/cpu$|megabytes/.test(name));
  const longest = (kind: string): number => Math.max(...asks.map((name) => measured[name + kind] ?? 0));
  return {
    title: `Report: a register of ${learners.toLocaleString('en')} learners, worked out in the worker`,
    columns: ['What people do', 'ms, the longest of five', 'Processor ms'],
    rows: asks.map((name) => [name, measured[name] ?? 0, measured[`${name} cpu`] ?? 0]),
    notes: [
      verdict(`each within ${LIMITS.answer} ms by the clock`, longest('') <= LIMITS.answer),
      verdict(`each within ${LIMITS.answer} ms of the processor`, longest(' cpu') <= LIMITS.answer),
    ],
  };
}

const verdict = (what: string, holds: boolean): string => `${holds ? 'Holds' : 'DOES NOT HOLD'}: ${what}.`;

/** Two folders below the project, as what is built into it is: from there it looks for the course. */
const BUILT = join(projectDir, 'dist', 'bench-report');

/** The child as plain JavaScript, which is what people run: a loader of TypeScript adds calls of its own, and its own memory. */
async function buildChild(): Promise<string> {
  await build({
    configFile: false,
    root: projectDir,
    logLevel: 'error',
    build: { ssr: join(projectDir, 'tests', 'bench', 'report', 'child.ts'), outDir: BUILT, target: 'node20' },
  });
  return join(BUILT, 'child.js');
}

async function measure(child: string, kind: string, path: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, kind, path, String(UNTIL)]);
  return JSON.parse(stdout) as Measured;
}
