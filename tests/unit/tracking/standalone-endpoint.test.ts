import { beforeAll, describe, expect, it } from 'vitest';
import { createSession } from '../../../src/app/web-with-endpoint.ts';
import type { Course } from '../../../src/course/course.ts';
import { MemoryLrs } from '../../../src/preview/lrs/lrs.ts';
import { fromProgress } from '../../../src/tracking/standalone/progress.ts';
import { actor, query, registration } from '../../support/lms-xapi.ts';
import { asWindow, ENDPOINT, network, tab } from '../../support/lrs-window.ts';
import { Play, T0 } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract, type FakeLms } from '../../support/session-contract.ts';

/** A tab with the web package that was built for a record store, and that record store. */
function web(course: Course) {
  const lrs = new MemoryLrs();
  // Open to everybody: that is what a page without a key needs.
  const { fetch, state } = network({
    handle: (request) => lrs.handle({ ...request, headers: { authorization: 'Basic eDp5', ...request.headers } }),
  });
  let clock = T0;
  const deps = { fetch, now: () => (clock += 10) };
  const storage = new Map<string, string>();
  let allowed = true;
  let writes = 0;
  const page = (search: string) => {
    const there = tab(search, storage);
    const { setItem } = there.sessionStorage;
    there.sessionStorage.setItem = (key, value) => {
      if (key.endsWith(':progress')) writes += 1;
      setItem(key, value);
    };
    return {
      ...there,
      document: { documentElement: { dataset: { endpoint: `${ENDPOINT}/` } } },
      get sessionStorage() {
        if (!allowed) throw new DOMException('denied', 'SecurityError');
        return there.sessionStorage;
      },
    };
  };
  const open = (search = '') => createSession(asWindow(page(search)), course, deps);
  const kept = () => fromProgress(course, storage.get(`${course.id}:progress`) ?? '');
  const verbs = () => lrs.statements.map((s) => s.verb.id.split('/').at(-1) ?? '');
  const fake: FakeLms = {
    launch: ({ mode, mastery } = {}) => {
      const asked = new URLSearchParams();
      if (mode && mode !== 'normal') asked.set('mode', mode);
      if (mastery !== undefined) asked.set('mastery', String(mastery));
      return open(`?${asked}`);
    },
    setsMastery: false,
    nowhere: () => {
      allowed = false;
      return open();
    },
    record: () => ({
      completed: kept()?.completed ?? false,
      passed: (kept()?.passed && kept()?.completed) ?? false,
      failed: kept()?.failed ?? false,
      score: kept()?.scaled == null ? null : (kept()?.scaled ?? 0) * 100,
      answers: lrs.statements.flatMap((s) =>
        s.verb.id.endsWith('/answered') ? [`${s.object.id} ${s.timestamp}`] : [],
      ),
      writes: writes + verbs().filter((v) => v !== 'initialized' && v !== 'terminated').length,
    }),
    losesState: () => storage.delete(`${course.id}:progress`),
    failing: (on) => (state.failing = on),
  };
  return { fake, lrs, state, storage, verbs, open, kept, page, deps };
}

sessionContract('web with a record store', (course) => web(course).fake);

