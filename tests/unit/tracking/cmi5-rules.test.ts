import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../../src/attempt/random.ts';
import type { Course } from '../../../src/course/course.ts';
import { unitIri } from '../../../src/course/iri.ts';
import { rightWith } from '../../../src/package/gates/simulate.ts';
import type { Cmi5Options } from '../../../src/preview/lrs/cmi5.ts';
import { readLanguages, readLaunchData } from '../../../src/tracking/cmi5/launch.ts';
import { createSession } from '../../../src/tracking/cmi5/session.ts';
import { ACTIVITY, CATEGORY, lmsCmi5 } from '../../support/lms-cmi5.ts';
import { actor } from '../../support/lms-xapi.ts';
import { asWindow, tab } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

let course: Course;
/** The same course, where one failed round is the last. */
let oneTry: Course;
beforeAll(async () => {
  course = await realCourse();
  oneTry = { ...course, settings: { ...course.settings, maxAttempts: 1 } };
});

const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
const short = (verb: { id: string }): string => verb.id.split('/').at(-1) ?? '';

/** One session of somebody who answers well with this probability, on an LMS that refuses what the profile forbids. */
async function session(content: Course, right: number, options: Partial<Cmi5Options> = {}) {
  const at = lmsCmi5(content);
  const first = createSession(asWindow(at.open(options)), content, at.deps);
  await first.open();
  const play = new Play(content).checks().start();
  const next = random(4);
  play.round((what) => rightWith(right)(what, next, 4));
  if (play.attempt.passed) play.sign();
  await first.save(batch(content, play.attempt, play.records));
  await first.close(90_000);
  return { ...at, play, all: at.lms.lrs.statements };
}
type Told = Awaited<ReturnType<typeof session>>;
const find = ({ defined }: Told, verb: string) => defined().find((s) => short(s.verb) === verb);

