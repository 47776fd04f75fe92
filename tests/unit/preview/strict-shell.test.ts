import { describe, expect, test } from 'vitest';
import type { Commit, Elements } from '../../../src/preview/attempts.ts';
import { StrictShell } from '../../../src/preview/scorm12/strict-shell.ts';
import type { Launch, LoggedCall, Profile } from '../../../src/preview/shell.ts';

/** A session that is open already, with everything the LMS stored and every call it heard. */
function session(options: Partial<Launch> & { fails?: boolean; initialized?: boolean } = {}) {
  const commits: Commit[] = [];
  const calls: LoggedCall[] = [];
  const lms = { fails: options.fails ?? false };
  const store = (commit: Commit) => {
    commits.push(commit);
    return !lms.fails;
  };
  const launch: Launch = {
    learner: { id: 'amina', first: 'Amina', last: 'Yusuf' },
    profile: options.profile ?? 'strict',
    mode: options.mode ?? 'normal',
    saved: options.saved ?? {},
    sessions: options.sessions ?? 0,
  };
  const shell = new StrictShell(launch, store, (call) => calls.push(call));
  const { api } = shell;
  if (options.initialized ?? true) api.LMSInitialize('');
  const set = (element: string, value: unknown) => {
    const answer = api.LMSSetValue(element, value);
    return answer === 'true' ? 'true' : api.LMSGetLastError();
  };
  return { shell, api, set, commits, calls, lms };
}

/** The record after some commits, as the server would merge it. */
const merged = (commits: readonly Commit[]): Elements => Object.assign({}, ...commits.map((commit) => commit.elements));

describe('state of the session', () => {
  test('every call before LMSInitialize is refused with 301', () => {
    const { api } = session({ initialized: false });
    for (const call of ['LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSFinish'] as const) {
      api[call](call.endsWith('Value') ? 'cmi.suspend_data' : '', ...(call === 'LMSSetValue' ? ['x'] : []));
      expect(api.LMSGetLastError()).toBe('301');
    }
  });

  test('every call after LMSFinish is refused with 301', () => {
    const { api, set } = session();
    expect(api.LMSFinish('')).toBe('true');
    expect(set('cmi.suspend_data', 'x')).toBe('301');
    expect(api.LMSCommit('')).toBe('false');
    expect(api.LMSFinish('')).toBe('false');
    expect(api.LMSGetLastError()).toBe('301');
  });

  test('a second LMSInitialize is refused with 101', () => {
    const { api } = session();
    expect(api.LMSInitialize('')).toBe('false');
    expect(api.LMSGetLastError()).toBe('101');
  });

  test.each(['LMSInitialize', 'LMSCommit', 'LMSFinish'] as const)(
    '%s takes only "" and refuses others with 201',
    (call) => {
      const { api } = session({ initialized: call !== 'LMSInitialize' });
      expect(api[call]('now')).toBe('false');
      expect(api.LMSGetLastError()).toBe('201');
    },
  );

  test('arguments that are no strings are refused with 201, and turned into strings by the lenient LMS', () => {
    expect(session().set('cmi.core.score.raw', 80)).toBe('201');
    expect(session({ profile: 'lenient' }).set('cmi.core.score.raw', 80)).toBe('true');
  });

  test('a course that leaves without LMSFinish loses what it did not commit', () => {
    const { shell, set, commits } = session();
    set('cmi.suspend_data', 'x');
    shell.abandon();
    expect(set('cmi.suspend_data', 'y')).toBe('301');
    expect(commits).toEqual([]);
  });
});

