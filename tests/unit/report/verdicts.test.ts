import { describe, expect, it } from 'vitest';
import { Fold } from '../../../src/report/fold.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { register } from '../../../src/report/tables/register.ts';
import { unit } from '../../../src/tracking/xapi/activities.ts';
import { claim, toStatement } from '../../../src/tracking/xapi/statements.ts';
import { begun, complete, course, ended, on, reportOf, right, signed, TODAY } from '../../support/report-by-hand.ts';

const REGISTRATION = '11111111-1111-4111-8111-111111111111';
const trail = { course, round: 1, form: '00000001' };
const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'ann' } };
const sent = (id: string, told: object, more: object = {}) => ({ ...told, id, actor, context: { ...(told as { context?: object }).context, registration: REGISTRATION }, ...more }); // prettier-ignore
const ofUnit = (id: string, verb: 'initialized' | 'passed' | 'completed' | 'terminated', at: number, result = {}) =>
  sent(id, claim(at, verb, unit(course), trail, { result }));
const voiding = (id: string) => ({ id: `void-${id}`, actor, verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id }, timestamp: '2026-11-20T10:00:00Z' }); // prettier-ignore

const answers = [
  sent('answer', toStatement(right(), trail)),
  sent('scored', toStatement(ended(true), trail)),
  sent('signed', toStatement(signed(on('2026-11-03')), trail)),
];
const session = [
  ofUnit('opened', 'initialized', on('2026-11-01')),
  ofUnit('closed', 'terminated', on('2026-11-01') + 3_600_000, { duration: 'PT30M' }),
];
const verdicts = [ofUnit('passed', 'passed', on('2026-11-02')), ofUnit('completed', 'completed', on('2026-11-03'))];

function read(...statements: unknown[]): Scope {
  const fold = new Fold(course, TODAY);
  fold.takeRoster('id,due_on\nann,2026-12-01');
  for (const value of statements) fold.take({ kind: 'value', value });
  return scopeOf(fold.report());
}
const counts = (scope: Scope) => Object.fromEntries(scope.quality.map(({ reason, count }) => [reason, count]));

describe('a verdict nobody can have earned', () => {
  it('“completed” without a graded answer is not believed, and told', () => {
    const scope = read(verdicts[1]);
    expect(scope.learners[0]).toMatchObject({ complete: false, passed: false, doubts: ['completed-without-answers'] });
    expect(counts(scope)).toMatchObject({ 'completed-without-answers': 1 });
    expect(summaryOf(scope)).toMatchObject({ complete: 0, completionRate: 0 });
    expect(register.rows(scope)).toMatchObject([{ status: 'incomplete', completed_at: null, gap_reason: 'reported as complete without a graded answer' }]); // prettier-ignore
  });

  it('nor from an export', () => {
    expect(reportOf([begun('bo', { completion: 'completed' })]).learners[0]?.complete).toBe(false);
    expect(reportOf([complete('cy')]).learners[0]).toMatchObject({ complete: true, passed: true, doubts: [] });
  });
});

describe('a verdict that was voided', () => {
  it('is none, whichever came first', () => {
    expect(read(...answers, ...verdicts).learners[0]).toMatchObject({ complete: true, passed: true });
    for (const all of [
      [...answers, ...verdicts, voiding('passed'), voiding('completed')],
      [voiding('passed'), voiding('completed'), ...answers, ...verdicts],
    ]) {
      // prettier-ignore
      const scope = read(...all);
      expect(scope.learners[0]).toMatchObject({ complete: false, passed: false });
      expect(register.rows(scope)).toMatchObject([{ status: 'incomplete', passed_at: null, completed_at: null }]);
      expect(summaryOf(scope)).toMatchObject({ complete: 0, completionRate: 0 });
      expect(counts(scope)).toMatchObject({ voided: 2 });
    }
  });

  it('leaves another one that was told standing', () => {
    const again = ofUnit('passed-again', 'passed', on('2026-11-04'));
    const scope = read(...answers, ...verdicts, again, voiding('passed'));
    expect(scope.learners[0]).toMatchObject({ complete: true, passed: true });
    expect(scope.learners[0]?.attempt.passedAt).toBe(on('2026-11-04'));
  });

  it('takes the result of a round with it when that is what was voided', () => {
    const scope = read(answers[0], answers[1], voiding('scored'));
    expect(scope.learners[0]).toMatchObject({ passed: false });
    expect(register.rows(scope)).toMatchObject([{ attempts: 0, score: null }]);
  });
});

describe('a session that was voided', () => {
  it('gives no time', () => {
    expect(register.rows(read(...session, ...answers))).toMatchObject([{ active_minutes: 30, clock_minutes: 60 }]);
    expect(register.rows(read(...session, ...answers, voiding('closed')))).toMatchObject([{ active_minutes: null, clock_minutes: null }]); // prettier-ignore
    const [row] = register.rows(read(...session, answers[1], voiding('opened')));
    expect(row?.launched_at).toBe('2026-11-02T10:00:00Z');
  });
});

describe('statements written under more than one authority', () => {
  const under = (statement: object, name: string) => ({ ...statement, authority: { objectType: 'Agent', account: { homePage: 'https://lrs.example', name } } }); // prettier-ignore

  it('in one registration of one learner are told', () => {
    const [one, two, three] = answers as [object, object, object];
    expect(counts(read(under(one, 'lms'), under(two, 'lms'), under(three, 'lms')))).not.toHaveProperty('many-authorities'); // prettier-ignore
    expect(counts(read(under(one, 'lms'), under(two, 'somebody'), three))).toMatchObject({ 'many-authorities': 1 });
  });

  it('whatever shape it has', () => {
    for (const authority of [7, 'x', null, [], { account: 3 }, { mbox: {} }])
      expect(() => read({ ...(answers[0] as object), authority })).not.toThrow();
    const group = { objectType: 'Group', member: [{ account: { homePage: 'https://a.example', name: 'key' } }, { mbox: 'mailto:a@b.example' }] }; // prettier-ignore
    expect(counts(read({ ...(answers[0] as object), authority: group }, under(answers[1] as object, 'lms')))).toMatchObject({ 'many-authorities': 1 }); // prettier-ignore
  });
});