describe('cmi5, rule by rule', () => {
  it('[cmi5 §9.3.5] failed is said when no try is left, with a score below the mastery score and its extension', async () => {
    const told = await session(oneTry, 0.2, { masteryScore: 0.8 });
    const failed = find(told, 'failed');
    expect(failed?.result).toMatchObject({ success: false, duration: expect.stringMatching(/^PT/) as string });
    expect(failed?.result?.score?.scaled).toBeLessThan(0.8);
    expect(failed?.context?.extensions?.[MASTERY]).toBe(0.8);
    expect(told.verbs()).toEqual(['initialized', 'failed', 'terminated']);
    expect(told.state.refusals).toEqual([]);
  });

  it.each([0, 0.05])(
    '[cmi5 §9.3.5] the mark %d is reached and a gate is open: neither passed nor failed, and scored tells which gate',
    async (masteryScore) => {
      const told = await session(oneTry, 0.4, { masteryScore });
      const { outcome } = batch(oneTry, told.play.attempt).snapshot;
      expect(outcome.success).toBe('failed');
      expect(outcome.scaled).toBeGreaterThanOrEqual(masteryScore);
      expect(told.verbs()).toEqual(['initialized', 'terminated']);
      const scored = told.all.filter((s) => short(s.verb) === 'scored');
      expect(scored).toHaveLength(1);
      expect(scored[0]?.result).toMatchObject({ success: false });
      const gates = Object.entries(scored[0]?.context?.extensions ?? {}).find(([iri]) => iri.endsWith('/openGates'));
      expect(gates?.[1]).toContain('M1');
    },
  );

  it('[cmi5 §9.5.1] of the cmi5-defined statements only passed and failed have a score', async () => {
    for (const told of [await session(course, 1, { masteryScore: 0.8 }), await session(oneTry, 0.2)])
      for (const { verb, result } of told.defined())
        expect(result?.score !== undefined).toBe(['passed', 'failed'].includes(short(verb)));
  });

  it('[cmi5 §9.5.2, §9.5.3] success and completion stand where the profile wants them, and nowhere else', async () => {
    const told = await session(course, 1);
    expect(find(told, 'passed')?.result?.success).toBe(true);
    expect(find(told, 'completed')?.result).toMatchObject({ completion: true });
    for (const { verb, result } of told.defined()) {
      expect(result?.success).toBe(short(verb) === 'passed' ? true : undefined);
      expect(result?.completion).toBe(short(verb) === 'completed' ? true : undefined);
    }
  });

  it('[cmi5 §9.5.4] completed, passed, failed and terminated have a duration', async () => {
    const defined = [...(await session(course, 1)).defined(), ...(await session(oneTry, 0.2)).defined()];
    for (const { verb, result } of defined)
      expect(/^PT[\d.]+S$/.test(result?.duration ?? '')).toBe(short(verb) !== 'initialized');
  });

  it('[cmi5 §9.5.5.1] progress is a whole percent that grows, never on completed nor after it', async () => {
    const at = lmsCmi5(course);
    const first = createSession(asWindow(at.open()), course, at.deps);
    await first.open();
    const play = new Play(course);
    const step = async (from = play.records.length, act: () => unknown = () => undefined) => {
      act();
      await first.save(batch(course, play.attempt, play.records.slice(from)));
    };
    await step(0, () => play.checks());
    await step(play.records.length, () => play.start().calls());
    await step(play.records.length, () => play.round());
    await step(play.records.length, () => play.sign());
    await step();
    const all = at.lms.lrs.statements;
    const percents = all.flatMap(({ result }) =>
      Object.entries(result?.extensions ?? {}).flatMap(([iri, value]) => (iri.endsWith('/progress') ? [value] : [])),
    );
    expect(percents.length).toBeGreaterThanOrEqual(3);
    expect(percents.every((p) => Number.isInteger(p) && Number(p) > 0 && Number(p) < 100)).toBe(true);
    expect([...percents].sort((a, b) => Number(a) - Number(b))).toEqual(percents);
    const unitDone = all.findIndex((s) => short(s.verb) === 'completed' && s.object.id === ACTIVITY);
    const last = all.findLastIndex((s) => short(s.verb) === 'progressed');
    expect(last).toBeLessThan(unitDone);
    const again = createSession(asWindow(at.open()), course, at.deps);
    await again.open();
    await again.save(batch(course, new Play(course).checks().attempt)); // somebody has emptied the saved attempt
    expect(at.lms.lrs.statements.findLastIndex((s) => short(s.verb) === 'progressed')).toBe(last);
  });

  it('[cmi5 §9.3.5] no failed after passed, whatever a later session thinks', async () => {
    const told = await session(oneTry, 1);
    const again = createSession(asWindow(told.open()), oneTry, told.deps);
    await again.open();
    const play = new Play(oneTry);
    for (let n = 0; n < 200; n += 1) play.act({ kind: 'open', location: n % 2 ? 'home' : 'glossary' }); // time goes by
    play.checks().start();
    play.round((what) => rightWith(0)(what, random(3), 3));
    const step = batch(oneTry, play.attempt, play.records);
    expect(step.snapshot.outcome.success).toBe('failed');
    await again.save(step);
    await again.close(10);
    expect(told.verbs()).not.toContain('failed');
    expect(told.state.refusals).toEqual([]);
  });

  it('[cmi5 §9.3] never passed and failed in one session; the next one may pass', async () => {
    const at = lmsCmi5(oneTry);
    const window = at.open();
    const first = createSession(asWindow(window), oneTry, at.deps);
    await first.open();
    const poor = new Play(oneTry).checks().start();
    poor.round((what) => rightWith(0)(what, random(3), 3));
    await first.save(batch(oneTry, poor.attempt, poor.records));
    const good = new Play(oneTry).checks().start().round().sign();
    await first.save(batch(oneTry, good.attempt));
    await first.close(10, 'ended');
    const reloaded = createSession(asWindow(tab('', window.storage)), oneTry, at.deps);
    await reloaded.open();
    await reloaded.save(batch(oneTry, good.attempt));
    await reloaded.close(10);
    expect(at.verbs().filter((v) => v === 'passed' || v === 'failed')).toEqual(['failed']);
    const next = createSession(asWindow(at.open()), oneTry, at.deps);
    await next.open();
    await next.save(batch(oneTry, good.attempt));
    expect(at.verbs().filter((v) => v === 'passed' || v === 'failed')).toEqual(['failed', 'passed']);
    expect(at.state.refusals).toEqual([]);
  });

  it('[cmi5 §9.3] initialized whose answer was lost is the same statement after a reload, not a second one', async () => {
    const at = lmsCmi5(course);
    const window = at.open();
    at.state.instead = (request) => {
      if (request.path !== 'statements') return undefined;
      at.lms.handle({ ...request, query: new URLSearchParams() });
      return new Response('gateway', { status: 502 });
    };
    await createSession(asWindow(window), course, at.deps).open();
    at.state.instead = () => undefined;
    const reloaded = createSession(asWindow(tab('', window.storage)), course, at.deps);
    await reloaded.open();
    await reloaded.close(10);
    expect(at.verbs()).toEqual(['initialized', 'terminated']);
    expect(at.state.refusals).toEqual([]);
  });

  it('[cmi5 §9.4] the object of what cmi5 defines is the LMS’s id, never the one in the package', async () => {
    const { defined } = await session(course, 1);
    expect(new Set(defined().map((s) => s.object.id))).toEqual(new Set([ACTIVITY]));
    expect(ACTIVITY).not.toBe(unitIri(course));
  });

  it('[cmi5 §9.6.2] what cmi5 only allows is in neither of its categories', async () => {
    const { all, defined } = await session(course, 1);
    const allowed = all.filter((s) => !defined().includes(s));
    expect(allowed.length).toBeGreaterThan(40);
    expect(allowed.filter((s) => JSON.stringify(s.context).includes(CATEGORY))).toEqual([]);
  });

  it('[cmi5 §8.2] the token goes with the word Basic, and no request carries credentials', async () => {
    const { state } = await session(course, 1);
    const [fetched, ...others] = state.requests;
    expect(fetched?.headers['authorization']).toBeUndefined();
    expect(others.every(({ headers }) => /^Basic [0-9a-f-]{36}$/.test(headers['authorization'] ?? ''))).toBe(true);
    expect(state.requests.every(({ init }) => init.credentials === 'omit')).toBe(true);
  });

  it('[cmi5 §9.2] an actor with a name, and keys in any order, is sent as it was given', async () => {
    const named = { account: actor.account, name: 'Ámina "A." Yusuf', objectType: 'Agent' };
    const { all } = await session(course, 1, { actor: named });
    expect(new Set(all.map((s) => JSON.stringify(s.actor)))).toEqual(new Set([JSON.stringify(named)]));
  });

  it.each(['NotApplicable', 'Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed'] as const)(
    '[cmi5 §10.2.5] moveOn %s is the LMS’s to judge: we say the same',
    async (moveOn) => {
      const told = await session(course, 1, { moveOn });
      expect(told.verbs()).toEqual(['initialized', 'passed', 'completed', 'terminated']);
    },
  );

  it('[cmi5 §10.2] launch data as real LMSs write it is read', () => {
    const least = { contextTemplate: {}, launchMode: 'Normal' };
    const odd = {
      ...least,
      moveOn: 'Passed',
      masteryScore: null,
      entitlementKey: {},
      launchParameters: '',
      returnURL: '',
    };
    expect(readLaunchData(odd)).toEqual(readLaunchData(least));
    expect(readLaunchData({ ...least, masteryScore: 0 }).mastery).toBe(0);
    expect(readLaunchData({ ...least, returnURL: 'javascript:alert(1)' }).returnUrl).toBeNull();
    expect(() => readLaunchData('')).toThrow(/launch data is missing/);
  });

  it('[cmi5 §11] preferences that cannot be read, or say nothing, do not stop a launch', async () => {
    expect(readLanguages({ languagePreference: ' fr-FR, ,en' })).toEqual(['fr-FR', 'en']);
    expect(readLanguages('<html>')).toEqual([]);
    const at = lmsCmi5(course);
    const query = new URLSearchParams({ agent: JSON.stringify(actor), profileId: 'cmi5LearnerPreferences' });
    at.state.instead = (request) => {
      if (request.path !== 'agents/profile') return undefined;
      at.lms.handle({ ...request, query }); // it has been asked for, as the profile demands
      return new Response('', { status: 500 });
    };
    const launch = await createSession(asWindow(at.open()), course, at.deps).open();
    expect(launch.languages).toEqual(['en-GB']);
  });
});

