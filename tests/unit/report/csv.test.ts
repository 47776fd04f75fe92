import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/report/csv/parse-csv.ts';
import { csvLine, csvText, safeCell } from '../../../src/report/csv/write-csv.ts';

describe('a cell that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\u0000=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
    '%0A=1',
    "|cmd '/C calc'!A1",
    '-2+3+cmd|calc!A0',
    '\nplain',
    '\tplain',
  ])('stays text: %j', (text) => expect(safeCell(text)).toBe(`'${text}`));

  it.each(['Amber Heron', '2026-11-23', 'a=b', "O'Neil", '1-2', '', 'KP01-Q1', '5 %'])(
    'is left alone when it is none: %j',
    (text) => expect(safeCell(text)).toBe(text),
  );

  it('is told by its first visible sign, whatever hides in front of it', () => {
    const hidden = [
      ' ',
      '\t',
      '\r',
      '\n',
      '\u0000',
      '\u001f',
      '\u00a0',
      '\u200b',
      '\u200e',
      '\u2060',
      '\ufeff',
      '\u3000',
    ];
    const signs = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'];
    const front = fc.array(fc.constantFrom(...hidden), { maxLength: 4 }).map((list) => list.join(''));
    const first = fc.oneof(fc.constantFrom(...signs), fc.constantFrom('a', '7', '(', "'", 'ü', '漢', '"', ';'));
    fc.assert(
      fc.property(front, first, fc.string(), (before, sign, rest) => {
        const cell = before + sign + rest;
        const runs = signs.includes(sign) || ['\t', '\r', '\n'].includes(cell.charAt(0));
        expect(safeCell(cell)).toBe(runs ? `'${cell}` : cell);
        // However it is read back, a field begins with what is safe.
        expect(parseCsv(`x\r\n${csvLine(['-', cell])}`).at(-1)?.[0]).toBe("'-");
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves numbers numbers, also below zero, and unknown ones empty', () => {
    expect([-1.5, 0, 0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, null, true].map(safeCell)).toEqual([
      '-1.5',
      '0',
      '0.3',
      '',
      '',
      '',
      'true',
    ]);
  });
});

describe('a CSV file', () => {
  it('begins with a byte order mark, quotes every field and ends lines as RFC 4180 says', () => {
    expect(csvText(['a', 'b'], [['x "y"', 1], ['', null]])).toBe('\uFEFF"a","b"\r\n"x ""y""","1"\r\n"",""\r\n'); // prettier-ignore
  });

  it('is read back as it was', () => {
    const cells = ['plain', 'with, comma', 'with "quotes"', 'two\nlines', 'ünï'];
    expect(parseCsv(`\uFEFF${csvLine(cells)}${csvLine(cells)}`)).toEqual([cells, cells]);
  });

  it('is read with semicolons and tabs, and without its empty lines', () => {
    expect(parseCsv('id;name\n1;"a;b"\n\n')).toEqual([
      ['id', 'name'],
      ['1', 'a;b'],
    ]);
    expect(parseCsv('id\tname\r\n1\ta,b')).toEqual([
      ['id', 'name'],
      ['1', 'a,b'],
    ]);
    expect(parseCsv('')).toEqual([]);
  });
});
