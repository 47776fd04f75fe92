import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { unitIri } from '../../../src/course/iri.ts';
import { auditHtml } from '../../../src/report/audit.ts';
import { Fold } from '../../../src/report/fold.ts';
import { scopeOf } from '../../../src/report/scope.ts';
import type { Piece } from '../../../src/report/sources/json-pieces.ts';
import { openTable } from '../../../src/report/sources/open-table.ts';
import { readStream } from '../../../src/report/sources/read-stream.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { tableCsv } from '../../../src/report/tables/table.ts';
import { tables } from '../../../src/report/tables/tables.ts';
import { ext, verbs } from '../../../src/tracking/xapi/vocabulary.ts';
import { cohortOf, NOW, type Cohort } from '../../support/report-cohort.ts';

// Statements a learner or a broken program could put into a record store. What each page does with them on screen is
// tests/browser's; here nothing throws, nothing is polluted, all is counted, and no markup gets into the audit sheet.

let cohort: Cohort;
beforeAll(async () => {
  cohort = await cohortOf(1);
}, 30_000);

const NASTY = [
  '<img src=x onerror="globalThis.__xss = 1">',
  '"><script>globalThis.__xss = 1</script>',
  'javascript:alert(1)',
  '=cmd|calc!A1',
  '\n=1+1',
  '__proto__',
  'constructor',
  'toString',
  '\u202Etxt.exe',
  '\ud800',
  '\u0000',
  '',
];
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string());
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 1e308, Number.MIN_VALUE, true, [], {}, JSON.parse('{"__proto__":{"polluted":1}}')),
  text,
  fc.jsonValue(),
);
/** An object whose keys may be hostile, too. */
const map = (values: fc.Arbitrary<unknown>) =>
  fc.dictionary(text, values, { maxKeys: 4 }).map((found): unknown => JSON.parse(JSON.stringify(found)));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: of }, { weight: 1, arbitrary: anything });

/** A statement after the xAPI schema: markup in every text, and now and then something else in a place. */
const statement = (unit: string) => {
  const activity = (of: fc.Arbitrary<string>) =>
    fc.record({ objectType: fc.constant('Activity'), id: of, definition: maybe(fc.record({ type: text, name: map(text), description: map(text), interactionType: text, correctResponsesPattern: fc.array(text), choices: fc.array(fc.record({ id: text, description: map(text) }), { maxLength: 3 }), source: fc.array(fc.record({ id: text })), moreInfo: text })) }); // prettier-ignore
  const place = fc.constantFrom('', '/test/question/question/KP01-Q1', '/test/call/question/CALL1.N1', '/test/scene/question/SPOT1', '/test/attempt', '/call/CALL1', '/promise/1.0', '/fix/KP01', '/red-flag/RF1', '/test/__proto__/question/constructor').map((end) => `${unit}${end}`); // prettier-ignore
  const extensions = fc.record(
    Object.fromEntries(['contentVersion', 'locale', 'attempt', 'slug', 'type', 'kp', 'quality', 'helpUsed', 'confidence', 'packs', 'policyVersions', 'openGates', 'sha256', 'ending', 'critical', 'recovered', 'reason', 'build', 'formSeed'].map((name) => [ext(name), fc.oneof(anything, fc.constantFrom<unknown>('1.0.0', 1, ['KP01'], 'choice', 'node', 'best', 'good'))])), // prettier-ignore
    { requiredKeys: [] },
  );
  return fc.record({
    id: maybe(fc.uuid()),
    actor: maybe(fc.record({ objectType: fc.constantFrom('Agent', 'Group'), name: text, account: fc.record({ homePage: text, name: text }) })), // prettier-ignore
    verb: maybe(fc.record({ id: fc.constantFrom(...Object.values(verbs)), display: map(text) })),
    object: maybe(activity(fc.oneof(place, text))),
    result: maybe(fc.record({ response: text, success: fc.boolean(), completion: fc.boolean(), duration: fc.oneof(text, fc.constant('PT5S')), score: maybe(fc.record({ scaled: fc.double(), raw: fc.double(), max: fc.double() })), extensions: map(anything) })), // prettier-ignore
    context: maybe(fc.record({ registration: text, platform: text, language: text, extensions, contextActivities: maybe(fc.record({ grouping: fc.array(activity(place), { maxLength: 2 }), parent: anything })) })), // prettier-ignore
    timestamp: maybe(fc.constantFrom('2026-11-20T10:00:00Z', '+275760-09-13T00:00:00.001Z', '0000-01-01', '<b>')),
    authority: anything,
    attachments: anything,
  });
};

