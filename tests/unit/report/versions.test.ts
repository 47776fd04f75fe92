import { describe, expect, it } from 'vitest';
import { changedPage } from '../../../src/report/pages/changed-page.ts';
import { recordPage } from '../../../src/report/pages/record-page.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { calls } from '../../../src/report/tables/calls.ts';
import { itemStats } from '../../../src/report/tables/item-stats.ts';
import { items } from '../../../src/report/tables/items.ts';
import { answers } from '../../../src/report/tables/answers.ts';
import { objectives } from '../../../src/report/tables/objectives.ts';
import type { ReportedAttempt } from '../../../src/report/reported-attempt.ts';
import { answered, begun, callEnded, complete, crowd, ended, reportOf, right, wrong } from '../../support/report-by-hand.ts'; // prettier-ignore

/** A question asked with another option than the course has now. */
const OTHER = { content: '1.0.1', choices: ['ask-around', 'never-say', 'shout'] };
const sat = (id: string, passed: boolean, content: string, sure = true): ReportedAttempt =>
  complete(id, {
    ...(passed ? {} : { completion: 'incomplete', success: 'unknown' }),
    records: [(passed ? right : wrong)({ content, sure }), ended(passed, { content }), callEnded({ content, ending: passed ? 'good' : 'harm', criticals: passed ? 0 : 1 })], // prettier-ignore
  });

describe('another major version of the course', () => {
  // 12 passed in this one; 20 failed in the one before, sure of themselves, with harm in the call.
  const scope = reportOf([...crowd(12, (id) => sat(id, true, '1.0.0')), ...crowd(20, (id) => sat(id, false, '0.9.0'), 'old')]); // prettier-ignore

  it('shares no pass rate, no confidence and no call figure', () => {
    expect(summaryOf(scope)).toMatchObject({
      submitted: 12,
      firstPassRate: 1,
      anyPassRate: 1,
      sureWrongRate: 0,
      criticalRate: 0,
      callMastery: 1,
    });
  });

  it('shares no row of the calls', () => {
    expect(calls.rows(scope).map((row) => [row.call_id, row.n, row.ending_good, row.ending_harm])).toEqual([['CALL1', 12, 12, 0]]); // prettier-ignore
  });

  it('gives no points on key points', () => {
    expect(new Set(objectives.rows(scope).map((row) => String(row.learner_id).slice(0, 1)))).toEqual(new Set(['p']));
    expect(objectives.rows(scope).length).toBe(12 * 3);
  });

  it('still has a record, which says why it has no key points', () => {
    const at = scope.learners.findIndex(({ id }) => id === 'old001');
    const kp = recordPage(scope, { learner: at }).blocks.find((block) => block.kind === 'table' && block.id === 'kp');
    expect(kp).toMatchObject({ rows: [], note: expect.stringContaining('another version') as string });
  });

  it('stands beside this one on the page that compares them', () => {
    const { blocks, figures } = changedPage(scope);
    expect(figures.map(({ label, value }) => [label, value])).toEqual([['Passed first time, 0.9.0', '0 %'], ['Passed first time, 1.0.0', '100 %']]); // prettier-ignore
    const table = blocks.find((block) => block.kind === 'table');
    expect(table?.kind === 'table' && table.rows.map((row) => [row['item'], row['older'], row['nOlder'], row['nNewer']])).toEqual([['KP01-Q1', 0, 20, 12]]); // prettier-ignore
  });
});

describe('another version of a question', () => {
  const asked = (id: string, n: number): ReportedAttempt =>
    begun(id, { records: [n < 20 ? wrong({ ...OTHER, sure: true }) : right({ content: n < 40 ? '1.0.0' : '1.0.2', sure: true })] }); // prettier-ignore
  const scope = reportOf(crowd(60, asked));

  it('has a row of its own; a version of the course that asks the same has none', () => {
    const rows = items.rows(scope).filter((row) => row.item_id === 'KP01-Q1');
    expect(rows.map((row) => [row.n_first, row.facility, row.content_versions])).toEqual(
      expect.arrayContaining([
        [40, 1, '1.0.0 1.0.2'],
        [20, 0, '1.0.1'],
      ]),
    );
    expect(rows.length).toBe(2);
    expect(new Set(rows.map((row) => row.item_version)).size).toBe(2);
    expect(new Set(answers.rows(scope).map((row) => row.item_version))).toEqual(new Set(rows.map((row) => row.item_version))); // prettier-ignore
  });

  it('is in no other figure', () => {
    expect(summaryOf(scope)).toMatchObject({ sureWrongRate: 0, calibrationGap: 0 });
    expect(objectives.rows(scope).length).toBe(40 * 3);
  });

  it('is told by pattern and targets as well', () => {
    const changed = (change: object): number =>
      itemStats(reportOf([begun('a', { records: [right()] }), begun('b', { records: [right({ content: '1.1.0', ...change })] })])).length; // prettier-ignore
    expect([{}, { pattern: ['ask-around'] }, { choices: ['never-say'] }, { targets: ['x'] }].map(changed)).toEqual([1, 2, 2, 2]); // prettier-ignore
  });

  it('of a call leaves that call out', () => {
    const node = answered('CALL1.N1', ['never-say'], {});
    const other = { ...node, content: '1.0.1', choices: ['x', ...node.choices] };
    const scope2 = reportOf([begun('a', { records: [node, callEnded()] }), begun('b', { records: [other, callEnded({ content: '1.0.1' })] })]); // prettier-ignore
    expect(calls.rows(scope2).map((row) => [row.node_id, row.n])).toEqual([[null, 1], ['CALL1.N1', 1]]); // prettier-ignore
  });
});
