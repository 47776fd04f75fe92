import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/app/report-cli/run.ts';
import { textOf } from '../../../src/report/sort-files.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { toProgress, noProgress } from '../../../src/tracking/standalone/progress.ts';
import { lrsHost, type LrsHost } from '../../support/lrs-host.ts';
import { cohortOf, moodleExport, type Cohort } from '../../support/report-cohort.ts';

// `npm run report`, all but the process: its words, exit codes and files.

let cohort: Cohort;
let folder: string;
let host: LrsHost;
const lrs = new MemoryLrs();
let broken = false;
beforeAll(async () => {
  cohort = await cohortOf(4);
  host = await lrsHost('.', {
    handle: (request) => (broken ? { status: 403, headers: {}, body: '' } : lrs.handle(request)),
  });
}, 30_000);
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'report-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => host.close());

const at = (...names: string[]): string => join(folder, ...names);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};
async function cli(...words: string[]) {
  const told = { code: 0, out: '', err: '' };
  told.code = await run([...words, '--out', at('out')], {
    out: (text) => void (told.out += text),
    err: (text) => void (told.err += text),
  });
  return told;
}
const json = (told: { out: string }) => JSON.parse(told.out) as { read: number; learners: number; message: string; quality: { reason: string; count: number }[] }; // prettier-ignore
const lines = (from: number, to: number): string => cohort.statements.slice(from, to).map((s) => JSON.stringify(s)).join('\n'); // prettier-ignore
const written = (): string[] => {
  try {
    return readdirSync(at('out')).sort();
  } catch {
    return [];
  }
};
const ALL = ['answers', 'at-risk', 'calls', 'funnel', 'items', 'objectives', 'options', 'outcomes', 'red-flags', 'register']; // prettier-ignore