describe('[privacy] what the tab keeps of a launch', () => {
  const HOURS = 3600 * 1000;
  const launched = async () => {
    const at = lmsCmi5(course);
    const window = at.open();
    await createSession(asWindow(window), course, at.deps).open();
    return { at, window };
  };

  it('is what src/tracking/README.md lists', async () => {
    const { window } = await launched();
    expect(window.storage.size).toBe(1);
    const [kept = ''] = window.storage.values();
    expect(Object.keys(JSON.parse(kept) as object).sort()).toEqual([
      'activityId',
      'actor',
      'at',
      'endpoint',
      'first',
      'registration',
      'said',
      'token',
    ]);
  });

  it('is erased when it is found 12 hours later', async () => {
    const { at, window } = await launched();
    const later = { ...at.deps, now: () => at.deps.now() + 12 * HOURS };
    await expect(createSession(asWindow(tab('', window.storage)), course, later).open()).rejects.toThrow(/No LMS/);
    expect(window.storage.size).toBe(0);
  });

  it('is erased by another launch, even one that is refused', async () => {
    const { at, window } = await launched();
    const query = at.open().location.search;
    await createSession(asWindow(tab(query)), course, at.deps).open(); // its token is used up
    await expect(createSession(asWindow(tab(query, window.storage)), course, at.deps).open()).rejects.toThrow(
      /lets nobody in/,
    );
    expect(window.storage.size).toBe(0);
  });
});
