import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ALL } from '../../../src/report/filters.ts';
import { readPlace, writePlace } from '../../../src/report/page/address.ts';
import { columnGroups } from '../../../src/report/page/column-groups.ts';
import { FLOW_HEIGHT, FLOW_WIDTH, layFlow } from '../../../src/report/page/flow-layout.ts';
import { pick } from '../../../src/report/pages/pick.ts';
import type { FlowStop } from '../../../src/report/pages/view.ts';
import { sortFile, sortFiles } from '../../../src/report/sort-files.ts';
import { zipFile } from '../../../src/report/zip-file.ts';

describe('an address', () => {
  it('says where we are and nothing else, and is read back', () => {
    const place = {
      page: 'register',
      filters: { ...ALL, team: 'Team & Co' },
      learner: 0,
      show: 'missing',
      names: 'hidden' as const,
    };
    expect(writePlace(place)).toBe('#register?team=Team+%26+Co&show=missing&names=hidden');
    expect(readPlace(writePlace(place))).toEqual(place);
  });

  it('of nowhere is that of the overview', () => {
    const place = { page: 'overview', filters: ALL, learner: 0, show: '', names: 'shown' };
    for (const hash of ['', '#nowhere', '#__proto__', '#overview?learner=-3&names=other'])
      expect(readPlace(hash)).toEqual(place);
  });
});

describe('many files', () => {
  it('are looked at one after the other', async () => {
    const opened: string[] = [];
    const watched = (name: string) => {
      const file = new Blob(['id,name\n1,A']);
      const stream = file.stream.bind(file);
      return { name, file: Object.assign(file, { stream: () => (opened.push(name), stream()) }) };
    };
    expect((await sortFiles([watched('a'), watched('b')])).map(({ kind }) => kind)).toEqual(['roster', 'roster']);
    // The start of a file is read for what it is, then all of it.
    expect(opened).toEqual(['a', 'a', 'b', 'b']);
  });
});

describe('rows of a table', () => {
  const columns = [{ key: 'name', title: 'Name' }, { key: 'score', title: 'Score' }]; // prettier-ignore
  const rows = [{ name: 'Cy', score: 3 }, { name: 'Ann', score: null, hash: 'cy' }, { name: 'Bo', score: 12 }]; // prettier-ignore
  const asked = (query: object) =>
    pick({ rows, columns }, { search: '', sort: '', descending: false, from: 0, count: 9, ...query });

  it('are sorted by number, unknown ones last both ways', () => {
    expect(asked({ sort: 'score' }).rows.map(({ name }) => name)).toEqual(['Cy', 'Bo', 'Ann']);
    expect(asked({ sort: 'score', descending: true }).rows.map(({ name }) => name)).toEqual(['Bo', 'Cy', 'Ann']);
  });

  it('are searched by what is shown, and cut with their number told', () => {
    expect(asked({ search: ' CY ' })).toEqual({ rows: [rows[0]], total: 1 });
    expect(asked({ from: 1, count: 1 })).toEqual({ rows: [rows[1]], total: 3 });
  });
});

describe('the drawing of a call', () => {
  const stop = (id: string, n: number, kind: FlowStop['kind'] = 'moment'): FlowStop => ({ id, title: '', n, kind });
  const stops = [stop('N1', 10), stop('R1', 4, 'recovery'), stop('N2', 10), stop('good', 6, 'good'), stop('harm', 4, 'harm')]; // prettier-ignore
  const ways = [
    { from: 'N1', to: 'N2', n: 6, quality: 'best' },
    { from: 'N1', to: 'R1', n: 4, quality: 'critical' },
    { from: 'R1', to: 'N2', n: 4, quality: 'best' },
    { from: 'N2', to: 'good', n: 6, quality: 'best' },
    { from: 'N2', to: 'harm', n: 4, quality: 'critical' },
  ];

  it('goes from left to right, with chances to put things right below, as broad as many took it', () => {
    const drawn = layFlow({ stops, ways });
    const at = (id: string) => drawn.stops.find((each) => each.id === id);
    const x = ['N1', 'R1', 'N2', 'good'].map((id) => at(id)?.x ?? -1);
    expect([...x].sort((a, b) => a - b)).toEqual(x);
    expect(at('good')?.x).toBe(at('harm')?.x);
    expect(at('R1')?.y ?? 0).toBeGreaterThan((at('N1')?.y ?? 0) + (at('N1')?.height ?? 0));
    expect((at('R1')?.height ?? 0) / (at('N1')?.height ?? 1)).toBeCloseTo(0.4);
    for (const { x: left, y, height } of drawn.stops) {
      expect(left).toBeLessThan(FLOW_WIDTH);
      expect(y + height).toBeLessThanOrEqual(FLOW_HEIGHT);
    }
  });

  it('ends, also where ways lead back', () => {
    const back = [...ways, { from: 'N2', to: 'N1', n: 1, quality: 'ok' }];
    expect(layFlow({ stops, ways: back }).ways).toHaveLength(6);
  });

  it('of a call nobody played is empty', () => {
    expect(layFlow({ stops: [stop('good', 0, 'good')], ways: [] })).toEqual({ stops: [], ways: [] });
  });
});

describe('columns of an export', () => {
  it('that differ by a number are one', () => {
    const header = ['Name', 'Response 1', 'Result 1', 'Response 2', 'Result 2'];
    const groups = columnGroups({ header, sample: [['Ann', 'a', 'correct', 'b', 'wrong']] });
    expect(groups.map(({ title, columns }) => [title, columns])).toEqual([
      ['Name', [0]],
      ['Response 1 … Response 2', [1, 3]],
      ['Result 1 … Result 2', [2, 4]],
    ]);
    expect(groups[1]?.samples).toEqual(['a']);
  });
});

describe('a file', () => {
  const sorted = (text: string, name = 'file') => sortFile({ name, file: new Blob([text]) });

  it.each([
    ['[{"id":1}]', 'statements'],
    ['\uFEFF  {"id":1}', 'statements'],
    ['id,name\n7,Ann', 'roster'],
    ['Username;Question;Response\nann;KP01-Q1;a', 'table'],
    ['PK\u0003\u0004', 'unknown'],
    ['', 'unknown'],
    ['a letter', 'unknown'],
  ])('%j is %s by what stands in it, whatever its name', async (text, kind) => {
    expect((await sorted(text, 'export.csv')).kind).toBe(kind);
  });

  it('gzipped is what it holds', async () => {
    const packed = await new Response(new Blob(['{"a":1}']).stream().pipeThrough(new CompressionStream('gzip'))).blob();
    expect((await sortFile({ name: 'x', file: packed })).kind).toBe('statements');
  });
});

describe('a zip', () => {
  it('is read by somebody else’s program', async () => {
    const files = [
      { name: 'a.txt', bytes: new TextEncoder().encode('x'.repeat(5000)) },
      { name: 'ä/b.txt', bytes: new Uint8Array() },
    ];
    const unzipped = unzipSync(await zipFile(files));
    expect(Object.keys(unzipped)).toEqual(['a.txt', 'ä/b.txt']);
    expect(new TextDecoder().decode(unzipped['a.txt'])).toBe('x'.repeat(5000));
  });
});
