import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { csvText } from '../../src/report/csv/write-csv.ts';
import type { Bench } from './bench.ts';

const SIGNS = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'];
const HIDING = ['', ' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\u2060', '\ufeff', '\u3000', '"', "'"];
const BODIES = [
  '1+1',
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://else.example","x")',
  'DDE("cmd","/C calc","x")',
];

/** Opens what the report writes in a real spreadsheet program, and counts the cells it takes for formulas. */
const bench: Bench = {
  name: 'spreadsheet',
  run: async (say) => {
    const texts = SIGNS.flatMap((sign) => HIDING.flatMap((hiding) => BODIES.map((body) => hiding + sign + body)));
    const rows = [
      [
        'a file of ours',
        csvText(
          ['cell', 'number'],
          texts.map((text, n) => [text, n - 5]),
        ),
      ],
      ['the same without our rule (so we know the program would run them)', texts.map((text) => `"${text.replaceAll('"', '""')}"`).join('\r\n')], // prettier-ignore
    ] as const;
    say(`Opening ${texts.length} nasty cells in LibreOffice…`);
    const counted = await Promise.all(rows.map(async ([name, csv]) => [name, await formulasIn(csv)] as const));
    const isHere = counted.every(([, formulas]) => formulas !== null);
    return [
      {
        title: 'Report: cells that a spreadsheet takes for formulas',
        columns: ['File', 'Cells', 'Formulas'],
        rows: counted.map(([name, formulas]) => [name, texts.length, formulas ?? 'not measured']),
        notes: isHere
          ? [`${counted[0]?.[1] === 0 ? 'Holds' : 'DOES NOT HOLD'}: no cell of ours is run.`]
          : ['NOT MEASURED: there is no LibreOffice (soffice) on this machine. The rule itself is held by npm test.'],
      },
    ];
  },
};
export default bench;

/** How many formula cells the program sees; null where there is no such program. */
async function formulasIn(csv: string): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), 'report-cells-'));
  try {
    await writeFile(join(folder, 'cells.csv'), csv);
    // Comma, double quote, UTF-8; and “evaluate formulas” on, as a careless reader has it.
    const filter = 'CSV:44,34,76,1,,0,false,true,false,false,false,-1,true';
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    await promisify(execFile)('soffice', [profile, '--headless', `--infilter=${filter}`, '--convert-to', 'fods', '--outdir', folder, join(folder, 'cells.csv')]); // prettier-ignore
    return (await readFile(join(folder, 'cells.fods'), 'utf8')).split('table:formula=').length - 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall?.startsWith('spawn')) return null; // prettier-ignore
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
