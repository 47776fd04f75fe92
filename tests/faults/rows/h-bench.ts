import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checked, type Row, type Run } from '../fault.ts';
import { guards, type Guard } from '../guards.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const COPIED = [
  'src',
  'tests',
  'modules',
  'manifest',
  'docs',
  'LICENSE',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
];
const LONGEST_MS = 120_000;
/** Files of rows that need no browser, and some that do. Others have ids in common with them, and take minutes. */
const QUICK =
  /^(a-scorm-calls|a-scorm-status|a-visits|b-visits|c-clock|c-answers|c-line|c-state|d-devices|e-saved-text|e-values|f-page|g-shared-pc|g-storage|g-visits|h-browser|net|stories)\.ts$/;

/** A copy of the project to break things in; the libraries are shared, and only read. */
export async function copyOfProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  for (const name of COPIED) await cp(join(root, name), join(folder, name), { recursive: true });
  const rows = join(folder, 'tests/faults/rows');
  for (const name of await readdir(rows)) if (!QUICK.test(name)) await rm(join(rows, name));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs a row in the copy with one guard taken off; gives what is wrong: nothing when the row went red. */
export async function without({ guard, row, file, from, to }: Guard, folder: string): Promise<Run> {
  process.stderr.write(`\n    without ${guard}: ${row}`);
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  const found = text.split(from).length - 1;
  if (found !== 1) return checked(guard, [`stands ${found} times in ${file}: the guard has moved, look it up again`]);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
  try {
    const { code, problems } = await runRow(folder, row);
    const wrong = code !== 0 && problems > 0 ? [] : [`row ${row} does not notice that it is gone (exit code ${code})`];
    return { ...checked(guard, wrong), figure: `row ${row} went red, ${problems} problems` };
  } finally {
    await writeFile(path, text);
  }
}

/** A row on the command line of the copy: its exit code, and how many problems it names. */
function runRow(folder: string, row: string): Promise<{ code: number; problems: number }> {
  return new Promise((resolve) => {
    const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'tests/faults/run.ts', row, '--json'];
    const options = { cwd: folder, timeout: LONGEST_MS, maxBuffer: 64 << 20 };
    execFile(process.execPath, args, options, (error, stdout) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
      resolve({ code, problems: problemsIn(stdout) });
    });
  });
}

function problemsIn(stdout: string): number {
  try {
    const results = JSON.parse(stdout) as { problems: string[] }[];
    return results.reduce((sum, { problems }) => sum + problems.length, 0);
  } catch {
    return 0; // It broke before it could tell: that proves nothing about the guard.
  }
}

export const rows: Row[] = [
  {
    id: 'H06',
    fault: 'Each guard taken off, one after the other: its row must go red',
    priority: 1,
    note: 'breaks a copy of the project, not the project. A row that is red with everything in place would prove nothing, so the rows run whole first.',
    run: async () => {
      const folder = await copyOfProject();
      try {
        const red: string[] = [];
        for (const row of new Set(guards.map((each) => each.row))) {
          if ((await runRow(folder, row)).code !== 0) red.push(`row ${row} is red with every guard in place`);
        }
        const runs: Run[] = [checked('every guard in place', red)];
        for (const guard of guards) runs.push(await without(guard, folder));
        return runs;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];
