import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import { createSession as cmi5Session } from '../../../src/tracking/cmi5/session.ts';
import { fetchToken } from '../../../src/tracking/cmi5/launch.ts';
import { readTinCanLaunch } from '../../../src/tracking/xapi/launch.ts';
import { readSaved } from '../../../src/tracking/xapi/state-document.ts';
import { lmsCmi5 } from '../../support/lms-cmi5.ts';
import { lmsXapi, query, registration } from '../../support/lms-xapi.ts';
import { asWindow } from '../../support/lrs-window.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

const page = () => new Response('<!doctype html><title>Sign in</title>', { status: 200 });

/** A learner with ten checks on record, who has left. */
async function before() {
  const lms = lmsXapi(course);
  const session = lms.fake.launch();
  await session.open();
  const play = new Play(course).checks();
  await session.save(batch(course, play.attempt, play.records));
  const { suspendData } = batch(course, play.attempt).snapshot;
  const stored = () =>
    readSaved(
      JSON.parse(
        lms.lrs.handle({
          method: 'GET',
          path: 'activities/state',
          query: new URLSearchParams({
            activityId: 'https://lms.example/act/9',
            agent: new URLSearchParams(query()).get('actor') ?? '',
            registration,
            stateId: 'suspendData',
          }),
          headers: { 'x-experience-api-version': '1.0.3', authorization: 'Basic eDp5' },
          body: '',
        }).body,
      ),
    );
  return { ...lms, session, play, suspendData, stored };
}

describe('a portal that answers in place of the LRS, with status 200', () => {
  it('at launch: there is no session, and what is saved is not written over', async () => {
    const { fake, state, suspendData, stored } = await before();
    state.instead = ({ path, method }) => (path === 'activities/state' && method === 'GET' ? page() : undefined);
    const next = fake.launch();
    await expect(next.open()).rejects.toMatchObject({ name: 'LaunchError', reason: 'refused' });
    expect(stored().suspendData).toBe(suspendData);
  });

  it('an empty answer is nothing saved yet', async () => {
    const { fake, state } = lmsXapi(course);
    state.instead = ({ path, method }) =>
      path === 'activities/state' && method === 'GET' ? new Response('', { status: 200 }) : undefined;
    expect((await fake.launch().open()).suspendData).toBe('');
  });

  it('to a save: it is not saved', async () => {
    const { session, state, play } = await before();
    state.instead = ({ path, method }) => (path === 'activities/state' && method === 'PUT' ? page() : undefined);
    play.start();
    await expect(session.save(batch(course, play.attempt))).rejects.toMatchObject({ kind: 'failed' });
  });
});

it.each([401, 403, 405, 501])('a key that may write and not read (%d) stops nothing at the pass', async (status) => {
  const { fake, state, play } = await before();
  const next = fake.launch();
  await next.open();
  state.instead = ({ path, method }) =>
    path === 'statements' && method === 'GET' ? new Response('no', { status }) : undefined;
  play.start().round().sign();
  await next.save(batch(course, play.attempt, play.records));
  expect(fake.record()).toMatchObject({ passed: true, completed: true });
});

it.each(['absent after writing', 'absent', 'weak', 'unquoted'])(
  '[xAPI 3, 3.1] tags that are %s: a window that knows less does not write over one that knows more',
  async (tags) => {
    const { fake, lrs, stored } = lmsXapiWith(tags);
    const [computer, phone] = [fake.launch(), fake.launch()];
    await computer.open();
    await phone.open();
    const far = new Play(course).checks();
    const near = new Play(course);
    near.answer('KP01-C', []);
    await phone.save(batch(course, near.attempt));
    await computer.save(batch(course, far.attempt, far.records));
    await phone.save(batch(course, near.attempt));
    expect(stored()).toBe(batch(course, far.attempt).snapshot.suspendData);
    expect(lrs.statements.length).toBeGreaterThan(0);
  },
);

/** An LRS that is sparing with its tags, or writes them in its own way. */
function lmsXapiWith(tags: string) {
  const lms = lmsXapi(course);
  const handle = lms.lrs.handle.bind(lms.lrs);
  let last = '';
  lms.lrs.handle = (request) => {
    const { headers } = request;
    const match = headers['if-match'];
    // What was given unquoted comes back unquoted.
    const answer = handle(
      match !== undefined && tags === 'unquoted'
        ? { ...request, headers: { ...headers, 'if-match': `"${match}"` } }
        : request,
    );
    if (request.path !== 'activities/state') return answer;
    if (request.method === 'PUT' && answer.status < 300) last = request.body;
    const { ETag, etag, ...others } = answer.headers as Record<string, string>;
    const tag = ETag ?? etag;
    if (tag === undefined || tags === 'absent') return { ...answer, headers: others };
    if (tags === 'absent after writing' && request.method === 'PUT') return { ...answer, headers: others };
    return {
      ...answer,
      headers: { ...others, ETag: tags === 'weak' ? `W/${tag}` : tags === 'unquoted' ? tag.replaceAll('"', '') : tag },
    };
  };
  return { ...lms, stored: () => readSaved(JSON.parse(last)).suspendData };
}

it('[xAPI 2.4.6.1] what an LMS leaves empty in a launch is not there, and a registration is a UUID', () => {
  expect(readTinCanLaunch(query({ registration: '', activity_id: '' }))).toMatchObject({
    registration: null,
    activityId: null,
  });
  expect(readTinCanLaunch(query({ registration: 'course-7' }))?.registration).toBeNull();
  expect(readTinCanLaunch(query())?.registration).toBe(registration);
});

describe('cmi5', () => {
  it('[cmi5 §9.3] initialized carries the record store’s time, as everything after it does', async () => {
    const lms = lmsCmi5(course);
    const ahead = 2 * 3600 * 1000;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await lms.deps.fetch(input, init);
      const headers = new Headers(answer.headers);
      headers.set('Date', new Date(Date.now() + ahead).toUTCString());
      return new Response(answer.status === 204 ? null : await answer.text(), { status: answer.status, headers });
    };
    const deps = { ...lms.deps, fetch };
    const session = cmi5Session(asWindow(lms.open()), course, deps);
    await session.open();
    const play = new Play(course).checks();
    await session.save(batch(course, play.attempt, play.records));
    const at = (verb: string) =>
      lms.lms.lrs.statements.filter((s) => s.verb.id.endsWith(`/${verb}`)).map((s) => Date.parse(s.timestamp ?? ''));
    const [initialized = 0] = at('initialized');
    expect(initialized - lms.deps.now()).toBeGreaterThan(ahead - 60_000);
    expect(at('progressed').every((time) => time >= initialized)).toBe(true);
  });

  it('[cmi5 §8.2] a token that does not come within 15 s is a refused launch', async () => {
    let aborted = false;
    const never: typeof globalThis.fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    const real = globalThis.setTimeout;
    let asked = 0;
    globalThis.setTimeout = ((then: () => void, ms: number) => {
      asked = ms;
      return real(then, 0);
    }) as typeof setTimeout;
    try {
      await expect(fetchToken('https://lms.example/fetch', never)).rejects.toMatchObject({ reason: 'refused' });
    } finally {
      globalThis.setTimeout = real;
    }
    expect([asked, aborted]).toEqual([15_000, true]);
  });
});
