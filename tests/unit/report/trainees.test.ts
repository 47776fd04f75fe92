import { describe, expect, it } from 'vitest';
import { atRiskPage } from '../../../src/report/pages/at-risk-page.ts';
import { completionPlot } from '../../../src/report/pages/overview-plots.ts';
import { overview } from '../../../src/report/pages/overview.ts';
import { recertPage } from '../../../src/report/pages/recert-page.ts';
import { recordPage } from '../../../src/report/pages/record-page.ts';
import { registerPage } from '../../../src/report/pages/register-page.ts';
import { teamTable } from '../../../src/report/pages/team-table.ts';
import type { Block } from '../../../src/report/pages/view.ts';
import { pseudonymised } from '../../../src/report/pseudonyms.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { atRisk } from '../../../src/report/tables/at-risk.ts';
import { funnel } from '../../../src/report/tables/funnel.ts';
import { itemStats } from '../../../src/report/tables/item-stats.ts';
import { register } from '../../../src/report/tables/register.ts';
import { ALL } from '../../../src/report/filters.ts';
import { onlyThese, scopeOf } from '../../../src/report/scope.ts';
import { begun, complete, on, reportOf, right, signed, ended, wrong } from '../../support/report-by-hand.ts';

const roster = (...lines: string[]): string => ['id,name,team,assigned_on,due_on,leave,left_on', ...lines].join('\n');
const rowsOf = (blocks: readonly Block[], id: string) => {
  const block = blocks.find((each) => each.kind === 'table' && each.id === id);
  return block?.kind === 'table' ? block.rows : [];
};

describe('one person with two enrolments', () => {
  const ann = roster('ann,Ann,Alder,2026-10-01,2026-11-10,,');
  const scope = reportOf([complete('ann', { series: '1' }), begun('ann', { series: '2' })], ann);

  it('is one person assigned, and complete by either of them', () => {
    expect(summaryOf(scope)).toMatchObject({ assigned: 1, complete: 1, completionRate: 1, due: 1, onTimeRate: 1, overdue: 0, learners: 1 }); // prettier-ignore
    expect(teamTable(scope).rows).toMatchObject([{ team: 'Alder', n: 1, complete: 1, overdue: 0, help: 0 }]);
    expect(completionPlot(scope).note).toContain('n = 1; 100 % complete');
  });

  it('is not to be chased for the enrolment they gave up, whoever asks how often', () => {
    expect(atRisk.rows(scope)).toEqual([]);
    expect(atRisk.rows(scope)).toBe(atRisk.rows(scope));
  });

  it('has met each step of the funnel once', () => {
    expect(funnel.rows(scope).map(({ n }) => n)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0]);
    const [, launched, , started] = funnel.rows(scope);
    expect([launched?.n, started?.out_of_order]).toEqual([1, 1]);
  });

  it('keeps a line of the register for each enrolment, neither of them overdue', () => {
    expect(register.rows(scope).map(({ learner_id, status, overdue_days }) => [learner_id, status, overdue_days])).toEqual([['ann', 'passed', null], ['ann', 'incomplete', null]]); // prettier-ignore
  });

  it('counts once among pass rates, however often they sat it', () => {
    const both = reportOf([complete('ann', { series: '1' }), complete('ann', { series: '2' })]);
    expect(summaryOf(both)).toMatchObject({ learners: 1, submitted: 1, complete: 1 });
  });

  it('answers each question for the first time once', () => {
    const twice = reportOf([complete('ann', { series: '1', records: [wrong({ at: on('2026-10-01') }), ended(false)] }), complete('ann', { series: '2' })]); // prettier-ignore
    expect(itemStats(twice).map(({ id, n, answers: [answer] }) => [id, n, answer?.score])).toEqual([['KP01-Q1', 1, 0]]);
    const older = complete('ann', { series: '1', records: [wrong({ at: on('2026-10-01'), content: '0.9.0' }), ended(false, { content: '0.9.0' })] }); // prettier-ignore
    const newer = reportOf([older, complete('ann', { series: '2' })]);
    expect(itemStats(newer).map(({ n, answers: [answer] }) => [n, answer?.score])).toEqual([[1, 1]]);
  });

  it('is as long certified as their latest signature says', () => {
    const old = complete('ann', { series: '1', records: [right({ at: on('2025-09-01') }), ended(true, { at: on('2025-09-01') }), signed(on('2025-09-02'))] }); // prettier-ignore
    const renewed = reportOf([old, complete('ann', { series: '2' })], ann);
    expect(rowsOf(recertPage(renewed).blocks, 'recert').map((row) => [row['learner_id'], row['valid_until'], row['due']])).toEqual([['ann', '2027-11-03', 'later']]); // prettier-ignore
    expect(summaryOf(renewed).dueIn30).toBe(0);
  });
});