describe('npm run report', () => {
  it('reads files of every kind, one after the other, and writes ten tables and the audit sheet', async () => {
    const half = Math.floor(cohort.statements.length / 2);
    const words = ['--from', put('a.ndjson', lines(0, half)), '--roster', put('r.csv', cohort.roster), '--json'];
    const told = await cli(...words, '--from', put('b.ndjson.gz', gzipSync(lines(half, 9e9))));
    expect([told.code, json(told).read, json(told).learners]).toEqual([0, cohort.statements.length, 4]);
    expect(written()).toEqual([...ALL.map((name) => `${name}.csv`), 'audit.html'].sort());
    const audit = readFileSync(at('out', 'audit.html'), 'utf8');
    expect(audit).toContain('a.ndjson, b.ndjson.gz, r.csv');
    expect(audit).toContain('not a supervised examination');
  });

  it('keeps the form that somebody has filled in, says so, and writes an empty one anew', async () => {
    const words = ['--from', put('a.ndjson', lines(0, 9))];
    await cli(...words);
    const empty = readFileSync(at('out', 'outcomes.csv'), 'utf8');
    expect((await cli(...words)).err).not.toContain('outcomes.csv');
    const filled = `${empty}2026-11,Alder,240,3,1,,\r\n`;
    writeFileSync(at('out', 'outcomes.csv'), filled);
    expect((await cli(...words)).err).toContain('"outcomes.csv" was filled in and is kept as it is.');
    expect(readFileSync(at('out', 'outcomes.csv'), 'utf8')).toBe(filled);
    const sum = createHash('sha256').update(filled).digest('hex');
    expect(readFileSync(at('out', 'audit.html'), 'utf8')).toContain(sum);
  });

  it('reads a folder with an export, saved progress and a note, and says what it left out', async () => {
    put('moodle.txt', moodleExport(cohort.learners.slice(0, 2), cohort.course));
    put('amber.json', toProgress(cohort.course, { ...noProgress, records: cohort.learners[2]?.records ?? [] }));
    put('note.txt', 'Do not forget\nthe milk');
    const told = await cli('--from', folder, '--json');
    expect([told.code, json(told).learners]).toEqual([0, 3]);
    expect(json(told).quality).toContainEqual(expect.objectContaining({ reason: 'file-unknown', count: 1, example: 'note.txt' })); // prettier-ignore
    expect(told.err).toContain('"note.txt" is neither JSON nor a receipt');
  });

  it('reads packed exports and rosters as it reads statements', async () => {
    const told = await cli('--from', put('moodle.txt.gz', gzipSync(moodleExport(cohort.learners, cohort.course))), '--roster', put('r.csv.gz', gzipSync(cohort.roster)), '--json'); // prettier-ignore
    expect([told.code, told.err, json(told).learners]).toEqual([0, '', 4]);
    expect(json(told).quality.map(({ reason }) => reason)).not.toContain('not-json');
    expect(json(told).quality.map(({ reason }) => reason)).not.toContain('not-on-roster');
  });

  it('reads a roster that Excel has saved in the letters of Windows, as the page does', async () => {
    const ansi = Buffer.from('id;name;team\r\ndemo-001;Zoë;Café – 1\r\n'.replace('–', '\u0096'), 'latin1');
    const told = await cli('--from', put('a.ndjson', lines(0, 9e9)), '--roster', put('r.csv', ansi));
    expect([told.code, told.err]).toEqual([0, '']);
    expect(readFileSync(at('out', 'register.csv'), 'utf8')).toContain('"Zoë","Café – 1"');
    expect(await textOf(new Blob([ansi]))).toContain('Zoë;Café – 1');
    expect(await textOf(new Blob(['\uFEFFid,name\r\n1,Zoë – 1']))).toBe('id,name\r\n1,Zoë – 1');
  });

  it('names the files of a folder that it does not read', async () => {
    put('a.ndjson', lines(0, 9));
    put('interactions.xlsx', 'PK\u0003\u0004…');
    put('plan.docx', 'PK\u0003\u0004…');
    put('.hidden', 'x');
    put('picture.png', 'x');
    const told = await cli('--from', folder, '--json');
    expect(told.code).toBe(0);
    expect(told.err).toContain('"interactions.xlsx" is left out: it is a zip or a spreadsheet: save it as CSV first.');
    expect(told.err).toContain('"picture.png" is left out');
    expect(told.err).not.toContain('.hidden');
    expect(json(told).quality).toContainEqual(expect.objectContaining({ reason: 'file-unknown', count: 3, example: 'interactions.xlsx' })); // prettier-ignore
    expect((await cli('--from', folder)).out).toContain('3 × files that are neither statements');
  });

  it('follows the links of a folder, and names its folders and the links that lead nowhere', async () => {
    for (const name of ['elsewhere', 'term', join('term', 'spring')]) mkdirSync(at(name));
    symlinkSync(put(join('elsewhere', 'a.ndjson'), lines(0, 9)), at('term', 'a.ndjson'));
    symlinkSync(at('gone.ndjson'), at('term', 'gone.ndjson'));
    const told = await cli('--from', at('term'), '--json');
    expect([told.code, json(told).read]).toEqual([0, 9]);
    expect(told.err).toBe('"gone.ndjson" is left out: it leads to no file.\n"spring/" is left out: it is a folder of its own. Name it with --from as well.\n'); // prettier-ignore
  });

  it('leaves out what is older than the retention', async () => {
    const told = await cli('--from', put('a.ndjson', lines(0, 9e9)), '--retention-days', '1', '--json');
    expect(json(told).quality[0]).toMatchObject({ reason: 'too-old', count: cohort.statements.length });
  });

  it('picks up at a bookmark where the last run stopped, and keeps what it had when the store fails', async () => {
    const [first, second] = [cohort.statements.slice(0, 60), cohort.statements.slice(60)];
    for (const statement of first) lrs.tell(statement);
    const words = ['--from', host.endpoint, '--since', at('mark.json'), '--json'];
    const env = process.env['LRS_KEY'];
    process.env['LRS_KEY'] = 'reader:secret';
    try {
      const one = await cli(...words);
      expect([one.code, json(one).read]).toEqual([0, 60]);
      expect(one.err).toMatch(/60 statements read, \d+ a second/);
      // An auditor is told which store, not the last word of its address.
      expect(readFileSync(at('out', 'audit.html'), 'utf8')).toContain(new URL(host.endpoint).host);
      broken = true;
      const failed = await cli(...words);
      expect([failed.code, json(failed).message]).toEqual([1, 'The record store refuses this key: ask for one that may read all statements.']); // prettier-ignore
      broken = false;
      for (const statement of second) lrs.tell(statement);
      const two = await cli(...words);
      const unlike = (reason: string) => json(two).quality.find((each) => each.reason === reason)?.count ?? 0;
      expect(json(two).read - unlike('same-statement')).toBe(cohort.statements.length);
      expect(json(two).learners).toBe(4);
      expect(readFileSync(at('mark.json'), 'utf8')).toContain(host.endpoint);
    } finally {
      if (env === undefined) delete process.env['LRS_KEY'];
      else process.env['LRS_KEY'] = env;
    }
  });
});

