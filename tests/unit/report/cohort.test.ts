import { beforeAll, describe, expect, it } from 'vitest';
import { outcome } from '../../../src/attempt/outcome.ts';
import { Fold } from '../../../src/report/fold.ts';
import { shuffled } from '../../../src/attempt/shuffle.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { openTable } from '../../../src/report/sources/open-table.ts';
import { objectiveScores } from '../../../src/report/tables/objectives.ts';
import { tableCsv, type Row } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { cohortOf, longExport, longExport12, NOW, reportOn, type Cohort } from '../../support/report-cohort.ts';

let cohort: Cohort;
let scope: Scope;
beforeAll(async () => {
  cohort = await cohortOf(90);
  scope = reportOn(cohort.course, cohort.statements, cohort.roster);
}, 60_000);

const csvs = (of: Scope): Record<string, string> => Object.fromEntries(tables.map((t) => [t.name, tableCsv(t, of)]));

describe('the report of a cohort that the real engine played', () => {
  it('knows every learner, and what became of them', () => {
    expect(scope.learners.length).toBe(90);
    for (const learner of cohort.learners) {
      const row = scope.learners.find(({ id }) => id === learner.id);
      const truth = outcome(cohort.course, learner.attempt);
      expect(row?.complete).toBe(truth.completion === 'completed');
      expect(row?.passed).toBe(truth.success === 'passed');
      expect(row?.register.score).toBe(truth.scaled === null ? '' : String(Math.round(truth.scaled * 10_000) / 100));
    }
  });

  it('adds up key points as the course itself does, also over retakes', () => {
    const retaken = cohort.learners.filter(({ attempt }) => attempt.passed && attempt.results.length > 1);
    expect(retaken.length).toBeGreaterThan(5);
    for (const { id, attempt } of cohort.learners.filter((l) => l.attempt.passed)) {
      const truth = outcome(cohort.course, attempt).objectives;
      const learner = scope.learners.find((each) => each.id === id);
      const found = learner ? objectiveScores(scope, learner) : [];
      expect(found.map(({ kp, observations }) => [id, kp, observations])).toEqual(
        truth.map((o) => [id, o.id, o.observations]),
      );
      found.forEach(({ earned, available }, n) => {
        expect(earned).toBeCloseTo(truth[n]?.earned ?? -1, 9);
        expect(available).toBeCloseTo(truth[n]?.available ?? -1, 9);
      });
    }
  });

  it('finds nothing wrong with it but who is missing', () => {
    expect(scope.quality.map(({ reason, count }) => [reason, count])).toEqual([['not-in-data', 4]]);
    expect(scope.read).toBe(cohort.statements.length);
  });

  it('is the same in any order, with any number of doubles', () => {
    const mixed = shuffled(
      [...cohort.statements, ...cohort.statements.filter((_, n) => n % 3 === 0)].map((statement, n) => ({
        id: String(n),
        statement,
      })),
      7,
      'any',
    ).map(({ statement }) => statement);
    const again = reportOn(cohort.course, mixed, cohort.roster);
    expect(csvs(again)).toEqual(csvs(scope));
    expect(again.quality.find(({ reason }) => reason === 'same-statement')?.count).toBe(
      Math.ceil(cohort.statements.length / 3),
    );
  });

  it('does not change when all of it is told again under other statement ids', () => {
    const renamed = cohort.statements.map((s) => ({ ...s, id: s.id.replace(/^.{8}/, 'ffffffff') }));
    const again = reportOn(cohort.course, [...cohort.statements, ...renamed], cohort.roster);
    const { register: _r, answers: _a, ...others } = csvs(again);
    expect(csvs(scope)).toMatchObject(others);
    expect(again.quality.find(({ reason }) => reason === 'same-answer')?.count).toBeGreaterThan(2000);
  });
});

