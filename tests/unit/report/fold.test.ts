import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { unitIri } from '../../../src/course/iri.ts';
import { ext, verbs } from '../../../src/tracking/xapi/vocabulary.ts';
import { RosterError } from '../../../src/report/sources/roster.ts';
import { Fold } from '../../../src/report/fold.ts';
import { tableCsv } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { cohortOf, NOW, reportOn, type Cohort } from '../../support/report-cohort.ts';

let cohort: Cohort;
beforeAll(async () => {
  cohort = await cohortOf(3);
}, 30_000);

type Json = Record<string, unknown>;
/** The first learner's first answer, changed. */
const answer = (): Json =>
  JSON.parse(JSON.stringify(cohort.statements.find((s) => s.verb.id.endsWith('/answered')))) as Json;
const found = (...statements: unknown[]) =>
  Object.fromEntries(reportOn(cohort.course, statements).quality.map(({ reason, count }) => [reason, count]));

describe('what does not belong into a report', () => {
  it('is counted with its reason', () => {
    const other = { ...answer(), id: '1', object: { id: 'https://else.example/course/1' }, context: {} };
    const late = { ...answer(), id: '2', timestamp: new Date(NOW + 3 * 86_400_000).toISOString() };
    const nobody = { ...answer(), id: '3', actor: { objectType: 'Group', member: [] } };
    const broken = { ...answer(), id: '4', result: { response: 7 } };
    const noTime = { ...answer(), id: '5', timestamp: 'soon', stored: undefined };
    expect(found(other, late, nobody, broken, noTime, 'text', null, [answer()], answer(), answer())).toEqual({
      'other-content': 1,
      future: 1,
      'no-learner': 1,
      broken: 1,
      'no-statement': 4,
      'same-statement': 1,
    });
  });

  it('is taken back when it was voided, whichever comes first', () => {
    const said = answer();
    const voiding = {
      id: 'v',
      actor: said['actor'],
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: said['id'] },
      timestamp: said['timestamp'],
    };
    for (const order of [[said, voiding], [voiding, said]]) expect(found(...order)).toMatchObject({ voided: 1 }); // prettier-ignore
  });

  it('keeps versions apart', () => {
    const later = answer();
    const extensions = (later['context'] as { extensions: Json }).extensions;
    extensions[ext('contentVersion')] = '2.0.0';
    expect(found(later)).toMatchObject({ 'other-version': 1 });
  });
});

describe('a forged statement', () => {
  const learner = (n: number): unknown[] =>
    cohort.statements.filter((s) => (s.actor['account'] as Json)['name'] === `demo-00${n}`);
  const passedOnly = (): unknown[] => learner(1).filter((s) => /\/(passed|completed)$/.test((s as { verb: { id: string } }).verb.id)); // prettier-ignore

  it('of a pass without answers is no pass', () => {
    const [any] = learner(1) as Json[];
    const claim = {
      ...any,
      id: 'forged',
      verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
      result: { success: true, score: { scaled: 1 } },
    };
    const scope = reportOn(cohort.course, [...passedOnly().slice(0, 0), claim]);
    expect(scope.learners[0]).toMatchObject({ passed: false, complete: false, doubts: ['passed-without-answers'] });
    expect(scope.learners[0]?.register.status).toBe('incomplete');
  });

  it('in somebody else’s registration is told', () => {
    const other = learner(2).map((s) => ({
      ...(s as Json),
      context: { ...((s as Json)['context'] as Json), registration: '11111111-1111-4111-8111-111111111111' },
    }));
    const mine = learner(1).map((s) => ({
      ...(s as Json),
      context: { ...((s as Json)['context'] as Json), registration: '11111111-1111-4111-8111-111111111111' },
    }));
    expect(found(...mine, ...other)).toMatchObject({ 'shared-registration': 1 });
  });

  it('of answers given in no time is told', () => {
    const fast = cohort.statements.map((s) =>
      s.result?.duration ? { ...s, result: { ...s.result, duration: 'PT0.5S' } } : s,
    );
    const passers = cohort.learners.filter(({ attempt }) => attempt.passed).length;
    expect(passers).toBeGreaterThan(0);
    expect(found(...fast)['too-fast']).toBe(passers);
  });
});

