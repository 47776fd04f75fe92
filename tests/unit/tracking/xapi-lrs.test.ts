import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../../src/attempt/random.ts';
import type { AttemptRecord } from '../../../src/attempt/record.ts';
import type { Course } from '../../../src/course/course.ts';
import type { LmsError } from '../../../src/tracking/errors.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { batches } from '../../../src/tracking/xapi/batches.ts';
import { Lrs } from '../../../src/tracking/xapi/lrs.ts';
import { doneOf, merged, readSaved } from '../../../src/tracking/xapi/state-document.ts';
import type { Statement } from '../../../src/tracking/xapi/statement.ts';
import { toStatement } from '../../../src/tracking/xapi/statements.ts';
import { actor, lmsXapi, registration } from '../../support/lms-xapi.ts';
import { ENDPOINT, network } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

/** A learner with a Tin Can launch, and ten answered checks to be sent. */
async function start() {
  const lms = lmsXapi(course);
  const session = lms.fake.launch();
  await session.open();
  const play = new Play(course).checks();
  const posts = () => lms.state.requests.filter((r) => r.method === 'POST' && r.path === 'statements');
  return { ...lms, session, play, posts, step: batch(course, play.attempt, play.records) };
}
const listOf = (body: string): { id: string; object: { id: string } }[] => JSON.parse(body) as never;
const is = (status: number, headers: Record<string, string> = {}) => new Response('no', { status, headers });

describe('[reliability 3.5] statements an LRS does not take', () => {
  it.each([400, 413])('%d: the bad one is set aside, counted and kept whole; all others are stored', async (status) => {
    const { session, step, state, lrs, fake, posts } = await start();
    const bad = 'question/KP04-C';
    state.instead = ({ path, body }) => (path === 'statements' && body.includes(bad) ? is(status) : undefined);
    await session.save(step);
    expect(session.refused).toBe(1);
    expect(fake.record().answers).toHaveLength(9);
    // Halves, not one by one: opening, the whole, then four levels of two.
    expect(posts().length).toBeLessThanOrEqual(1 + 1 + 2 * 4);
    state.instead = () => undefined;
    await session.save(step);
    expect(fake.record().answers).toHaveLength(9); // said plainly, and never tried in vain again
    const again = fake.launch();
    await again.open();
    expect(again.refused).toBe(1);
    const [document] = state.requests.filter((r) => r.method === 'PUT').slice(-1);
    expect(readSaved(JSON.parse(document?.body ?? '')).setAside.map((s) => s.object.id)).toEqual([
      expect.stringContaining(bad),
    ]);
    expect(lrs.statements.filter((s) => s.verb.id.endsWith('/progressed'))).toHaveLength(1);
  });

  it('a quarantine does not end when the line breaks afterwards: nothing is counted twice', async () => {
    const { session, step, state, fake } = await start();
    let down = true;
    state.instead = ({ path, method, body }) => {
      if (path === 'statements' && body.includes('question/KP04-C')) return is(400);
      return down && method === 'PUT' ? is(503) : undefined;
    };
    await expect(session.save(step)).rejects.toMatchObject({ kind: 'failed' });
    down = false;
    await session.save(step);
    expect(session.refused).toBe(1);
    expect(fake.record().answers).toHaveLength(9);
  });

  it.each([
    ['the same', (s: Statement) => s, 0],
    ['the same, keys in another order', ({ verb, result, ...s }: Statement) => ({ ...s, result, verb }), 0],
    ['another answer', (s: Statement) => ({ ...s, result: { response: 'another' } }), 1],
    ['another question', (s: Statement) => ({ ...s, object: { id: 'https://example.com/1' } }), 1],
  ])('409, and under its id there is %s', async (_what, there, refused) => {
    const line = network(new MemoryLrs());
    const [record] = new Play(course).checks().records;
    const statement = { id: 'a', actor, ...toStatement(record as AttemptRecord, { course, round: 0, form: '' }) };
    const access = { endpoint: ENDPOINT, auth: 'Basic x', actor, registration, activityId: 'https://lms.example/1' };
    line.state.instead = ({ method }) =>
      method === 'POST'
        ? is(409)
        : new Response(JSON.stringify({ ...there(statement), stored: 'x', version: '1.0.0' }));
    const told = { stored: 0, refuse: 0 };
    await new Lrs(access, line.fetch).send([statement], {
      stored: () => (told.stored += 1),
      refuse: () => (told.refuse += 1),
    });
    expect(told).toEqual({ stored: 1 - refused, refuse: refused });
  });

  it('a success that does not list our ids is none: a sign-in page comes with status 200 as well', async () => {
    const { session, step, state } = await start();
    for (const body of ['<html>Sign in</html>', '[]', '{}', '["00000000-0000-4000-8000-000000000000"]']) {
      state.instead = ({ path }) => (path === 'statements' ? new Response(body) : undefined);
      await expect(session.save(step)).rejects.toMatchObject({ kind: 'failed' });
    }
  });
});

