import { describe, expect, it } from 'vitest';
import { callsPage } from '../../../src/report/pages/calls-page.ts';
import { itemsPage } from '../../../src/report/pages/items-page.ts';
import { objectivesPage } from '../../../src/report/pages/objectives-page.ts';
import { overview } from '../../../src/report/pages/overview.ts';
import { pages } from '../../../src/report/pages/pages.ts';
import { emptyText, shownCsv, type Block, type TableBlock, type View } from '../../../src/report/pages/view.ts';
import { calls } from '../../../src/report/tables/calls.ts';
import { register } from '../../../src/report/tables/register.ts';
import { answered, begun, callEnded, complete, course, crowd, ended, reportOf, right, wrong } from '../../support/report-by-hand.ts'; // prettier-ignore

const nowhere = { learner: 0, show: '' };
const tablesOf = ({ blocks }: { blocks: readonly Block[] }): TableBlock[] => blocks.filter((block) => block.kind === 'table'); // prettier-ignore
const table = (view: View, id: string): TableBlock => {
  const found = tablesOf(view).find((block) => block.id === id);
  if (!found) throw new Error(`There is no table "${id}".`);
  return found;
};
const text = (view: View, id: string, row: number, key: string): string => {
  const { columns, rows } = table(view, id);
  const [column, cells] = [columns.find((each) => each.key === key), rows[row]];
  return column && cells ? emptyText(column, cells) : 'no such cell';
};
const figure = (view: View, label: string) => view.figures.find((each) => each.label === label);

describe('a cell of too few', () => {
  it('says how many there are', () => {
    const column = { key: 'rate', title: 'Rate', few: { n: 'n', least: 10 } };
    expect(emptyText(column, { rate: null, n: 9 })).toBe('too few (n = 9)');
    expect(emptyText(column, { rate: null, n: 0 })).toBe('not in this data');
    expect(emptyText({ ...column, empty: '–' }, { rate: null, n: 10 })).toBe('–');
    expect(emptyText({ key: 'a', title: 'A' }, { a: null, n: 3 })).toBe('not in this data');
  });

  it('does so on every page', () => {
    const scope = reportOf(
      crowd(3, (id) => complete(id)),
      'id,team\np001,Alder\np002,Alder\np003,Birch',
    );
    for (const [name, page] of Object.entries(pages))
      for (const block of tablesOf(page(scope, nowhere)))
        for (const { key, empty } of block.columns) expect({ name, key, empty }).not.toMatchObject({ empty: 'too few' }); // prettier-ignore
    expect(text(overview(scope), 'teams', 0, 'first')).toBe('too few (n = 2)');
    expect(text(itemsPage(scope, nowhere), 'items', 0, 'facility')).toBe('too few (n = 3)');
    expect(text(itemsPage(scope, nowhere), 'items', 0, 'sure_wrong_rate')).toBe('not in this data');
    const one = reportOf(crowd(3, (id) => begun(id, { records: [right(), answered('KP01-Q2', ['address'])] })), 'id,team\np001,Alder\np002,Alder\np003,Birch'); // prettier-ignore
    expect(text(objectivesPage(one, nowhere), 'objectives', 0, 'rate')).toBe('too few (n = 3)');
    expect(text(objectivesPage(one, nowhere), 'objectives', 0, 'team Alder')).toBe('too few (n = 2)');
  });
});

describe('key points by team', () => {
  // Five of Alder: four have both right (2 of 2 points), one has one of two.
  const scope = reportOf(
    crowd(5, (id, n) => begun(id, { records: [right(), answered('KP01-Q2', n < 4 ? ['address', 'name'] : ['slogan'])] })), // prettier-ignore
    `id,team\n${[1, 2, 3, 4, 5].map((n) => `p00${n},Alder`).join('\n')}`,
  );

  it('carry the mean and how many in each cell', () => {
    const { columns, rows } = table(objectivesPage(scope, nowhere), 'objectives');
    const column = columns.find(({ key }) => key === 'team Alder');
    const mean = 90; // (4 × 1 + ½) ÷ 5
    expect(rows[0]?.['team Alder']).toBe(0.8);
    expect(rows[0]?.[column?.beside ?? '']).toBe(`mean ${mean} %, n = 5`);
  });

  it('lead to the lesson and the fix', () => {
    const { rows } = table(objectivesPage(scope, nowhere), 'objectives');
    expect(rows[0]?.show).toBe('KP01');
    const shown = objectivesPage(scope, { show: 'KP01' }).blocks.find((block) => block.kind === 'text');
    expect(shown?.kind === 'text' && shown.lines.join(' ')).toContain('Stop and ask who could be hurt.');
    expect(objectivesPage(scope, nowhere).blocks.some((block) => block.kind === 'text')).toBe(false);
  });
});