describe('statements made to do harm', () => {
  const NASTY = [
    '<img src=x onerror="globalThis.__xss = 1">',
    '"><script>globalThis.__xss = 1</script>',
    'javascript:alert(1)',
    '=cmd|calc!A1',
    '__proto__',
    'constructor',
    '{{7*7}}',
    '\u202Etxt.exe',
    'x'.repeat(10_000),
  ];

  /** A copy with one leaf or branch of it replaced. */
  function spoiled(statement: unknown, path: readonly number[], value: unknown): unknown {
    if (typeof statement !== 'object' || statement === null || path.length === 0) return value;
    const keys = Object.keys(statement);
    if (keys.length === 0) return value;
    const key = keys[(path[0] ?? 0) % keys.length] ?? '';
    const copy = Array.isArray(statement) ? [...(statement as unknown[])] : { ...statement };
    (copy as Json)[key] = spoiled((statement as Json)[key], path.slice(1), value);
    return copy;
  }

  it('pollute nothing, throw nothing, and are all counted', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(...NASTY, null, -1, 1e308, true, [], {}, JSON.parse('{"__proto__": {"polluted": 1}}')),
      fc.jsonValue(),
    );
    const pick = fc.nat({ max: cohort.statements.length - 1 });
    fc.assert(
      fc.property(pick, fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), values, (n, path, value) => {
        const scope = reportOn(cohort.course, [spoiled(cohort.statements[n], path, value), answer()]);
        expect(scope.read).toBe(2);
        for (const table of tables) tableCsv(table, scope);
        expect(({} as Json)['polluted']).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('may claim a round, a weight or a time of any size', () => {
    const changed = (id: string, change: (statement: Json) => void): Json => {
      const said = { ...answer(), id };
      change(said);
      return said;
    };
    const graded = cohort.statements.find((s) => s.verb.id.endsWith('/answered') && (s.context.extensions?.[ext('attempt')] ?? 0) === 1); // prettier-ignore
    const heavy = {
      ...graded,
      id: 'w',
      result: { ...graded?.result, score: { ...graded?.result?.score, max: 1e308 } },
    };
    const late = changed('r', (said) => {
      (said['context'] as { extensions: Json }).extensions[ext('attempt')] = 1e5;
    });
    const long = { ...answer(), id: 'd', verb: { id: verbs.terminated }, object: { id: unitIri(cohort.course) }, result: { duration: `PT${'9'.repeat(400)}H` } }; // prettier-ignore
    const scope = reportOn(cohort.course, [heavy, late, long, ...cohort.statements]);
    for (const table of tables) expect(tableCsv(table, scope)).not.toMatch(/NaN|Infinity/);
    expect(scope.quality.find(({ reason }) => reason === 'broken')?.count).toBe(2);
  });

  it('may be nested as deep as they like', () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const fold = new Fold(cohort.course, NOW);
    fold.take({ kind: 'value', value: JSON.parse(deep) });
    const said = answer();
    (said['context'] as { extensions: Json }).extensions['https://deep.example'] = JSON.parse(deep);
    fold.take({ kind: 'value', value: said });
    const { read, quality, learners } = fold.report();
    expect([read, quality[0]?.reason, learners.length]).toEqual([2, 'no-statement', 1]);
  });
});

describe('a roster', () => {
  it('gives names, teams and who is missing', () => {
    const csv =
      'User ID;Full name;Team;Due date\ndemo-001;Amber Heron;Alder;2026-12-01\nnobody;Quiet One;Alder;2026-11-01\n;No Id;;\nnobody;Twice;;';
    const scope = reportOn(cohort.course, cohort.statements, csv);
    expect(scope.missing.map(({ id, name, dueOn }) => [id, name, dueOn])).toEqual([
      ['nobody', 'Quiet One', '2026-11-01'],
    ]);
    expect(scope.learners[0]?.person?.team).toBe('Alder');
    expect(scope.quality.map(({ reason, count }) => [reason, count])).toEqual([
      ['not-on-roster', 2],
      ['not-in-data', 1],
      ['roster-broken', 2],
    ]);
  });

  const told = (csv: string) => {
    const { missing, quality } = reportOn(cohort.course, [], csv);
    return { missing, quality: quality.filter(({ reason }) => reason !== 'not-in-data') };
  };

  it('names each date that is none, and believes no day that does not exist', () => {
    const { missing, quality } = told(
      'id,assigned_on,due_on,left_on\na,2026-11-01,3/4/2026,\nb,2026-02-30,2026-13-01,\nc,2026-11-01T08:00:00Z,2028-02-29,2026-11-02 10:00\n',
    );
    expect(missing.map(({ assignedOn, dueOn, leftOn }) => [assignedOn, dueOn, leftOn])).toEqual([
      ['2026-11-01', '', ''],
      ['', '', ''],
      ['2026-11-01', '2028-02-29', '2026-11-02'],
    ]);
    expect(quality).toEqual([
      expect.objectContaining({ reason: 'roster-date', count: 3, example: 'line 2: due_on 3/4/2026' }),
    ]);
  });

  it('loses nobody behind a quotation mark that is not closed, and counts it', () => {
    const open = told('id,name,team\na,"Amber,Alder\nb,"Bo ""B"" Birch",Alder\nc,"Cy\nd,Di,Birch\n');
    expect(open.missing.map(({ id, name, team }) => [id, name, team])).toEqual([
      ['a', '"Amber', 'Alder'],
      ['b', 'Bo "B" Birch', 'Alder'],
      ['c', '"Cy', ''],
      ['d', 'Di', 'Birch'],
    ]);
    expect(open.quality).toEqual([
      expect.objectContaining({ reason: 'table-quote', count: 2, example: 'roster, line 2' }),
    ]);
  });

  it('knows people by their address where it has no other id', () => {
    const mailed = cohort.statements.map((s) => ({ ...s, actor: { mbox: 'mailto:Amber@Example.org' } }));
    for (const csv of ['E-mail,Team\nAMBER@example.org,Alder', 'id,email,team\n7,amber@example.org,Alder']) {
      const scope = reportOn(cohort.course, mailed, csv);
      expect([...new Set(scope.learners.map(({ id }) => id))]).toEqual(['amber@example.org']);
      expect(scope.learners[0]?.person?.team).toBe('Alder');
      expect(scope.missing).toEqual([]);
      expect(scope.quality.some(({ reason }) => reason === 'not-on-roster')).toBe(false);
    }
  });

  it('tells of one name at two home pages', () => {
    const [first] = cohort.statements;
    const elsewhere = {
      ...first,
      id: 'x',
      actor: { account: { homePage: 'https://other.example', name: 'demo-001' } },
    };
    const scope = reportOn(cohort.course, [...cohort.statements, elsewhere, { ...elsewhere, id: 'y' }]);
    expect(scope.quality).toContainEqual(expect.objectContaining({ reason: 'shared-account', count: 1, example: 'demo-001' })); // prettier-ignore
    expect(reportOn(cohort.course, cohort.statements).quality.map(({ reason }) => reason)).not.toContain('shared-account'); // prettier-ignore
  });

  it('without ids says what it lacks', () => {
    expect(() => new Fold(cohort.course, NOW).takeRoster('name,team\nA,B')).toThrow(RosterError);
    expect(() => new Fold(cohort.course, NOW).takeRoster('')).toThrow('no column with the learner');
  });
});