describe('[reliability 3.5] requests', () => {
  it('hold at most 25 statements and 48 KiB of UTF-8, in order, and lose none', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀'), maxLength: 9000 }), {
      maxLength: 90,
    });
    fc.assert(
      fc.property(texts, (list) => {
        const parts = batches(list);
        expect(parts.flat()).toEqual(list);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(25);
          const bytes = new TextEncoder().encode(JSON.stringify(part)).length;
          expect(part.length === 1 || bytes <= 48 * 1024).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of a whole course taken offline go in parts, first things first', async () => {
    const { session, posts, fake } = await start();
    const play = new Play(course).checks().start().round().sign();
    await session.save(batch(course, play.attempt, play.records));
    const sizes = posts().map((r) => [listOf(r.body).length, new TextEncoder().encode(r.body).length]);
    expect(sizes.length).toBeGreaterThan(2);
    for (const [statements = 0, bytes = 0] of sizes) {
      expect(statements).toBeLessThanOrEqual(25);
      expect(bytes).toBeLessThanOrEqual(48 * 1024);
    }
    expect(fake.record().passed).toBe(true);
  });

  it.each([
    [503, '7', 7000],
    [429, '120', 120_000],
    [429, '86400', 300_000],
    [503, '', 0],
    [503, 'soon', 0],
    [500, '7', 0],
  ])('%d with Retry-After “%s” asks for %d ms', async (status, after, ms) => {
    const { session, step, state } = await start();
    state.instead = () => is(status, { 'Retry-After': after });
    await expect(session.save(step)).rejects.toMatchObject({ kind: 'failed', retryAfterMs: ms });
  });

  it('a Retry-After may be a date', async () => {
    const { session, step, state } = await start();
    state.instead = () => is(503, { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() });
    const error = (await session.save(step).catch((e: unknown) => e)) as LmsError;
    expect(error.retryAfterMs).toBeGreaterThan(55_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('[standards 4] a launch while the record store is down', () => {
  const down = async (status: number) => {
    const lms = lmsXapi(course);
    lms.state.instead = ({ path }) => (path === 'statements' ? is(status) : undefined);
    return { ...lms, session: lms.fake.launch() };
  };

  it.each([503, 429, 408])('(%d) opens the course, and says initialized first when it can', async (status) => {
    const { session, state, verbs } = await down(status);
    expect((await session.open()).mode).toBe('normal');
    const play = new Play(course).checks();
    await expect(session.save(batch(course, play.attempt, play.records))).rejects.toMatchObject({ kind: 'failed' });
    state.instead = () => undefined;
    await session.save(batch(course, play.attempt, play.records));
    expect(verbs()[0]).toBe('initialized');
    expect(verbs().filter((v) => v === 'initialized')).toHaveLength(1);
    const [first] = state.requests.filter((r) => r.path === 'statements').slice(-2);
    expect(listOf(first?.body ?? '')).toHaveLength(1);
  });

  it.each([400, 401, 403])('(%d) is a refused launch', async (status) => {
    const { session } = await down(status);
    await expect(session.open()).rejects.toMatchObject({ name: 'LaunchError', reason: 'refused' });
  });

  it('left at once, it says both in the right order', async () => {
    const { session, state, verbs } = await down(503);
    await session.open();
    state.instead = () => undefined;
    await session.close(10);
    expect(verbs()).toEqual(['initialized', 'terminated']);
  });

  it('is refused when the saved state cannot be read: nothing may be written over what was there', async () => {
    const { fake, state } = lmsXapi(course);
    state.instead = ({ path }) => (path === 'activities/state' ? is(503) : undefined);
    await expect(fake.launch().open()).rejects.toMatchObject({ name: 'LaunchError' });
  });
});

describe('[reliability 3.5, 3.6] two windows and one State document', () => {
  it('the attempt that has come further stays, and verdicts of both', async () => {
    const { fake } = lmsXapi(course);
    const [ahead, behind] = [fake.launch(), fake.launch()];
    await ahead.open();
    await behind.open();
    const far = new Play(course).checks().start().round().sign();
    const near = new Play(course).checks();
    const step = batch(course, far.attempt, far.records);
    await ahead.save(step);
    await behind.save(batch(course, near.attempt, near.records)); // It knew of no document: a first one.
    await behind.save(batch(course, near.attempt));
    const next = fake.launch();
    expect((await next.open()).suspendData).toBe(step.snapshot.suspendData);
    expect(fake.record()).toMatchObject({ passed: true });
    expect(await behind.check()).toMatchObject({ readBack: true });
  });

  it('the window that comes further later takes over', async () => {
    const { fake } = lmsXapi(course);
    const [one, two] = [fake.launch(), fake.launch()];
    await one.open();
    await two.open();
    const near = new Play(course).checks();
    await one.save(batch(course, near.attempt, near.records));
    const far = new Play(course).checks().start().calls();
    const step = batch(course, far.attempt, far.records);
    await two.save(step);
    expect((await fake.launch().open()).suspendData).toBe(step.snapshot.suspendData);
  });

  it('an LRS whose tags never match does not stop the saving', async () => {
    const { session, step, state, fake } = await start();
    state.instead = ({ method, headers }) => (method === 'PUT' && headers['if-match'] ? is(412) : undefined);
    await session.save(step);
    await session.save(step);
    expect((await fake.launch().open()).suspendData).toBe(step.snapshot.suspendData);
  });

  it('merging never takes anything back, whoever comes first', () => {
    const saved = fc.record({
      suspendData: fc.string(),
      done: fc.nat(5),
      at: fc.nat(3),
      said: fc.subarray(['passed', 'completed', 'failed'] as const),
      progress: fc.nat(99),
      refused: fc.nat(3),
      setAside: fc.constant([]),
    });
    fc.assert(
      fc.property(saved, saved, (a, b) => {
        const both = merged(a, b);
        expect(both.done).toBe(Math.max(a.done, b.done));
        expect(both.progress).toBe(Math.max(a.progress, b.progress));
        expect(new Set(both.said)).toEqual(new Set([...a.said, ...b.said]));
        expect([a.suspendData, b.suspendData]).toContain(both.suspendData);
      }),
    );
  });

  it('a document that is not ours, or older, reads as nothing', () => {
    const key = fc.constantFrom('suspendData', 'done', 'at', 'said', 'progress', 'refused', 'setAside');
    const odd = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.constant(undefined))));
    fc.assert(
      fc.property(odd, odd, (a, b) => {
        const { done, progress, refused } = merged(readSaved(a), readSaved(b));
        expect([done, progress, refused].every((n) => typeof n === 'number')).toBe(true);
      }),
    );
    expect(readSaved({ suspendData: 'x', said: ['passed'], progress: 7 })).toMatchObject({ done: 0, said: ['passed'] });
  });

  it('how far an attempt has come grows with every step of a learner', () => {
    const play = new Play(course);
    let before = -1;
    const grows = () => {
      const now = doneOf(batch(course, play.attempt).snapshot);
      expect(now).toBeGreaterThan(before);
      before = now;
    };
    grows();
    play.checks();
    grows();
    play.start();
    grows();
    play.calls();
    grows();
    play.round((what) => rightWith(0)(what, random(3), 3));
    grows();
    play.start(9);
    grows();
    play.round();
    grows();
    play.sign();
    grows();
  });
});