/** Cells that SCORM cannot hold (src/tracking/README.md), and what follows from them. */
const NEVER_IN_SCORM: Record<string, readonly string[]> = {
  register: ['registration', 'active_minutes', 'clock_minutes', 'launched_at', 'learner_name'],
  answers: ['registration', 'confidence', 'help_used', 'statement_id'],
  items: ['sure_wrong_rate', 'calibration_gap'],
  calls: ['help_used', 'help_rate', 'help_offered'],
  'at-risk': ['last_activity'],
  funnel: ['median_days_from_prev', 'out_of_order'],
};
/** 1.2 rows have no date either. */
const NO_DATES: Record<string, readonly string[]> = {
  register: ['completed_at', 'passed_at'],
  answers: ['answered_at'],
};
/** SCORM says them with the first graded round. */
const OF_ROUNDS = ['content_version', 'locale', 'item_version'];

describe('the same cohort from an LMS’s SCORM export', () => {
  const from = (version: '1.2' | '2004'): Scope => {
    const fold = new Fold(cohort.course, NOW);
    fold.takeRoster(cohort.roster);
    const text = (version === '1.2' ? longExport12 : longExport)(cohort.learners, cohort.course);
    const table = openTable(text);
    expect(table.fault).toBeNull();
    fold.takeTable(table, table.suggested);
    return scopeOf(fold.report());
  };

  it.each(['2004', '1.2'] as const)('%s gives the same files but for cells it cannot hold', (version) => {
    const told = from(version);
    const unversioned = new Set(cohort.learners.filter((l) => l.attempt.round === null).map(({ id }) => id));
    for (const table of tables) {
      const without = [
        ...(NEVER_IN_SCORM[table.name] ?? []),
        ...(version === '1.2' ? (NO_DATES[table.name] ?? []) : []),
      ];
      const cells = (of: Scope): Row[] =>
        table.rows(of).map((row) => {
          const lost = unversioned.has(String(row['learner_id'])) ? [...without, ...OF_ROUNDS] : without;
          return Object.fromEntries(Object.entries(row).filter(([name]) => !lost.includes(name)));
        });
      const expected = table.name === 'at-risk' ? withoutReasons(cells(scope), version) : cells(scope);
      expect([table.name, rounded(cells(told))]).toEqual([table.name, rounded(expected)]);
    }
  });

  it('says nothing, and not 0, in those cells', () => {
    const [register, answers] = ['register', 'answers'].map((name) =>
      tables.find((t) => t.name === name)?.rows(from('1.2')),
    );
    expect(new Set(register?.map(({ registration, active_minutes }) => `${registration} ${active_minutes}`))).toEqual(new Set(['null null'])); // prettier-ignore
    expect(new Set(answers?.map((row) => row['answered_at']))).toEqual(new Set([null]));
    expect(new Set(answers?.map((row) => row['confidence']))).toEqual(new Set([null]));
  });
});

/** Reasons that rest on what SCORM does not tell: confidence; the day of the last activity, in 1.2 ever and in 2004 before a first answer. Each is one point. */
function withoutReasons(rows: Row[], version: '1.2' | '2004'): Row[] {
  const silent = new Set(cohort.learners.filter((l) => !l.records.some((r) => r.kind === 'answered')).map((l) => l.id));
  return rows
    .map((row): Row & { points: number } => {
      const isDated = version === '2004' && !silent.has(String(row['learner_id']));
      const lost = isDated ? /^sure but wrong/ : /^(sure but wrong|no activity)/;
      const all = String(row['reasons']).split('; ');
      const kept = all.filter((reason) => !lost.test(reason));
      return { ...row, points: Number(row['points']) - (all.length - kept.length), reasons: kept.join('; ') };
    })
    .filter(({ points }) => points >= 3)
    .sort((a, b) => b.points - a.points || (String(a['learner_id']) < String(b['learner_id']) ? -1 : 1));
}

/** Sums of the same numbers in another order may differ in their last digit. */
const rounded = (rows: Row[]): Row[] =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === 'number' ? Math.round(v * 1e9) / 1e9 : v])),
  );
