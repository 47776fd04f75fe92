import { describe, expect, it, test } from 'vitest';
import { Cmi5Lms, type Cmi5Options } from '../../../src/preview/lrs/cmi5.ts';
import { isSatisfied, moveOns } from '../../../src/preview/lrs/move-on.ts';

const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'u-17' } };
const registration = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';
const UNIT = 'https://lms.example/cmi5/9';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const EXTENSION = 'https://w3id.org/xapi/cmi5/context/extensions/';
const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';

type Said = Record<string, unknown> & { result?: Record<string, unknown>; context?: Record<string, unknown> };

/** A course by hand: it launches, reads what it must, and says what the test wants. */
function course(
  lms = new Cmi5Lms(UNIT),
  options: Partial<Cmi5Options> = {},
  reads = ['LMS.LaunchData', 'cmi5LearnerPreferences'],
) {
  const query = new URLSearchParams(
    lms.launch({ endpoint: 'https://lms.example/xapi/', actor, registration, mode: 'Normal', ...options }),
  );
  const session = new URL(query.get('fetch') ?? '').searchParams.get('session') ?? '';
  let authorization = '';
  const ask = (method: string, path: string, asked: Record<string, string> = {}, body: unknown = '') =>
    lms.handle({
      method,
      path,
      query: new URLSearchParams(asked),
      headers: { authorization, 'x-experience-api-version': '1.0.3', 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const fetchToken = () => JSON.parse(ask('POST', 'fetch', { session }).body) as Record<string, string>;
  const at = { activityId: UNIT, agent: JSON.stringify(actor), registration };
  const read = (id: string) =>
    id === 'cmi5LearnerPreferences'
      ? ask('GET', 'agents/profile', { agent: at.agent, profileId: id })
      : ask('GET', 'activities/state', { ...at, stateId: id });
  authorization = `Basic ${fetchToken()['auth-token']}`;
  for (const id of reads) read(id);

  /** Says a verb; a defined one with what the profile asks for. Gives the status and the reason. */
  const say = (verb: string, change: Said = {}, isDefined = true): string => {
    const judged = verb === 'passed' || verb === 'failed';
    const result = {
      ...(verb === 'initialized' ? {} : { duration: 'PT1S' }),
      ...(verb === 'completed' ? { completion: true } : {}),
      ...(judged ? { success: verb === 'passed' } : {}),
      ...change.result,
    };
    const moveOn = verb === 'completed' || judged ? [{ id: `${CATEGORY}moveon` }] : [];
    const { status, body } = ask(
      'POST',
      'statements',
      {},
      {
        timestamp: new Date().toISOString(),
        actor,
        verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
        object: { id: UNIT },
        ...change,
        result,
        context: {
          registration,
          contextActivities: {
            grouping: [{ id: `${UNIT}/publisher` }],
            ...(isDefined ? { category: [{ id: `${CATEGORY}cmi5` }, ...moveOn] } : {}),
          },
          extensions: { [`${EXTENSION}sessionid`]: session },
          ...change.context,
        },
      },
    );
    return status === 200 ? 'taken' : `${status} ${body}`;
  };
  return { lms, session, ask, read, fetchToken, say, at };
}

/** A course that has said initialized. */
const begun = (options: Partial<Cmi5Options> = {}, lms = new Cmi5Lms(UNIT)) => {
  const at = course(lms, options);
  expect(at.say('initialized')).toBe('taken');
  return at;
};

describe('[cmi5 §8.2] the token', () => {
  it('is given once; the second time there is an error code, with status 200', () => {
    expect(course().fetchToken()).toMatchObject({ 'error-code': '1' });
  });

  it('is fetched by POST, and nothing opens without it', () => {
    const { lms } = course();
    const request = { query: new URLSearchParams(), headers: {}, body: '' };
    expect(lms.handle({ method: 'GET', path: 'fetch', ...request }).status).toBe(405);
    expect(lms.handle({ method: 'GET', path: 'statements', ...request }).status).toBe(401);
  });
});

describe('[cmi5 §10] launch data', () => {
  it('holds the template, mode, moveOn and, where set, mastery score (0 too) and returnURL', () => {
    const { read, session } = course(undefined, {
      masteryScore: 0,
      returnURL: 'https://lms.example/back',
      moveOn: 'Passed',
    });
    expect(JSON.parse(read('LMS.LaunchData').body)).toEqual({
      contextTemplate: {
        extensions: { [`${EXTENSION}sessionid`]: session },
        contextActivities: { grouping: [{ objectType: 'Activity', id: `${UNIT}/publisher` }] },
      },
      launchMode: 'Normal',
      moveOn: 'Passed',
      masteryScore: 0,
      returnURL: 'https://lms.example/back',
    });
  });

  it('is not the course’s to write', () => {
    const { ask, at } = course();
    expect(ask('PUT', 'activities/state', { ...at, stateId: 'LMS.LaunchData' }, {}).status).toBe(403);
  });
});

test('[cmi5 §11] preferences are the learner’s; without any the document is not there', () => {
  const preferences = { languagePreference: 'es-MX,en', audioPreference: 'off' } as const;
  const { read, lms } = course(undefined, { preferences });
  expect(JSON.parse(read('cmi5LearnerPreferences').body)).toEqual(preferences);
  expect(course(lms).read('cmi5LearnerPreferences').status).toBe(404);
});

test('a session by the book is taken, from initialized to terminated', () => {
  const { say } = begun({ masteryScore: 0.8 });
  expect(say('answered', { object: { id: `${UNIT}/q1` } }, false)).toBe('taken');
  expect(say('completed')).toBe('taken');
  expect(say('terminated')).toBe('taken');
});

const mastery = (session: string, score: number) => ({
  extensions: { [`${EXTENSION}sessionid`]: session, [`${EXTENSION}masteryscore`]: score },
});

describe('what the profile forbids is 403, with the section', () => {
  test.each([
    ['10', ['cmi5LearnerPreferences'], /LMS\.LaunchData was not read/],
    ['11', ['LMS.LaunchData'], /preferences were not read/],
  ])('[cmi5 §%s] a statement before it was read', (section, reads, says) => {
    const told = course(undefined, {}, reads).say('initialized');
    expect(told).toMatch(says);
    expect(told).toContain(`§${section}`);
  });

  test('[cmi5 §9.3.2] anything before initialized, allowed statements too', () => {
    expect(course().say('completed')).toMatch(/403.*§9\.3\.2/);
    expect(course().say('answered', {}, false)).toMatch(/403.*§9\.3\.2/);
  });

  test('[cmi5 §9.3.8] anything after terminated, and State too', () => {
    const { say, ask, at } = begun();
    expect(say('terminated')).toBe('taken');
    expect(say('answered', {}, false)).toMatch(/403.*§9\.3\.8/);
    expect(ask('PUT', 'activities/state', { ...at, stateId: 's' }, {}).status).toBe(403);
  });

  test('[cmi5 §9.3] the same verb twice in a session', () => {
    const { say } = begun();
    expect(say('initialized')).toMatch(/403.*§9\.3\)/);
  });

  test('[cmi5 §9.3] passed and failed in one session', () => {
    const { say } = begun();
    expect(say('failed')).toBe('taken');
    expect(say('passed')).toMatch(/not both.*§9\.3\)/);
  });

  test.each(['completed', 'passed'])('[cmi5 §9.3] %s twice in a registration', (verb) => {
    const { say, lms } = begun();
    expect(say(verb)).toBe('taken');
    expect(begun({}, lms).say(verb)).toMatch(/in this registration/);
  });

  test('[cmi5 §9.3] failed after passed, in a later session', () => {
    const { say, lms } = begun();
    expect(say('passed')).toBe('taken');
    expect(begun({}, lms).say('failed')).toMatch(/does not follow passed/);
  });

  test.each(['Browse', 'Review'] as const)('[cmi5 §10.2.2] a verdict in %s; allowed statements are taken', (mode) => {
    const { say } = begun({ mode });
    for (const verb of ['completed', 'passed', 'failed']) expect(say(verb)).toMatch(/403.*§10\.2\.2/);
    expect(say('answered', {}, false)).toBe('taken');
    expect(say('terminated')).toBe('taken');
  });

  test.each([0.8, 0, 0.95])('[cmi5 §9.3.4] a verdict that does not fit the mastery score %d', (masteryScore) => {
    const { say, session } = begun({ masteryScore });
    const context = mastery(session, masteryScore);
    const low = { context, result: { score: { scaled: Math.max(0, masteryScore - 0.01) } } };
    if (masteryScore > 0) expect(say('passed', low)).toMatch(/403.*§9\.3\.4/);
    else expect(say('failed', low)).toMatch(/403.*§9\.3\.4/);
    expect(say('passed', { context, result: { score: { scaled: masteryScore } } })).toBe('taken');
  });

  test('[cmi5 §9.6.3.2] a verdict by the mastery score that does not name it', () => {
    expect(begun({ masteryScore: 0 }).say('passed')).toMatch(/403.*§9\.6\.3\.2/);
  });

  test.each<[section: string, what: string, verb: string, change: Said]>([
    ['9.2', 'another actor', 'answered', { actor: { mbox: 'mailto:x@example.com' } }],
    [
      '9.6.1',
      'another registration',
      'answered',
      { context: { registration: '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c91' } },
    ],
    ['9.6.3.1', 'a session id that is missing', 'answered', { context: { extensions: {} } }],
    ['9.6.2.3', 'a grouping that is missing', 'answered', { context: { contextActivities: {} } }],
    ['9.7', 'a time that is not UTC', 'answered', { timestamp: '2026-11-23T12:00:00+02:00' }],
    ['9.5.5.1', 'progress that is a fraction', 'answered', { result: { extensions: { [PROGRESS]: 0.5 } } }],
    ['6.3', 'voiding', 'voided', { object: { objectType: 'StatementRef', id: registration } }],
    [
      '9.6.2.2',
      'the moveOn category elsewhere',
      'answered',
      {
        context: {
          contextActivities: {
            grouping: [{ id: `${UNIT}/publisher` }],
            category: [{ id: `${CATEGORY}moveon` }],
          },
        },
      },
    ],
  ])('[cmi5 §%s] of an allowed statement: %s', (section, _what, verb, change) => {
    expect(begun().say(verb, change, false)).toMatch(new RegExp(`403.*§${section.replaceAll('.', '\\.')}\\)`));
  });

  test.each<[section: string, what: string, verb: string, change: Said]>([
    ['9.3', 'a verb of the LMS', 'satisfied', {}],
    ['9.4', 'another object', 'completed', { object: { id: `${UNIT}/part` } }],
    ['9.5.1', 'a score beside completed', 'completed', { result: { score: { scaled: 1 } } }],
    ['9.5.1', 'raw without min and max', 'passed', { result: { score: { raw: 1 } } }],
    ['9.5.1', 'a score below 0', 'passed', { result: { score: { scaled: -1 } } }],
    ['9.5.2', 'passed without success', 'passed', { result: { success: false } }],
    ['9.5.3', 'completion beside passed', 'passed', { result: { completion: true } }],
    ['9.5.4', 'terminated without a duration', 'terminated', { result: { duration: undefined } }],
    [
      '9.6.2.2',
      'completed without the moveOn category',
      'completed',
      {
        context: {
          contextActivities: {
            grouping: [{ id: `${UNIT}/publisher` }],
            category: [{ id: `${CATEGORY}cmi5` }],
          },
        },
      },
    ],
  ])('[cmi5 §%s] of a defined statement: %s', (section, _what, verb, change) => {
    expect(begun().say(verb, change)).toMatch(new RegExp(`403.*§${section.replaceAll('.', '\\.')}\\)`));
  });
});

describe('what the LMS says itself', () => {
  const own = () => new Cmi5Lms(UNIT, { ownStatements: true });
  const verbs = ({ lrs }: Cmi5Lms) => lrs.statements.map((s) => s.verb.id.split('/').at(-1));

  it('[cmi5 §9.3.1] launched, with mode, moveOn and mastery score', () => {
    const { lms } = course(own(), { masteryScore: 0.95, moveOn: 'Passed', mode: 'Browse' });
    expect(lms.lrs.statements[0]).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/launched' },
      context: {
        registration,
        extensions: {
          [`${EXTENSION}masteryscore`]: 0.95,
          [`${EXTENSION}moveon`]: 'Passed',
          [`${EXTENSION}launchmode`]: 'Browse',
        },
      },
    });
  });

  it('[cmi5 §9.3.6] abandoned, at the next launch, for a session left open; it may say nothing more', () => {
    const first = begun({}, own());
    const second = begun({}, first.lms);
    expect(verbs(first.lms)).toEqual(['launched', 'initialized', 'abandoned', 'launched', 'initialized']);
    expect(first.lms.lrs.statements[2]).toMatchObject({
      result: { duration: expect.stringMatching(/^PT/) as string },
      context: { extensions: { [`${EXTENSION}sessionid`]: first.session } },
    });
    expect(first.say('answered', {}, false)).toMatch(/403.*§9\.3\.6/);
    expect(second.say('terminated')).toBe('taken');
    course(first.lms);
    expect(verbs(first.lms).filter((verb) => verb === 'abandoned')).toHaveLength(1);
    expect(first.lms.shownSessions(registration).map(({ state }) => state)).toEqual([
      'abandoned',
      'terminated',
      'launched',
    ]);
  });

  it('[cmi5 §9.3.9] satisfied, once, when moveOn is met', () => {
    const { say, lms } = begun({ moveOn: 'CompletedAndPassed' }, own());
    say('completed');
    expect(lms.satisfied(registration)).toBe(false);
    say('passed');
    say('terminated');
    expect(lms.satisfied(registration)).toBe(true);
    expect(verbs(lms)).toEqual(['launched', 'initialized', 'completed', 'passed', 'satisfied', 'terminated']);
  });

  it('[cmi5 §13.1.4] moveOn in all its words', () => {
    const met = (...said: string[]) => moveOns.filter((moveOn) => isSatisfied(moveOn, said));
    expect(met()).toEqual(['NotApplicable']);
    expect(met('completed')).toEqual(['CompletedOrPassed', 'Completed', 'NotApplicable']);
    expect(met('passed')).toEqual(['CompletedOrPassed', 'Passed', 'NotApplicable']);
    expect(met('passed', 'completed')).toEqual([...moveOns]);
  });
});
