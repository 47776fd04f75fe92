import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import type { Cmi5Options } from '../../../src/preview/lrs/cmi5.ts';
import { createSession } from '../../../src/tracking/cmi5/session.ts';
import { ACTIVITY, CATEGORY, lmsCmi5 } from '../../support/lms-cmi5.ts';
import { actor } from '../../support/lms-xapi.ts';
import { asWindow, tab } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract } from '../../support/session-contract.ts';

sessionContract('cmi5 (strict)', (course) => lmsCmi5(course).fake);

describe('cmi5', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  const session = (at: ReturnType<typeof lmsCmi5>, options: Partial<Cmi5Options> = {}) =>
    createSession(asWindow(at.open(options)), course, at.deps);

  /** A learner who does everything, in one session. */
  const whole = async (options: Partial<Cmi5Options> = {}, leave = true) => {
    const at = lmsCmi5(course);
    const first = session(at, options);
    await first.open();
    const play = new Play(course).checks().start().round().sign();
    await first.save(batch(course, play.attempt, play.records));
    if (leave) await first.close(90_000);
    return { ...at, play };
  };

  it('[cmi5 §8.2] the token is fetched by POST, once, before anything else', async () => {
    const at = lmsCmi5(course);
    await session(at).open();
    expect(at.state.requests.filter((r) => r.path === 'fetch').map((r) => r.method)).toEqual(['POST']);
    expect(at.state.requests[0]?.path).toBe('fetch');
  });

  it('[cmi5 §8.2.3] a token that was fetched before is a refused launch, said in a sentence', async () => {
    const at = lmsCmi5(course);
    const window = at.open();
    const { search } = window.location;
    await createSession(asWindow(window), course, at.deps).open();
    await expect(createSession(asWindow(tab(search)), course, at.deps).open()).rejects.toMatchObject({
      name: 'LaunchError',
      reason: 'refused',
    });
  });

  it('[cmi5 §10, §11] launch data and preferences are read before initialized', async () => {
    const at = lmsCmi5(course);
    const launch = await session(at, { preferences: { languagePreference: 'fr-FR,en' } }).open();
    const order = at.state.requests.map((r) => `${r.method} ${r.path}`);
    expect(order).toEqual([
      'POST fetch',
      'GET activities/state',
      'GET agents/profile',
      'GET activities/state',
      'POST statements',
    ]);
    expect(launch.languages).toEqual(['fr-FR', 'en']);
  });

  it('[cmi5 §9.3] initialized first, terminated last, no verb twice', async () => {
    const { verbs } = await whole();
    expect(verbs()).toEqual(['initialized', 'passed', 'completed', 'terminated']);
  });

  it('[cmi5 §9.5.1] a score stands on passed and failed only', async () => {
    const { defined } = await whole();
    expect(
      defined()
        .filter((s) => s.result?.score)
        .map((s) => s.verb.id),
    ).toEqual(['http://adlnet.gov/expapi/verbs/passed']);
  });

  it('[cmi5 §9.6.2.2] the moveOn category stands where success or completion does, and nowhere else', async () => {
    const { lms } = await whole();
    const moving = lms.lrs.statements.filter((s) => JSON.stringify(s.context).includes(`${CATEGORY}moveon`));
    expect(moving.map((s) => s.verb.id.split('/').at(-1))).toEqual(['passed', 'completed']);
  });

  it('[cmi5 §10.2.1] the context template is kept and added to, never replaced', async () => {
    const { lms } = await whole();
    for (const { context } of lms.lrs.statements) {
      expect(JSON.stringify(context?.contextActivities?.grouping)).toContain(`${ACTIVITY}/publisher`);
      expect(Object.keys(context?.extensions ?? {}).length).toBeGreaterThanOrEqual(8);
    }
  });

  it.each([0, 0.8, 0.95])(
    '[cmi5 §9.6.3.2] masteryScore %d is named on passed, whose score reaches it',
    async (mark) => {
      const { defined } = await whole({ masteryScore: mark });
      const passed = defined().find((s) => s.verb.id.endsWith('/passed'));
      expect(passed?.context?.extensions?.['https://w3id.org/xapi/cmi5/context/extensions/masteryscore']).toBe(mark);
      expect(passed?.result?.score?.scaled).toBeGreaterThanOrEqual(mark);
    },
  );

  it('[cmi5 §10.2.4] masteryScore null is none', async () => {
    const at = lmsCmi5(course);
    expect((await session(at, { masteryScore: null }).open()).mastery).toBeNull();
    expect(JSON.stringify((await whole({ masteryScore: null })).defined())).not.toContain('masteryscore');
  });

  it.each(['Browse', 'Review'] as const)(
    '[cmi5 §10.2.2] in %s only initialized and terminated are said',
    async (mode) => {
      const { lms } = await whole({ mode });
      expect(lms.lrs.statements.map((s) => s.verb.id.split('/').at(-1))).toEqual(['initialized', 'terminated']);
    },
  );

  it('[cmi5 §9.3] launched again after passed and completed, neither is said again', async () => {
    const at = await whole();
    const again = session(at);
    await again.open();
    await again.save(batch(course, at.play.attempt));
    await again.close(10);
    expect(at.verbs().slice(4)).toEqual(['initialized', 'terminated']);
  });

  it('[cmi5 §9.3] a failed round with tries left is neither passed nor failed; scored tells it (decision 1)', async () => {
    const at = lmsCmi5(course);
    const first = session(at, { masteryScore: 0.8 });
    await first.open();
    const play = new Play(course).checks().start();
    play.round((what) => (what.type === 'node' ? [what.options.find((o) => what.key[o.id] !== 'best')?.id ?? ''] : []));
    for (const run of play.attempt.round?.items ?? []) if (!run.response) play.answer(run.item, ['?']);
    play.round();
    await first.save(batch(course, play.attempt, play.records));
    await first.close(10);
    expect(at.verbs()).toEqual(['initialized', 'terminated']);
    expect(at.lms.lrs.statements.filter((s) => s.verb.id.endsWith('/scored'))).toHaveLength(1);
  });

  it('[cmi5 §8.2] a reload keeps the token and the session: nothing is said twice, and terminated still comes last', async () => {
    const at = lmsCmi5(course);
    const window = at.open();
    const before = createSession(asWindow(window), course, at.deps);
    await before.open();
    const play = new Play(course).checks().start().round().sign();
    await before.save(batch(course, play.attempt, play.records));
    await before.close(10, 'ended'); // the window goes
    const after = createSession(asWindow(tab('', window.storage)), course, at.deps);
    await after.open();
    await after.save(batch(course, play.attempt));
    await after.close(20);
    expect(at.verbs()).toEqual(['initialized', 'passed', 'completed', 'terminated']);
    expect(window.storage.size).toBe(0);
  });

  it('[privacy] launch parameters leave the address bar at once, and no storage holds the fetch address', async () => {
    const at = lmsCmi5(course);
    const window = at.open();
    await createSession(asWindow(window), course, at.deps).open();
    expect(window.location.search).toBe('');
    expect([...window.storage.values()].join()).not.toContain('fetch?session');
  });

  it('[cmi5 §9.2] the actor is as launched, and the returnURL is handed on', async () => {
    const at = lmsCmi5(course);
    const launch = await session(at, { returnURL: 'https://lms.example/back' }).open();
    expect(launch.returnUrl).toBe('https://lms.example/back');
    expect(at.lms.lrs.statements.every((s) => JSON.stringify(s.actor) === JSON.stringify(actor))).toBe(true);
  });

  it('[cmi5 §9.3.8] nothing is written after terminated, and LMS.LaunchData never', async () => {
    const { state } = await whole();
    const last = state.requests.findLastIndex((r) => r.method === 'POST');
    expect(state.requests.slice(last + 1)).toEqual([]);
    expect(state.requests[last]?.body).toContain('terminated');
    expect(state.requests.filter((r) => r.method === 'PUT').every((r) => !r.body.includes('contextTemplate'))).toBe(
      true,
    );
  });
});
