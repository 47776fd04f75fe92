import { readdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { asMarkdown, type Bench } from './bench.ts';

// `npm run bench`: figures of how fast and how big, each measured on this machine. Words after it choose benches:
// `npm run bench -- report`. Run whole, it writes docs/bench.md. Nothing here is a test: other work on the machine
// makes every time longer.

const folder = new URL('.', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !['run.ts', 'bench.ts'].includes(file));
const all = await Promise.all(
  files.sort().map(async (file) => ((await import(new URL(file, folder).href)) as { default: Bench }).default),
);
const words = process.argv.slice(2);
const stranger = words.find((word) => !all.some(({ name }) => name === word));
if (stranger === undefined) await run();
else {
  process.stderr.write(`There is no bench "${stranger}". Known: ${all.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
}

async function run(): Promise<void> {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const texts: string[] = [];
  for (const bench of all.filter(({ name }) => words.length === 0 || words.includes(name))) {
    say(`== ${bench.name}`);
    for (const table of await bench.run(say)) {
      texts.push(asMarkdown(table));
      process.stdout.write(`\n${texts.at(-1)}\n`);
    }
  }
  if (words.length > 0) return;
  const [cpu] = cpus();
  const machine = `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${type()} ${release()}, Node ${process.version}`; // prettier-ignore
  const lead = `# Bench\n\nWritten by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. ${machine}. Times depend on the machine and on what else it does; the comparisons are of one run.\n`; // prettier-ignore
  await writeFile(new URL('../../docs/bench.md', folder), `${lead}\n${texts.join('\n')}`);
  say('Written to docs/bench.md.');
}