describe('figures of calls', () => {
  // CALL1 is first, so that the rule is offered at both of its moments; 3 of 12 ask at the first, none at the second.
  const run = (id: string, n: number) =>
    begun(id, {
      records: [
        answered('CALL1.N1', ['offer-route'], { helped: n < 3, quality: 'best' }),
        answered('CALL1.N2', ['offer-route'], { helped: false, quality: 'best', at: Date.UTC(2026, 10, 1, 11) }),
        callEnded({ at: Date.UTC(2026, 10, 1, 12), ...(n < 6 ? { ending: 'harm', criticals: 1, recovered: 0, score: 0.5 } : {}) }), // prettier-ignore
      ],
    });

  it('say how often the rule was asked for where it was offered', () => {
    const scope = reportOf(crowd(12, run));
    expect(calls.rows(scope).map((row) => [row.node_id, row.help_offered, row.help_rate])).toEqual([[null, 24, 0.125], ['CALL1.N1', 12, 0.25], ['CALL1.N2', 12, 0]]); // prettier-ignore
    expect(table(callsPage(scope, nowhere), 'nodes').rows.map((row) => row['help'])).toEqual([0.25, 0]);
  });

  it('make no share of fewer than ten', () => {
    const few = callsPage(reportOf(crowd(9, run)), nowhere);
    expect(table(few, 'endings').rows[0]).toMatchObject({ good: null, mixed: null, harm: null, n: 9 });
    expect(text(few, 'endings', 0, 'harm')).toBe('too few (n = 9)');
    expect(table(few, 'nodes').rows[0]).toMatchObject({ best: null, critical: null });
    expect(text(few, 'nodes', 0, 'critical')).toBe('too few (n = 9)');
    expect(text(few, 'nodes', 0, 'help')).toBe('too few (n = 9)');
    expect(few.lead).not.toContain('Most often ends in harm');
  });

  it('stand on the page: mastery, critical, put right, help', () => {
    const view = callsPage(reportOf(crowd(12, run)), nowhere);
    expect(['Calls mastered', 'Calls with a critical choice', 'Mistakes put right', 'Asked for the rule'].map((label) => figure(view, label)?.value)).toEqual(['50 %', '50 %', '0 %', '13 %']); // prettier-ignore
  });
});

describe('figures of questions', () => {
  it('stand on the page: sure but wrong, calibration, consistency', () => {
    const scope = reportOf(crowd(20, (id, n) => begun(id, { records: [n < 5 ? wrong({ sure: true }) : right({ sure: n < 15 }), ended(n >= 5)] }))); // prettier-ignore
    const view = itemsPage(scope, nowhere);
    // 15 are sure, 5 of them wrong; 15 of 20 sure, 15 of 20 right.
    expect(figure(view, 'Sure but wrong')).toMatchObject({ value: '33 %' });
    expect(figure(view, 'Over-confident')).toMatchObject({ value: '0', note: 'n = 20 answers with a confidence' });
    expect(figure(view, 'Decision consistency')?.value).toBe('not in this data');
  });
});

describe('the two questions at the end', () => {
  it('are summed up, the latest answer of each person', () => {
    const said = (option: string, at = '2026-11-05') =>
      ({ ...right({ round: 0 }), interaction: 'CLOSE1', part: 'closing', type: 'likert', response: [option], pattern: [], choices: ['no', 'yes'], weight: 0, objectives: [], at: Date.parse(at) }) as ReturnType<typeof right>; // prettier-ignore
    const scope = reportOf([
      ...crowd(5, (id) => complete(id, { records: [right(), ended(true), said('yes')] })),
      complete('x', { records: [right(), ended(true), said('yes', '2026-11-04'), said('no')] }),
    ]);
    const { rows } = table(overview(scope), 'closing');
    expect(rows).toMatchObject([
      { question: 'Was this useful for your calls?', answer: 'Yes', n: 5, share: 5 / 6, of: 6 },
      { question: 'Was this useful for your calls?', answer: 'No', n: 1, share: 1 / 6, of: 6 },
    ]);
    expect(course.closing.length).toBe(1);
  });
});

describe('the table of a page as a file', () => {
  it('has what the page shows, texts that look like formulas made harmless', () => {
    const columns = [{ key: 'team', title: 'Team' }, { key: 'n', title: 'People' }]; // prettier-ignore
    expect(
      shownCsv({ columns }, [
        { team: '=1+1', n: 2, hidden: 'x' },
        { team: null, n: 0.5 },
      ]),
    ).toBe('\uFEFF"schema","team","n"\r\n"1.1","\'=1+1","2"\r\n"1.1","","0.5"\r\n');
  });
});

describe('the register', () => {
  it('claims no variant that nobody tells', () => {
    expect(register.rows(reportOf([complete('ann')])).map((row) => row.variant)).toEqual([null]);
  });
});