describe('one person under two ids', () => {
  const people = ['id,email,team', 'u17,anna@x.org,Alder', 'u18,,Alder'].join('\n');
  const older = complete('anna@x.org', { records: [wrong({ at: on('2026-10-01') }), ended(false, { at: on('2026-10-01') })], completion: 'incomplete', success: 'failed' }); // prettier-ignore
  const scope = reportOf([complete('u17'), older], people);

  it('is one person assigned, in their team, and to the register complete in both lines', () => {
    expect(summaryOf(scope)).toMatchObject({ learners: 1, assigned: 2, complete: 1, submitted: 1, atRisk: 0 });
    expect(teamTable(scope).rows).toMatchObject([{ team: 'Alder', n: 2, complete: 0.5 }]);
    expect(register.rows(scope).map(({ learner_id }) => learner_id)).toEqual(['anna@x.org', 'u17', 'u18']);
  });

  it('answers each question for the first time once', () => {
    expect(itemStats(scope).map(({ n, answers: [answer] }) => [n, answer?.score])).toEqual([[1, 0]]);
  });

  it('is chosen by either id, and is one number where names are hidden', () => {
    for (const id of ['u17', 'anna@x.org'])
      expect(onlyThese(scope, new Set([id])).learners.map((each) => each.id)).toEqual(['anna@x.org', 'u17']);
    const hidden = pseudonymised(reportOf([complete('u17'), complete('Anna@X.org')], people));
    const told = hidden.learners.map(({ id, person }) => [id, person?.id]);
    expect(told).toEqual([['person-0001', 'person-0001'], ['person-0001', 'person-0001']]); // prettier-ignore
    expect(hidden.missing.map(({ id }) => id)).toEqual(['person-0002']);
  });

  it('is not two of the five people a team needs to be named', () => {
    const four = [...people.split('\n'), 'u19,,Alder', 'u20,,Alder'].join('\n');
    const hidden = pseudonymised(reportOf([complete('u17'), complete('anna@x.org')], four));
    expect(new Set(hidden.missing.map(({ team }) => team))).toEqual(new Set(['small teams']));
  });

  it('opens their own record from every list', () => {
    const two = reportOf([complete('alf'), complete('anna@x.org')], people);
    expect(rowsOf(recertPage(two).blocks, 'recert').map((row) => [row['learner_id'], row.link])).toEqual([['alf', 0], ['anna@x.org', 1]]); // prettier-ignore
  });
});

