import { beforeAll, describe, expect, it } from 'vitest';
import { receiptCode } from '../../../src/attempt/receipt-code.ts';
import { Fold, type FoldOptions } from '../../../src/report/fold.ts';
import { readReceipt } from '../../../src/report/receipts.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { openTable } from '../../../src/report/sources/open-table.ts';
import { tableCsv, type Row } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { noProgress, toProgress } from '../../../src/tracking/standalone/progress.ts';
import { ext } from '../../../src/tracking/xapi/vocabulary.ts';
import { cohortOf, longExport, moodleExport, NOW, reportOn, type Cohort } from '../../support/report-cohort.ts';

let cohort: Cohort;
let truth: Scope;
beforeAll(async () => {
  cohort = await cohortOf(24);
  truth = reportOn(cohort.course, cohort.statements, cohort.roster);
}, 60_000);

const fromText = (...texts: string[]): Scope => {
  const fold = new Fold(cohort.course, NOW);
  fold.takeRoster(cohort.roster);
  for (const text of texts) {
    const table = openTable(text);
    expect(table.fault).toBeNull();
    fold.takeTable(table, table.suggested);
  }
  return scopeOf(fold.report());
};
const rows = (of: Scope, name: string): Row[] => tables.find((table) => table.name === name)?.rows(of) ?? [];
const counts = (of: Scope) => Object.fromEntries(of.quality.map(({ reason, count }) => [reason, count]));
/** The cells of these columns that differ from what statements tell; who has not begun a graded round has no version in SCORM. */
const differing = (of: Scope, name: string): string[] => {
  const unversioned = new Set(cohort.learners.filter((l) => l.attempt.round === null).map(({ id }) => id));
  const own = (scope: Scope): Row[] => rows(scope, name).filter((row) => !unversioned.has(String(row['learner_id'])));
  const [ours, told] = [own(truth), own(of)];
  expect(told.length).toBe(ours.length);
  const columns = Object.keys(ours[0] ?? {});
  return columns.filter((column) => ours.some((row, n) => row[column] !== told[n]?.[column]));
};
const NEVER = ['registration', 'active_minutes', 'clock_minutes', 'launched_at'];

describe('Moodle’s interactions report', () => {
  it('gives the same answers and register but for what it has no column for', () => {
    for (const spelling of ['slug', 'letter'] as const) {
      const told = fromText(moodleExport(cohort.learners, cohort.course, spelling));
      expect(differing(told, 'register').sort()).toEqual([...NEVER, 'completed_at', 'passed_at'].sort());
      expect(differing(told, 'answers').sort()).toEqual(
        ['registration', 'help_used', 'confidence', 'active_seconds', 'answered_at', 'statement_id'].sort(),
      );
      expect(differing(told, 'objectives')).toEqual([]);
      expect(differing(told, 'red-flags')).toEqual([]);
      const { letters = 0, ...others } = counts(told);
      expect(others['letters-unread'] ?? 0).toBe(spelling === 'letter' ? 28 : 0);
      expect(letters > 500).toBe(spelling === 'letter');
      expect(others).toMatchObject({ 'not-in-data': 1, 'no-version': 28 });
    }
  });

  it('read twice tells nothing new', () => {
    const text = moodleExport(cohort.learners, cohort.course);
    const [once, twice] = [fromText(text), fromText(text, text)];
    for (const table of tables) expect(tableCsv(table, twice)).toBe(tableCsv(table, once));
    expect(twice.read).toBe(2 * once.read);
    expect(counts(twice)['same-answer']).toBeGreaterThan(500);
  });

  it('counts what is not ours and what is nobody’s', () => {
    const lines = moodleExport(cohort.learners.slice(0, 1), cohort.course).split('\n');
    const broken = [...lines, '"A person"\t\t\t1', `"B"\tb\t\t1\t\t\t\t\tfire_class_oil\tx\ty\twrong`].join('\n');
    expect(counts(fromText(broken))).toMatchObject({ 'row-nobody': 1, 'row-not-ours': 1 });
  });
});

describe('an export with one row for each answer', () => {
  it('gives dates and times, too', () => {
    const told = fromText(longExport(cohort.learners, cohort.course));
    expect(differing(told, 'register').sort()).toEqual([...NEVER].sort());
    expect(differing(told, 'answers').sort()).toEqual(['registration', 'help_used', 'confidence', 'statement_id'].sort()); // prettier-ignore
  });

  it('without a column for the result is judged by the course, where it is of this version', () => {
    const text = longExport(cohort.learners.slice(0, 3), cohort.course);
    const table = openTable(text);
    const without = table.suggested.map((field) => (field === 'result' ? null : field));
    const fold = new Fold(cohort.course, NOW);
    fold.takeTable(table, without);
    const older = new Fold({ ...cohort.course, version: '0.9.0' }, NOW);
    older.takeTable(table, without);
    const scores = (of: Fold): unknown[] => rows(scopeOf(of.report()), 'answers').map(({ score }) => score);
    const expected = rows(truth, 'answers').filter((row) => Number(String(row['learner_id']).slice(-3)) <= 3);
    expect(scores(fold)).toEqual(expected.map(({ score }) => score));
    expect(scores(older)).toEqual([]);
    expect(counts(scopeOf(older.report()))['row-not-judged']).toBe(expected.length);
  });
});

