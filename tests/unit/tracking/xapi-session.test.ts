import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import { readTinCanLaunch } from '../../../src/tracking/xapi/launch.ts';
import { createSession } from '../../../src/tracking/xapi/session.ts';
import { actor, lmsXapi, query, registration } from '../../support/lms-xapi.ts';
import { asWindow, tab } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract } from '../../support/session-contract.ts';

sessionContract('xAPI (Tin Can launch)', (course) => lmsXapi(course).fake);

describe('xAPI', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  const whole = async () => {
    const lms = lmsXapi(course);
    const session = lms.fake.launch();
    await session.open();
    const play = new Play(course).checks().start().round().sign();
    await session.save(batch(course, play.attempt, play.records));
    await session.close(90_000);
    return { ...lms, play };
  };

  it('tells initialized first, every record once, the verdicts, and terminated last', async () => {
    const { verbs, play } = await whole();
    const all = verbs();
    expect(all[0]).toBe('initialized');
    expect(all.slice(-3)).toEqual(['passed', 'completed', 'terminated']);
    expect(all).toHaveLength(play.records.length - 1 + 4);
  });

  it('[xAPI 3, 2.1.1] a retry after a lost answer stores nothing twice, and keeps ids and times', async () => {
    const lms = lmsXapi(course);
    const session = lms.fake.launch();
    await session.open();
    const play = new Play(course).checks();
    const step = batch(course, play.attempt, play.records);
    let lost = false;
    const handle = lms.lrs.handle.bind(lms.lrs);
    lms.lrs.handle = (request) => {
      const answer = handle(request);
      if (request.path !== 'statements' || lost) return answer;
      lost = true;
      return { ...answer, status: 502 };
    };
    await expect(session.save(step)).rejects.toThrow(/error 502/);
    await session.save(step);
    expect(lms.fake.record().answers).toHaveLength(10);
    expect(lms.verbs().filter((v) => v === 'answered')).toHaveLength(10);
  });

  it.each([
    [503, 'failed'],
    [429, 'failed'],
    [408, 'failed'],
    [401, 'session-ended'],
    [403, 'session-ended'],
    [404, 'refused'],
  ])('[reliability 3.5] status %d is %s', async (status, kind) => {
    const { fake, state } = lmsXapi(course);
    const session = fake.launch();
    await session.open();
    state.failing = true;
    state.status = status;
    const play = new Play(course).checks();
    await expect(session.save(batch(course, play.attempt, play.records))).rejects.toMatchObject({ kind, code: status });
  });

  it('[reliability 3.5] a State document that another window has changed is read again, then written with its new tag', async () => {
    const { fake, lrs, state } = lmsXapi(course);
    const [one, two] = [fake.launch(), fake.launch()];
    await one.open();
    await two.open();
    const play = new Play(course).checks();
    await one.save(batch(course, new Play(course).attempt));
    await two.save(batch(course, play.attempt, play.records));
    await one.save(batch(course, play.attempt));
    expect(state.requests.filter((r) => r.method === 'PUT').length).toBeGreaterThan(3);
    expect(lrs.statements.length).toBeGreaterThan(10);
  });

  it('[standards 4] sends passed and completed once in a registration, also when the State document was lost', async () => {
    const { fake, verbs, lrs, play } = await whole();
    const again = fake.launch();
    await again.open();
    await again.save(batch(course, play.attempt));
    expect(verbs().filter((v) => v === 'passed' || v === 'completed').length).toBe(2 + 3); // and three calls
    lrs.documents.put(
      {
        resource: 'activities/state',
        agent: JSON.stringify([undefined, undefined, undefined, actor.account]),
        activity: 'https://lms.example/act/9',
        registration,
        id: 'suspendData',
      },
      { suspendData: '', said: [] },
    );
    const third = fake.launch();
    await third.open();
    await third.save(batch(course, play.attempt));
    expect(verbs().filter((v) => v === 'passed')).toHaveLength(1);
  });

  it('left while a save is under way, it is stored to its end before terminated', async () => {
    const { fake, verbs } = lmsXapi(course);
    const session = fake.launch();
    await session.open();
    const play = new Play(course).checks();
    const saving = session.save(batch(course, play.attempt, play.records));
    await session.close(10);
    await saving;
    expect(verbs().at(-1)).toBe('terminated');
    expect((await fake.launch().open()).suspendData).not.toBe('');
  });

  it('[privacy] clears the address bar at once, keeps the launch in the tab until the learner leaves, and the actor is as launched', async () => {
    const { lrs, deps } = lmsXapi(course);
    const window = tab(query());
    const session = createSession(asWindow(window), course, deps);
    await session.open();
    expect(window.location.search).toBe('');
    expect(window.storage.size).toBe(1);
    const [kept = ''] = window.storage.values();
    const names = Object.keys(JSON.parse(kept) as object).sort();
    expect(names).toEqual(['activityId', 'actor', 'at', 'auth', 'endpoint', 'mode', 'registration']);
    await createSession(asWindow(tab('', window.storage)), course, deps).open(); // a reload
    await session.close(10);
    expect(window.storage.size).toBe(0);
    expect(lrs.statements.every((s) => JSON.stringify(s.actor) === JSON.stringify(actor))).toBe(true);
  });

  it('on a computer whose clock is a day behind, what is saved is later than what was found', async () => {
    const { fake, state, deps } = lmsXapi(course);
    const play = new Play(course);
    const first = fake.launch();
    await first.open();
    await first.save(batch(course, play.attempt, []));
    await first.close(10);
    const times = () =>
      state.requests
        .filter(({ method, path }) => method === 'PUT' && path === 'activities/state')
        .map(({ body }) => (JSON.parse(body) as { at: number }).at);
    const [found = 0] = times();
    const behind = { ...deps, now: () => deps.now() - 24 * 3600 * 1000 };
    const second = createSession(asWindow(tab(query())), course, behind);
    await second.open();
    await second.save(batch(course, play.checks().attempt, play.records));
    await second.save(batch(course, play.attempt, []));
    const [one = 0, two = 0] = times().slice(-2);
    expect(found).toBeGreaterThan(Date.UTC(2026, 10, 23));
    expect(one).toBeGreaterThan(found);
    expect(two).toBeGreaterThan(one);
  });

  it('[reliability 2.1] the last words of a closing window outlive the page', async () => {
    const { fake, state, verbs } = lmsXapi(course);
    const session = fake.launch();
    await session.open();
    const closing = session.close(10, 'ended');
    expect(state.requests.at(-1)).toMatchObject({ method: 'POST', path: 'statements', init: { keepalive: true } });
    await closing;
    expect(verbs()).toEqual(['initialized', 'terminated']);
  });
});

describe('[standards 4] a Tin Can launch', () => {
  it('takes actors of xAPI 0.9 by their first element, and a bare token as Basic', () => {
    const old = { name: ['X'], mbox: ['mailto:x@example.com'] };
    expect(readTinCanLaunch(query({ actor: JSON.stringify(old), auth: 'eDp5' }))).toMatchObject({
      actor: { name: 'X', mbox: 'mailto:x@example.com' },
      auth: 'Basic eDp5',
    });
  });
  it.each(['', '?endpoint=https://x/', '?endpoint=javascript:1&actor={}', '?endpoint=https://x/&actor=7'])(
    'is none without an endpoint and a learner: “%s”',
    (search) => expect(readTinCanLaunch(search)).toBeNull(),
  );
});