describe('web with a record store', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });
  const bestRun = () => new Play(course).checks().start().round().sign();

  it('says where the answers go, and sends them under a name that stands for nobody, without a key', async () => {
    const at = web(course);
    const session = at.open();
    const { file } = await session.open();
    expect(file?.sentTo).toBe('lrs.example');
    const play = bestRun();
    await session.save(batch(course, play.attempt, play.records));
    await session.close(10);
    expect([at.verbs()[0], at.verbs().at(-1)]).toEqual(['initialized', 'terminated']);
    expect(at.verbs().filter((v) => v === 'answered').length).toBeGreaterThan(30);
    expect(at.kept()?.records).toEqual(play.records);
    const names = new Set(at.lrs.statements.map((s) => JSON.stringify(s.actor)));
    expect(names.size).toBe(1);
    expect([...names][0]).toMatch(/"homePage":"https:\/\/[^"]+\/pseudonym","name":"[0-9a-f-]{36}"/);
    expect(at.state.requests.every((r) => r.headers['authorization'] === undefined)).toBe(true);
    expect(new Set(at.state.requests.map((r) => `${r.method} ${r.path}`))).toEqual(new Set(['POST statements']));
  });

  it('after a reload it is the same nobody, and no verdict is told twice; in another tab it is somebody else', async () => {
    const at = web(course);
    const session = at.open();
    await session.open();
    const play = bestRun();
    await session.save(batch(course, play.attempt, play.records));
    await session.close(10, 'ended');
    const again = at.open();
    await again.open();
    await again.save(batch(course, play.attempt));
    await again.close(10);
    const third = at.open();
    await third.open();
    await third.save(batch(course, play.attempt));
    const unit = at.lrs.statements.filter((s) => s.object.id.endsWith('/unit')).map((s) => s.verb.id.split('/').at(-1));
    expect(unit.filter((v) => v === 'passed' || v === 'completed')).toEqual(['passed', 'completed']);
    expect(new Set(at.lrs.statements.map((s) => JSON.stringify([s.actor, s.context?.registration]))).size).toBe(1);
    const other = web(course);
    await other.open().open();
    expect(JSON.stringify(other.lrs.statements[0]?.actor)).not.toBe(JSON.stringify(at.lrs.statements[0]?.actor));
  });

  it('a Tin Can launch into the same record store lends its learner and key, which go when the learner leaves', async () => {
    const at = web(course);
    const window = at.page(query({ endpoint: ENDPOINT }));
    const session = createSession(asWindow(window), course, at.deps);
    await session.open();
    expect(window.location.search).toBe('');
    await session.close(10);
    expect(at.lrs.statements.map((s) => [s.actor, s.context?.registration])).toEqual([
      [actor, registration],
      [actor, registration],
    ]);
    expect(at.state.requests.every((r) => r.headers['authorization'] === 'Basic eDp5')).toBe(true);
    expect([...at.storage.values()].join()).not.toContain('eDp5');
  });

  it('a key for another record store is never given to this one', async () => {
    const at = web(course);
    await at.open(query({ endpoint: 'https://elsewhere.example/xapi/' })).open();
    expect(at.state.requests.every((r) => r.headers['authorization'] === undefined)).toBe(true);
    expect(JSON.stringify(at.lrs.statements)).not.toContain('u-17');
  });

  it.each([401, 404])(
    'where the record store does not take part (%d), progress is kept and the loss is counted',
    async (status) => {
      const at = web(course);
      at.state.instead = () => new Response('no', { status });
      const session = at.open();
      expect((await session.open()).file?.sentTo).toBe('lrs.example');
      const play = new Play(course).checks();
      const step = batch(course, play.attempt, play.records);
      await session.save(step);
      await session.save(step);
      expect(session.refused).toBe(10);
      expect(at.kept()?.suspendData).toBe(step.snapshot.suspendData);
      await session.close(10);
    },
  );

  it('while the line is down, answers are kept in the tab and wait to be sent', async () => {
    const at = web(course);
    at.state.failing = true;
    const session = at.open();
    await session.open();
    const play = new Play(course).checks();
    const step = batch(course, play.attempt, play.records);
    await expect(session.save(step)).rejects.toMatchObject({ kind: 'failed' });
    expect(at.kept()?.records).toHaveLength(10);
    at.state.failing = false;
    await session.save(step);
    expect(at.verbs().slice(0, 2)).toEqual(['initialized', 'answered']);
    expect(at.kept()?.records).toHaveLength(10);
  });

  it.each(['browse', 'review'])('sends nothing at all in %s', async (mode) => {
    const at = web(course);
    const session = at.open(`?mode=${mode}`);
    await session.open();
    await session.close(10);
    expect(at.state.requests).toEqual([]);
  });

  it('a page that names no record store is a broken package, said in a sentence', () => {
    const nameless = { ...tab(''), document: { documentElement: { dataset: {} } } };
    expect(() => createSession(asWindow(nameless), course)).toThrow(/has to be built again/);
  });
});