describe('what an export says of a whole attempt', () => {
  const HEAD = 'learner id,status,score,interaction,response,result,latency';
  const ID = 'KP01-Q1_why-small-facts-matter';
  const one = (...lines: string[]) => {
    const table = openTable([HEAD, ...lines].join('\n'));
    const fold = new Fold(cohort.course, NOW);
    fold.takeTable(table, table.suggested, 'a.csv');
    return fold.report();
  };

  it('is the best of its rows, whichever comes first', () => {
    const rising = [`a,incomplete,40,${ID},x,wrong,`, `a,passed,85,${ID}_a2,x,correct,`, `a,failed,60,${ID}_a3,x,wrong,`]; // prettier-ignore
    for (const lines of [rising, rising.toReversed()])
      expect(one(...lines).learners[0]?.attempt).toMatchObject({ completion: 'completed', success: 'passed', scaled: 0.85 }); // prettier-ignore
  });

  it.each([
    ['85%', 0.85],
    ['85,5 %', 0.855],
    ['17/20', 0.85],
    ['250', null],
    ['most', null],
  ])('may have a score of %s', (score, scaled) => {
    expect(one(`a,passed,"${score}",${ID},x,correct,`).learners[0]?.attempt.scaled).toBe(scaled);
  });

  it('is unknown where its word is, and that is counted', () => {
    const { learners, quality } = one(`a,Finished,,${ID},x,correct,`, `a,Finished,,${ID}_a2,x,correct,`, `b,Not attempted,,${ID},x,wrong,`); // prettier-ignore
    expect(learners.map(({ attempt }) => attempt.completion)).toEqual(['incomplete', 'incomplete']);
    expect(quality.filter(({ reason }) => reason === 'status-unknown')).toEqual([
      expect.objectContaining({ count: 1, example: 'a: Finished' }),
    ]);
  });

  it('loses no row behind a quotation mark that is not closed, and counts it', () => {
    const { learners, quality } = one(`a,passed,,${ID},"x,correct,`, `b,passed,,${ID},"x",correct,`);
    expect(learners.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(quality).toContainEqual(expect.objectContaining({ reason: 'table-quote', count: 1, example: 'a.csv, line 2' })); // prettier-ignore
  });

  it('is of SCORM 2004 where durations are written as it writes them', () => {
    const [answer] = one(`a,completed,,${ID},report_now,correct,PT12.5S`).learners[0]?.answers ?? [];
    expect(answer).toMatchObject({ response: ['report-now'], latencyMs: 12_500 });
  });
});

describe('what learners hand in', () => {
  const signed = () => {
    for (const learner of cohort.learners)
      for (const record of learner.records)
        if (record.kind === 'signed') return { learner, at: record.at, sha256: record.sha256 };
    throw new Error('Nobody signed.');
  };
  const withReceipts = (...codes: { roster?: string; file?: string }[]): Scope => {
    const fold = new Fold(cohort.course, NOW);
    for (const value of cohort.statements) fold.take({ kind: 'value', value });
    for (const { roster, file } of codes) {
      if (roster) fold.takeRoster(roster);
      const receipt = file === undefined ? null : readReceipt(file);
      if (receipt) fold.takeReceipt(receipt);
    }
    return scopeOf(fold.report());
  };
  const codeOf = (course: string): { id: string; code: string; text: string } => {
    const { learner, at, sha256 } = signed();
    const scaled = truth.learners.find(({ id }) => id === learner.id)?.attempt.scaled ?? 0;
    const code = receiptCode(course, scaled, at, sha256);
    return { id: learner.id, code, text: `Kurs: Keep It\r\nFingerabdruck: ${sha256}\r\nCode: ${code}\r\n` };
  };

  it('is held against the record: a saved receipt, and a code in the roster', () => {
    const { id, code, text } = codeOf(cohort.course.id);
    const agrees = (of: Scope) => rows(of, 'register').find((row) => row['learner_id'] === id)?.['receipt_agrees'];
    expect(agrees(truth)).toBeNull();
    expect(agrees(withReceipts({ file: text }))).toBe(true);
    expect(agrees(withReceipts({ roster: `id,receipt\n${id},${code.slice(0, 4)}-${code.slice(4)}` }))).toBe(true);
    const differs = withReceipts({ roster: `id,receipt\n${id},AAAAAAAA` });
    expect([agrees(differs), counts(differs)['receipt-differs']]).toEqual([false, 1]);
    const other = withReceipts({ file: codeOf('other-course').text });
    expect([agrees(other), counts(other)['receipt-of-nobody']]).toEqual([null, 1]);
    expect([readReceipt('Code: ABCDEFGH'), readReceipt('{"a":1}')]).toEqual([null, null]);
  });

  /** What learner `n` of the cohort saved after so many records, as a JSON value. */
  const saved = (n: number, records = 9e9): unknown => {
    const own = cohort.learners[n]?.records ?? [];
    return JSON.parse(toProgress(cohort.course, { ...noProgress, records: own.slice(0, records) }));
  };
  const NAME = 'course-progress.json';

  it('may be the progress they saved: three files of one name are three learners, an earlier file of one is the same one', () => {
    const fold = new Fold(cohort.course, NOW);
    for (const value of [saved(0), saved(1, 20), saved(2), saved(1), saved(0)])
      fold.take({ kind: 'value', value }, NAME);
    const scope = scopeOf(fold.report());
    const answers = (ids: readonly number[]) => ids.map((n) => String(truth.learners[n]?.answers.length)).sort();
    expect(scope.learners.map((learner) => String(learner.answers.length)).sort()).toEqual(answers([0, 1, 2]));
    expect(scope.learners.map(({ name }) => name)).toEqual([NAME, NAME, NAME]);
    expect(new Set(scope.learners.map(({ id }) => id)).size).toBe(3);
    expect(counts(scope)['same-progress']).toBe(2);
  });

  it('is refused, and counted, where no course could have made it', () => {
    const fold = new Fold(cohort.course, NOW);
    const spoil = (change: (record: { kind: string; at: number }) => void): unknown => {
      const value = saved(0) as { records: { kind: string; at: number }[] };
      value.records.forEach(change);
      return value;
    };
    const own = cohort.learners[0]?.records ?? [];
    for (const at of [1e300, 8.64e15, -8.64e15]) fold.take({ kind: 'value', value: spoil((record) => (record.at = at)) }, NAME); // prettier-ignore
    const later = NOW + 3 * 86_400_000;
    fold.take({ kind: 'value', value: spoil((record) => (record.at = later)) }, NAME);
    // What this version's course weighs is known here; of another only the file tells.
    const heavy = (record: object) => Object.assign(record, { weight: 1e308, content: '0.9.0' });
    fold.take({ kind: 'value', value: spoil(heavy) }, NAME);
    const scope = scopeOf(fold.report());
    const answered = own.filter(({ kind }) => kind === 'answered').length;
    expect(counts(scope)).toMatchObject({ broken: 3 * own.length + answered, future: own.length });
    for (const table of tables) expect(tableCsv(table, scope)).not.toMatch(/NaN|Infinity/);
  });
});

describe('what must be forgotten', () => {
  const kept = (retentionDays: FoldOptions): Scope => {
    const fold = new Fold(cohort.course, NOW, retentionDays);
    for (const value of cohort.statements) fold.take({ kind: 'value', value });
    return scopeOf(fold.report());
  };

  it('is left out of every figure, and counted', () => {
    const old = cohort.statements.filter((s) => Date.parse(s.timestamp) < NOW - 30 * 86_400_000).length;
    expect(old).toBeGreaterThan(500);
    const scope = kept({ retentionDays: 30 });
    expect(counts(scope)['too-old']).toBe(old);
    const first = Math.min(...scope.learners.flatMap(({ attempt }) => attempt.records.map(({ at }) => at)));
    expect(first).toBeGreaterThanOrEqual(NOW - 30 * 86_400_000);
    expect(kept({}).quality).toEqual(truth.quality.filter(({ reason }) => reason !== 'not-in-data'));
  });

  it('is left out of exports, too: also who is wholly too old', () => {
    const fold = new Fold(cohort.course, NOW, { retentionDays: 1 });
    const table = openTable(longExport(cohort.learners, cohort.course));
    fold.takeTable(table, table.suggested);
    expect(scopeOf(fold.report()).learners.length).toBeLessThan(5);
  });
});

describe('another version of an item', () => {
  it('has a row of its own and is in no figure of this version’s', () => {
    const changed = cohort.statements.map((statement) => {
      const { object, context } = statement;
      if (!/CALL\d+\.N1$/.test(object.id)) return statement;
      const [, ...fewer] = object.definition?.choices ?? [];
      const extensions = { ...context.extensions, [ext('contentVersion')]: '1.0.1' };
      const definition = { ...object.definition, type: '', choices: fewer };
      return { ...statement, object: { ...object, definition }, context: { ...context, extensions } };
    });
    const half = cohort.statements.map((s, n) => (n % 2 === 0 ? s : (changed[n] ?? s)));
    const scope = reportOn(cohort.course, half);
    const of = (name: string, id: string): Row[] => rows(scope, name).filter((r) => r['item_id'] === id || r['node_id'] === id); // prettier-ignore
    const node = String(rows(scope, 'calls').find((r) => String(r['node_id']).endsWith('.N1'))?.['node_id']);
    const all = rows(truth, 'calls').find((r) => r['node_id'] === node)?.['n'];
    const [ours] = of('calls', node);
    expect(new Set(of('items', node).map((row) => row['content_versions']))).toEqual(new Set(['1.0.0', '1.0.1']));
    expect(new Set(of('items', node).map((row) => row['item_version'])).size).toBe(2);
    expect(Number(ours?.['n'])).toBeLessThan(Number(all));
    expect(counts(scope)['other-item']).toBeGreaterThan(5);
  });
});