describe('values', () => {
  test.each<[element: string, value: string, answer: string]>([
    ['cmi.suspend_data', 'x'.repeat(4096), 'true'],
    ['cmi.suspend_data', 'x'.repeat(4097), '405'],
    ['cmi.core.lesson_location', 'x'.repeat(255), 'true'],
    ['cmi.core.lesson_location', 'x'.repeat(256), '405'],
    ['cmi.core.lesson_status', 'incomplete', 'true'],
    ['cmi.core.lesson_status', 'not attempted', '405'],
    ['cmi.core.lesson_status', 'Passed', '405'],
    ['cmi.core.exit', 'suspend', 'true'],
    ['cmi.core.exit', '', 'true'],
    ['cmi.core.exit', 'normal', '405'],
    ['cmi.core.score.raw', '100', 'true'],
    ['cmi.core.score.raw', '79.5', 'true'],
    ['cmi.core.score.raw', '100.1', '405'],
    ['cmi.core.score.raw', '-1', '405'],
    ['cmi.core.score.raw', '0080', '405'],
    ['cmi.core.score.raw', '', '405'],
    ['cmi.core.session_time', '0001:02:03.45', 'true'],
    ['cmi.core.session_time', '00:00:12', 'true'],
    ['cmi.core.session_time', '1:02:03', '405'],
    ['cmi.core.session_time', '00:00:12.345', '405'],
    ['cmi.core.student_name', 'Me', '403'],
    ['cmi.core.total_time', '00:00:01', '403'],
    ['cmi.core.entry', 'resume', '403'],
    ['cmi.core._children', 'raw', '402'],
    ['cmi.interactions._count', '3', '402'],
    ['cmi.progress_measure', '1', '401'],
    ['cmi.objectives.0.id', 'KP01', 'true'],
    ['cmi.objectives.0.id', 'urn:kp:01', '405'],
    ['cmi.objectives.1.id', 'KP02', '201'],
    ['cmi.objectives.0.status', 'done', '405'],
    ['cmi.interactions.0.id', '01-KP01-Q1_slug', 'true'],
    ['cmi.interactions.0.id', 'two words', '405'],
    ['cmi.interactions.0.id', 'x'.repeat(256), '405'],
    ['cmi.interactions.1.id', 'q2', '201'],
    ['cmi.interactions.0.type', 'long-fill-in', '405'],
    ['cmi.interactions.0.result', 'wrong', 'true'],
    ['cmi.interactions.0.result', '0.5', 'true'],
    ['cmi.interactions.0.result', 'incorrect', '405'],
    ['cmi.interactions.0.latency', 'PT12S', '405'],
    ['cmi.interactions.0.time', '23:59:59', 'true'],
    ['cmi.interactions.0.time', '24:00:00', '405'],
    ['cmi.interactions.0.weighting', 'heavy', '405'],
    ['cmi.interactions.0.student_response', 'a', '201'],
  ])('%s = %.20s answers %s', (element, value, answer) => {
    expect(session().set(element, value)).toBe(answer);
  });

  test.each<[type: string, response: string, answer: string]>([
    ['choice', 'a', 'true'],
    ['choice', 'a,c', 'true'],
    ['choice', 'first-action', '405'],
    ['choice', 'aa', '405'],
    ['matching', 'a.1,b.2', 'true'],
    ['matching', 's1.RF1', '405'],
    ['sequencing', 'c,a,b', 'true'],
    ['sequencing', 'step-1,step-2', '405'],
    ['true-false', 't', 'true'],
    ['true-false', 'true', '405'],
    ['numeric', '12.5', 'true'],
    ['numeric', 'twelve', '405'],
    ['fill-in', 'Win + L', 'true'],
    ['fill-in', 'x'.repeat(256), '405'],
    ['likert', '', 'true'],
  ])('a %s response %.20s answers %s', (type, response, answer) => {
    const { set } = session();
    set('cmi.interactions.0.id', 'q1');
    set('cmi.interactions.0.type', type);
    expect(set('cmi.interactions.0.student_response', response)).toBe(answer);
  });

  test('a pattern has the format of its type too', () => {
    const { set } = session();
    set('cmi.interactions.0.type', 'choice');
    expect(set('cmi.interactions.0.correct_responses.0.pattern', 'first-action')).toBe('405');
    expect(set('cmi.interactions.0.correct_responses.0.pattern', 'a')).toBe('true');
    expect(set('cmi.interactions.0.correct_responses.2.pattern', 'b')).toBe('201');
  });

  test('interactions, exit and session_time are write-only: reading gives 404', () => {
    const { api, set } = session();
    set('cmi.interactions.0.id', 'q1');
    for (const element of ['cmi.interactions.0.id', 'cmi.core.exit', 'cmi.core.session_time']) {
      expect(api.LMSGetValue(element)).toBe('');
      expect(api.LMSGetLastError()).toBe('404');
    }
    expect(api.LMSGetValue('cmi.interactions._count')).toBe('1');
  });

  test('a branch is no value: cmi.core gives 401', () => {
    const { api } = session();
    expect(api.LMSGetValue('cmi.core')).toBe('');
    expect(api.LMSGetLastError()).toBe('401');
  });
});