describe('what cannot be read', () => {
  const cases: [string, () => string[], number, string][] = [
    ['no such file', () => ['--from', at('none.json')], 2, 'There is no file or folder'],
    ['an empty folder', () => ['--from', folder], 2, 'holds nothing to read'],
    ['a cut gzip file', () => ['--from', put('a.gz', gzipSync(lines(0, 99)).subarray(0, 500))], 1, '"a.gz" cannot be read: it is no whole gzip file'], // prettier-ignore
    ['a spreadsheet', () => ['--from', put('a.xlsx', 'PK\u0003\u0004…')], 1, '"a.xlsx" cannot be read: it is a zip or a spreadsheet: save it as CSV first.'], // prettier-ignore
    ['a folder with nothing but a spreadsheet', () => ['--from', (put('a.xlsx', 'PK\u0003\u0004…'), folder)], 2, 'holds nothing to read'], // prettier-ignore
    ['a table whose columns say nothing', () => ['--from', put('a.csv', 'x,y\n1,2')], 1, 'Say which column is “Learner id”'], // prettier-ignore
    ['a roster without ids', () => ['--from', put('a.json', '[]'), '--roster', put('r.csv', 'name\nA')], 1, 'no column with the learner'], // prettier-ignore
    ['a date that is none', () => ['--from', put('a.json', '[]'), '--since', put('s', 'soon')], 2, 'is no bookmark of this program'], // prettier-ignore
    ...['2026-1-31', '31.01.2026', '31/01/2026', '2026-13-01'].map((day): (typeof cases)[number] => [`the date ${day}`, () => ['--from', put('a.json', '[]'), '--since', day], 2, `--since takes a date such as 2026-01-31; "${day}" is none.`]), // prettier-ignore
    ['a spreadsheet for a roster', () => ['--from', put('a.json', '[]'), '--roster', put('r.xlsx', 'PK\u0003\u0004…')], 1, '"r.xlsx" cannot be read: it is a zip or a spreadsheet: save it as CSV first.'], // prettier-ignore
    ...[['--roster', 'r.csv'], ['--since', 'a.json'], ['--retention-days', '30']].map((words): (typeof cases)[number] => [`${words[0]} of nothing`, () => words, 2, `${words[0]} needs --from`]), // prettier-ignore
    ['a retention that is none', () => ['--from', put('a.json', '[]'), '--retention-days', '0'], 2, '--retention-days takes'], // prettier-ignore
    ['a store without https', () => ['--from', 'http://lrs.example/xapi'], 1, 'begins with https://'],
    ['an unknown word', () => ['--form', 'x'], 2, "unknown option '--form'"],
  ];

  it('says on request in JSON that JSON of nothing cannot be had', async () => {
    const told = await cli('--json');
    expect([told.code, json(told).message]).toEqual([2, '--json needs --from, which names what is to be read.']);
  });

  it.each(cases)('%s: one sentence, an exit code, and nothing written', async (_, words, code, sentence) => {
    const told = await cli(...words());
    expect([told.code, told.out]).toEqual([code, '']);
    expect(told.err).toContain(sentence);
    expect(told.err.trim().split('\n').length).toBeLessThan(3);
    expect(written()).toEqual([]);
  });
});