describe('who has left', () => {
  const left = (leave: string, leftOn: string): ReturnType<typeof reportOf> =>
    reportOf([begun('bo')], roster(`bo,Bo,Alder,2026-10-01,2026-11-10,${leave},${leftOn}`));

  it('before they were due is not assigned, and nobody to chase', () => {
    for (const scope of [left('left', ''), left('', '2026-11-05'), left('left', '2026-11-05'), left('leaver', '')]) {
      expect(summaryOf(scope)).toMatchObject({ assigned: 0, due: 0, overdue: 0, atRisk: 0 });
      expect(register.rows(scope)).toMatchObject([{ overdue_days: null, gap_reason: 'left' }]);
    }
  });

  it('after they were due was assigned, and is nobody to chase now', () => {
    expect(summaryOf(left('left', '2026-11-15'))).toMatchObject({ assigned: 1, due: 1, overdue: 0, atRisk: 0 });
  });

  it('on a day to come is still here, assigned and to be chased', () => {
    for (const due of ['2026-11-10', '']) {
      const scope = reportOf([begun('bo')], roster(`bo,Bo,Alder,2026-10-01,${due},,2026-11-30`));
      expect(summaryOf(scope)).toMatchObject({ assigned: 1, overdue: due === '' ? 0 : 1 });
      expect(register.rows(scope)[0]?.gap_reason).not.toBe('left');
    }
    const later = reportOf([begun('bo')], roster('bo,Bo,Alder,2026-10-01,2026-12-24,,2026-11-30'));
    expect(summaryOf(later)).toMatchObject({ assigned: 1 });
    expect(register.rows(later)[0]?.gap_reason).not.toBe('left');
  });

  it('is not on the list either when they never began', () => {
    const scope = reportOf(
      [],
      roster('cy,Cy,Alder,2026-10-01,2026-11-10,left,', 'di,Di,Alder,2026-10-01,2026-11-10,,'),
    );
    expect(atRisk.rows(scope).map((row) => row.learner_id)).toEqual(['di']);
    expect(register.rows(scope).map((row) => row.gap_reason)).toEqual(['left', 'not started']);
  });

  it('on leave is still assigned, and still not chased', () => {
    expect(summaryOf(left('parental leave', ''))).toMatchObject({ assigned: 1, overdue: 1, atRisk: 0 });
  });
});

describe('completions without a date', () => {
  const line = roster('ed,Ed,Alder,2026-10-01,2026-11-10,,', 'flo,Flo,Alder,2026-10-01,2026-11-10,,');

  it('are not on time: nobody knows', () => {
    const scope = reportOf([complete('ed', { dates: 'none' }), complete('flo', { dates: 'none' })], line);
    expect(summaryOf(scope)).toMatchObject({ complete: 2, completionRate: 1, onTimeRate: null, undated: 2 });
    const plot = completionPlot(scope);
    expect(plot.points).toEqual([]);
    expect(plot.note).toContain('100 % complete');
    expect(plot.note).toContain('2 of them without a date');
    const figure = overview(scope).figures.find(({ label }) => label === 'On time');
    expect(figure?.value).toBe('not in this data');
  });

  it('leave the rate to those with one', () => {
    const late = complete('flo', { records: [right(), ended(true), signed(on('2026-11-20'))] });
    const scope = reportOf([complete('ed', { dates: 'none' }), late], line);
    expect(summaryOf(scope)).toMatchObject({ due: 2, undated: 1, onTimeRate: 0 });
  });
});

describe('who is not on the roster', () => {
  it('is not among those assigned who are in the data', () => {
    const scope = reportOf([complete('gus'), complete('hal'), complete('ida')], roster('gus,Gus,Alder,,,,'));
    const figure = overview(scope).figures.find(({ label }) => label === 'Assigned');
    expect([figure?.value, figure?.note]).toEqual(['1', '1 of them in the data']);
    expect(atRiskPage(scope).lead).toMatch(/^0 of 3 people/);
  });
});

describe('the address of a record', () => {
  it('leads to the same person whatever the filters say', () => {
    const all = reportOf([complete('jo'), complete('kit'), complete('lou')], roster('jo,Jo,Alder,,,,', 'kit,Kit,Birch,,,,', 'lou,Lou,Birch,,,,')); // prettier-ignore
    const birch = scopeOf(all, { ...ALL, team: 'Birch' });
    const rows = rowsOf(registerPage(birch, { show: '' }).blocks, 'register');
    expect(rows.map(({ learner_id, link }) => [learner_id, link])).toEqual([['kit', 1], ['lou', 2]]); // prettier-ignore
    for (const scope of [all, birch, scopeOf(all, { ...ALL, team: 'Alder' })])
      expect(recordPage(scope, { learner: 2 }).title).toBe('Record of Lou');
  });
});