describe('what the LMS keeps', () => {
  const passed: Elements = { 'cmi.core.lesson_status': 'passed', 'cmi.suspend_data': 'v1', 'cmi.core.exit': '' };

  test('nothing is stored without a commit', () => {
    const { set, commits } = session();
    set('cmi.suspend_data', 'x');
    expect(commits).toEqual([]);
  });

  test.each<[Profile, string]>([
    ['strict', 'Yusuf, Amina'],
    ['lenient', 'Amina Yusuf'],
  ])('the %s LMS calls the learner %s', (profile, name) => {
    expect(session({ profile }).api.LMSGetValue('cmi.core.student_name')).toBe(name);
  });

  test.each<[sessions: number, saved: Elements, entry: string]>([
    [0, {}, 'ab-initio'],
    [1, { 'cmi.core.exit': 'suspend' }, 'resume'],
    [1, { 'cmi.core.exit': '' }, ''],
  ])('after %i sessions and %o, entry is "%s"', (sessions, saved, entry) => {
    expect(session({ sessions, saved }).api.LMSGetValue('cmi.core.entry')).toBe(entry);
  });

  test.each<Profile>(['strict', 'lenient'])('the %s LMS hands the data back whatever exit was', (profile) => {
    const { api } = session({ profile, sessions: 1, saved: passed });
    expect(api.LMSGetValue('cmi.suspend_data')).toBe('v1');
    expect(api.LMSGetValue('cmi.core.lesson_status')).toBe('passed');
  });

  test('interactions of earlier sessions count, and a new one takes the next index', () => {
    const saved = {
      'cmi.interactions.0.id': 'q1',
      'cmi.interactions.0.type': 'choice',
      'cmi.interactions.0.objectives.0.id': 'KP01',
    };
    const { api, set } = session({ sessions: 1, saved });
    expect(api.LMSGetValue('cmi.interactions._count')).toBe('1');
    expect(set('cmi.interactions.1.id', 'q2')).toBe('true');
  });

  test('total_time grows by session_time at LMSFinish, once for each session', () => {
    const first = session();
    first.set('cmi.core.session_time', '00:01:30.50');
    first.api.LMSCommit('');
    first.api.LMSFinish('');
    const saved = merged(first.commits);
    expect(saved['cmi.core.total_time']).toBe('0000:01:30.50');
    const second = session({ sessions: 1, saved });
    second.api.LMSFinish('');
    expect(merged(second.commits)['cmi.core.total_time']).toBe('0000:01:30.50');
  });

  test('a course that set no status is completed at LMSFinish', () => {
    const { api, commits } = session();
    api.LMSFinish('');
    expect(merged(commits)['cmi.core.lesson_status']).toBe('completed');
  });

  test('suspend is forgotten when the next session does not ask for it', () => {
    const { api, commits } = session({
      sessions: 1,
      saved: { 'cmi.core.exit': 'suspend', 'cmi.core.lesson_status': 'incomplete' },
    });
    api.LMSFinish('');
    expect(merged(commits)['cmi.core.exit']).toBe('');
  });

  test('a commit that cannot be stored answers "false" with 101', () => {
    const { api } = session({ fails: true });
    expect(api.LMSCommit('')).toBe('false');
    expect(api.LMSGetLastError()).toBe('101');
  });

  test('the strict LMS stores nothing in review and browse mode', () => {
    for (const mode of ['review', 'browse'] as const) {
      const { api, set, commits } = session({ mode });
      expect(api.LMSGetValue('cmi.core.lesson_mode')).toBe(mode);
      expect(api.LMSGetValue('cmi.core.credit')).toBe('no-credit');
      expect(set('cmi.core.score.raw', '10')).toBe('true');
      expect(api.LMSFinish('')).toBe('true');
      expect(commits).toEqual([]);
    }
  });
});

describe('as Moodle does', () => {
  test('slugs are accepted as responses, and 64,000 characters of suspend data', () => {
    const { set } = session({ profile: 'lenient' });
    set('cmi.interactions.0.id', 'q1');
    set('cmi.interactions.0.type', 'choice');
    expect(set('cmi.interactions.0.student_response', 'first-action')).toBe('true');
    expect(set('cmi.suspend_data', 'x'.repeat(64_000))).toBe('true');
    expect(set('cmi.suspend_data', 'x'.repeat(64_001))).toBe('405');
  });

  test('a value lost in a failed commit is never sent again; a different one gets through', () => {
    const { api, set, commits, lms } = session({ profile: 'lenient', fails: true });
    set('cmi.suspend_data', '1');
    expect(api.LMSCommit('')).toBe('false');
    lms.fails = false;
    set('cmi.suspend_data', '1');
    api.LMSCommit('');
    expect(commits[1]?.elements).toEqual({});
    set('cmi.suspend_data', '2');
    api.LMSCommit('');
    expect(commits[2]?.elements).toEqual({ 'cmi.suspend_data': '2' });
  });

  test('a finished attempt comes back for review without credit, and still stores everything', () => {
    const { api, set, commits } = session({
      profile: 'lenient',
      sessions: 1,
      saved: { 'cmi.core.lesson_status': 'passed' },
    });
    expect(api.LMSGetValue('cmi.core.lesson_mode')).toBe('review');
    expect(api.LMSGetValue('cmi.core.credit')).toBe('no-credit');
    set('cmi.core.score.raw', '10');
    api.LMSCommit('');
    expect(merged(commits)['cmi.core.score.raw']).toBe('10');
  });
});

test('every call is reported with its arguments, value, error and time', () => {
  const { api, calls } = session();
  api.LMSSetValue('cmi.core.exit', 'normal');
  expect(calls.map(({ call, args, value, error }) => ({ call, args, value, error }))).toEqual([
    { call: 'LMSInitialize', args: [''], value: 'true', error: '0' },
    { call: 'LMSSetValue', args: ['cmi.core.exit', 'normal'], value: 'false', error: '405' },
  ]);
  expect(calls.every(({ ms }) => ms >= 0)).toBe(true);
});
