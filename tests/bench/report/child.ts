import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Fold } from '../../../src/report/fold.ts';
import { pick, type RowQuery } from '../../../src/report/pages/pick.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { readStream } from '../../../src/report/sources/read-stream.ts';
import { register } from '../../../src/report/tables/register.ts';
import { tableChunks } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { realCourse } from '../../support/real-course.ts';

// One measurement in a process of its own, so that its memory is its own: `child.ts <floor|fold|register> <file> <now>`.

const [kind = '', path = '', now = '0'] = process.argv.slice(2);
const MB = 1 << 20;
const measured: Record<string, number> = {};
/** Wall time, and the processor's: the one that other work on the machine makes no longer. */
const mark = (name: string, since: Since): void => {
  const { user, system } = process.cpuUsage(since.cpu);
  measured[name] = Math.round(performance.now() - since.wall);
  measured[`${name} cpu`] = Math.round((user + system) / 1000);
};
interface Since {
  wall: number;
  cpu: NodeJS.CpuUsage;
}
const begin = (): Since => ({ wall: performance.now(), cpu: process.cpuUsage() });
const bytes = () => createReadStream(path, { highWaterMark: MB });

if (kind === 'floor') await floor();
else {
  const scope = await fold();
  if (kind === 'register') askRegister(scope);
}
measured['megabytes'] = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify(measured));

/** The least anybody has to do: read, decode, cut into lines, JSON.parse. */
async function floor(): Promise<void> {
  const start = begin();
  const decoder = new TextDecoder();
  let rest = '';
  let statements = 0;
  for await (const chunk of bytes()) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (typeof JSON.parse(line) === 'object') statements += 1;
  }
  measured['statements'] = statements;
  mark('read', start);
}

async function fold(): Promise<Scope> {
  const course = await realCourse();
  const start = begin();
  const whole = new Fold(course, Number(now));
  await readStream(Readable.toWeb(bytes()) as ReadableStream<Uint8Array>, { take: (piece) => whole.take(piece) });
  mark('read', start);
  measured['read megabytes'] = Math.round(process.resourceUsage().maxRSS / 1024);
  const scope = scopeOf(whole.report());
  mark('report', start);
  if (kind === 'fold')
    for (const table of tables)
      for (const chunk of tableChunks(table, scope))
        measured['csv bytes'] = (measured['csv bytes'] ?? 0) + chunk.length;
  mark('tables', start);
  measured['statements'] = scope.read;
  measured['learners'] = scope.learners.length;
  return scope;
}

/** What each thing people do with the register costs, the longest of five; ms by the clock, and of the processor. */
function askRegister(scope: Scope): void {
  const rows = register.rows(scope);
  const columns = register.columns.map((key) => ({ key, title: key }));
  const all: RowQuery = { search: '', sort: '', descending: false, from: 0, count: 50 };
  const asks: Record<string, RowQuery> = {
    'sort by score': { ...all, sort: 'score', descending: true },
    'sort by name': { ...all, sort: 'learner_name' },
    'search for a name': { ...all, search: 'heron' },
    'search, then sort by completion': { ...all, search: 'learner-1', sort: 'completed_at' },
    'scroll to the end': { ...all, from: rows.length - 50 },
  };
  for (const [name, query] of Object.entries(asks)) {
    const times = [1, 2, 3, 4, 5].map(() => {
      // A copy each time: what was found before is remembered by the list it was found in.
      const copy = [...rows];
      const start = begin();
      pick({ rows: copy, columns }, query);
      const { user, system } = process.cpuUsage(start.cpu);
      return { wall: performance.now() - start.wall, cpu: (user + system) / 1000 };
    });
    measured[name] = Math.round(Math.max(...times.map(({ wall }) => wall)) * 10) / 10;
    measured[`${name} cpu`] = Math.round(Math.max(...times.map(({ cpu }) => cpu)) * 10) / 10;
  }
}