describe('statements made to do harm', () => {
  it('200 with markup in every text: nothing throws, nothing is polluted, all are counted', () => {
    fc.assert(
      fc.property(fc.array(statement(unitIri(cohort.course)), { minLength: 1, maxLength: 20 }), (statements) => {
        const fold = new Fold(cohort.course, NOW);
        for (const value of statements) fold.take({ kind: 'value', value }, NASTY[0]);
        const scope = scopeOf(fold.report());
        expect(scope.read).toBe(statements.length);
        for (const table of tables) expect(tableCsv(table, scope)).not.toMatch(/(^|\r\n|,)"[=+@|]/);
        summaryOf(scope);
        const audit = auditHtml(scope, { generatedAt: NASTY[1] ?? '', inputs: NASTY, files: [] });
        expect(audit).not.toMatch(/<(img|script)/);
        expect([({} as Record<string, unknown>)['polluted'], ([] as unknown as Record<string, unknown>)['polluted']]).toEqual([undefined, undefined]); // prettier-ignore
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('rows of an export likewise', () => {
    const header = 'User ID,Question,Response,Result,Right answer,Type,Timestamp,Latency,Weighting,Status,Score';
    const rows = fc.array(fc.array(fc.oneof(text, fc.constantFrom('KP01-Q1_x', 'CALL1-N1_x_a2', '00-META_course-version', 'content=1.0.0', '99-PROMISE_v1-0', 'signed;now', '2026-11-20 10:00')), { minLength: 11, maxLength: 11 }), { minLength: 1, maxLength: 8 }); // prettier-ignore
    fc.assert(
      fc.property(rows, (cells) => {
        const { suggested } = openTable(header);
        const fold = new Fold(cohort.course, NOW);
        fold.takeTable({ rows: cells, stray: [] }, suggested);
        const scope = scopeOf(fold.report());
        for (const table of tables) tableCsv(table, scope);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('a body made to choke on', () => {
  const read = async (chunks: Iterable<string>): Promise<{ fold: Fold; pieces: number }> => {
    const fold = new Fold(cohort.course, NOW);
    let pieces = 0;
    const encoder = new TextEncoder();
    const each = chunks[Symbol.iterator]();
    const stream = new ReadableStream<Uint8Array>({
      pull: (to) => {
        const { done, value } = each.next();
        if (done) to.close();
        else to.enqueue(encoder.encode(value));
      },
    });
    const take = (piece: Piece): void => {
      pieces += 1;
      fold.take(piece);
    };
    await readStream(stream, { take });
    return { fold, pieces };
  };
  const good = (): string => `${JSON.stringify(cohort.statements[0])}\n`;

  it('nested 10,000 deep is no statement, in a line, a list or saved progress, and the next one counts', async () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const lists = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const saved = `{"format":1,"course":"${cohort.course.id}","suspendData":"","location":"","records":[{"kind":"answered","response":${lists}}]}`; // prettier-ignore
    const { fold } = await read([`${deep}\n${saved}\n${good()}`]);
    const { read: all, quality, learners } = fold.report();
    expect([all, learners.length]).toEqual([3, 1]);
    expect(quality.map(({ reason, count }) => [reason, count])).toEqual([['no-statement', 2]]);
    expect((await read([`[${deep},${good()}]`])).fold.report().learners.length).toBe(1);
  });

  it('50 MB long is counted, not held, and the next one counts', async () => {
    const piece = 'x'.repeat(1 << 20);
    function* body(): Generator<string> {
      yield `${good()}{"id":"`;
      for (let n = 0; n < 50; n += 1) yield piece;
      yield `"}\n${good()}`;
    }
    const before = process.memoryUsage().heapUsed;
    const { fold, pieces } = await read(body());
    expect(pieces).toBe(3);
    expect(fold.report().quality.map(({ reason }) => reason)).toEqual(['too-long', 'same-statement']);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });
});
