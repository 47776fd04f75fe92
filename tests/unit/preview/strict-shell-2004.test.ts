import { describe, expect, test } from 'vitest';
import type { Commit, Elements } from '../../../src/preview/attempts.ts';
import { StrictShell } from '../../../src/preview/scorm2004/strict-shell.ts';
import { addIntervals } from '../../../src/preview/scorm2004/times.ts';
import type { Launch, LoggedCall, Profile } from '../../../src/preview/shell.ts';

/** A session that is open already, with everything the LMS stored and every call it heard. */
function session(options: Partial<Launch> & { fails?: boolean; initialized?: boolean } = {}) {
  const commits: Commit[] = [];
  const calls: LoggedCall[] = [];
  const lms = { fails: options.fails ?? false };
  const launch: Launch = {
    learner: { id: 'amina', first: 'Amina', last: 'Yusuf' },
    profile: options.profile ?? 'strict',
    mode: options.mode ?? 'normal',
    saved: options.saved ?? {},
    sessions: options.sessions ?? 0,
  };
  const store = (commit: Commit) => {
    commits.push(commit);
    return !lms.fails;
  };
  const shell = new StrictShell(launch, store, (call) => calls.push(call));
  const { api } = shell;
  if (options.initialized ?? true) api.Initialize('');
  const answer = (value: string) => (value === 'true' ? 'true' : api.GetLastError());
  const set = (element: string, value: unknown) => answer(api.SetValue(element, value));
  return { shell, api, set, answer, commits, calls, lms };
}

/** The record after some commits, as the server would merge it. */
const merged = (commits: readonly Commit[]): Elements => Object.assign({}, ...commits.map((commit) => commit.elements));

describe('state of the session', () => {
  test('each call before Initialize and after Terminate has an error of its own', () => {
    for (const [closed, codes] of [
      [false, ['122', '132', '142', '112']],
      [true, ['123', '133', '143', '113']],
    ] as const) {
      const { api, answer, set } = session({ initialized: closed });
      if (closed) api.Terminate('');
      api.GetValue('cmi.location');
      expect([api.GetLastError(), set('cmi.location', 'x'), answer(api.Commit('')), answer(api.Terminate(''))]).toEqual(
        codes,
      );
    }
  });

  test('a second Initialize is refused with 103, and with 104 after Terminate', () => {
    const { api, answer } = session();
    expect(answer(api.Initialize(''))).toBe('103');
    expect(api.Terminate('')).toBe('true');
    expect(answer(api.Initialize(''))).toBe('104');
  });

  test.each(['Initialize', 'Commit', 'Terminate'] as const)('%s takes only "" and refuses others with 201', (call) => {
    const { api, answer } = session({ initialized: call !== 'Initialize' });
    expect(answer(api[call]('now'))).toBe('201');
  });

  test('arguments that are no strings are refused with 201, and turned into strings by the lenient LMS', () => {
    expect(session().set('cmi.score.raw', 80)).toBe('201');
    expect(session({ profile: 'lenient' }).set('cmi.score.raw', 80)).toBe('true');
  });

  test('a course that leaves without Terminate loses what it did not commit', () => {
    const { shell, set, commits } = session();
    set('cmi.suspend_data', 'x');
    shell.abandon();
    expect(set('cmi.suspend_data', 'y')).toBe('133');
    expect(commits).toEqual([]);
  });
});

describe('values', () => {
  test.each<[element: string, value: string, answer: string]>([
    ['cmi.suspend_data', 'x'.repeat(64_000), 'true'],
    ['cmi.suspend_data', 'x'.repeat(64_001), '406'],
    ['cmi.location', 'x'.repeat(1000), 'true'],
    ['cmi.location', 'x'.repeat(1001), '406'],
    ['cmi.completion_status', 'completed', 'true'],
    ['cmi.completion_status', 'Completed', '406'],
    ['cmi.completion_status', 'passed', '406'],
    ['cmi.success_status', 'failed', 'true'],
    ['cmi.success_status', 'completed', '406'],
    ['cmi.exit', 'suspend', 'true'],
    ['cmi.exit', 'Suspend', '406'],
    ['cmi.score.scaled', '-1', 'true'],
    ['cmi.score.scaled', '1.5', '407'],
    ['cmi.score.scaled', '80 %', '406'],
    ['cmi.score.raw', '120', 'true'],
    ['cmi.score.raw', '', '406'],
    ['cmi.progress_measure', '0.5', 'true'],
    ['cmi.progress_measure', '1.01', '407'],
    ['cmi.session_time', 'PT310.25S', 'true'],
    ['cmi.session_time', 'P1DT2H', 'true'],
    ['cmi.session_time', 'PT1.234S', '406'],
    ['cmi.session_time', 'P', '406'],
    ['cmi.session_time', '00:00:12', '406'],
    ['cmi.learner_name', 'Me', '404'],
    ['cmi.total_time', 'PT1S', '404'],
    ['cmi.mode', 'review', '404'],
    ['cmi.scaled_passing_score', '1', '404'],
    ['cmi.interactions._count', '3', '404'],
    ['cmi.core.lesson_status', 'passed', '401'],
    ['', 'x', '351'],
    ['adl.nav.request', 'finish', '406'],
    ['cmi.objectives.0.id', 'urn:kp:01', 'true'],
    ['cmi.objectives.0.id', 'two words', '406'],
    ['cmi.objectives.1.id', 'KP02', '351'],
    ['cmi.objectives.0.success_status', 'passed', '408'],
    ['cmi.interactions.0.id', 'KP01-Q1_slug', 'true'],
    ['cmi.interactions.1.id', 'q2', '351'],
    ['cmi.interactions.0.type', 'choice', '408'],
  ])('case %$: %s takes what the standard says', (element, value, expected) => {
    expect(session().set(element, value)).toBe(expected);
  });

  test.each<[element: string, value: string, answer: string]>([
    ['timestamp', '2026-11-23T10:15:25', 'true'],
    ['timestamp', '2026-11-23T10:15:25.12Z', 'true'],
    ['timestamp', '2026-11-23T10:15:25.1+02:00', 'true'],
    ['timestamp', '2026-11-23T10:15:25Z', '406'],
    ['timestamp', '2026-11-23T10:15:25.123Z', '406'],
    ['timestamp', '2039-01-01T00:00:00', '406'],
    ['result', 'incorrect', 'true'],
    ['result', '0.5', 'true'],
    ['result', 'wrong', '406'],
    ['result', '', '406'],
    ['latency', 'PT12.5S', 'true'],
    ['latency', '0000:00:12.50', '406'],
    ['weighting', 'heavy', '406'],
    ['description', 'x'.repeat(250), 'true'],
    ['description', 'x'.repeat(251), '406'],
    ['learner_response', 'a', '408'],
    ['correct_responses.0.pattern', 'a', '408'],
    ['student_response', 'a', '401'],
  ])('case %$: an interaction’s %s takes what the standard says', (element, value, expected) => {
    const { set } = session();
    set('cmi.interactions.0.id', 'q1');
    expect(set(`cmi.interactions.0.${element}`, value)).toBe(expected);
  });

  test.each<[type: string, response: string, strict: string, lenient: string]>([
    ['choice', 'report_now', 'true', 'true'],
    ['choice', 'a[,]c.d', 'true', 'true'],
    ['choice', 'report-now', 'true', '406'],
    ['choice', 'a[,]a', '406', '406'],
    ['choice', 'two words', '406', '406'],
    ['choice', '', '406', '406'],
    ['matching', 's1[.]RF5[,]s2[.]none', 'true', 'true'],
    ['matching', 's1.RF5', '406', '406'],
    ['sequencing', 'b[,]a', 'true', 'true'],
    ['true-false', 'true', 'true', 'true'],
    ['true-false', 't', '406', '406'],
    ['numeric', '12.5', 'true', 'true'],
    ['numeric', '12,5', '406', '406'],
    ['fill-in', 'Win + L', 'true', 'true'],
    ['fill-in', 'x'.repeat(251), '406', '406'],
    ['fill-in', 'two\nlines', '406', '406'],
    ['long-fill-in', 'two\nlines', '406', '406'],
    ['long-fill-in', 'x'.repeat(4000), 'true', 'true'],
    ['long-fill-in', 'x'.repeat(4001), '406', '406'],
    ['likert', 'will', 'true', 'true'],
    ['performance', 's1[.]done', 'true', 'true'],
    ['other', 'anything at all', 'true', 'true'],
  ])('response %$, a %s, is taken or refused, in the standard and in Moodle', (type, response, strict, lenient) => {
    for (const [profile, expected] of [
      ['strict', strict],
      ['lenient', lenient],
    ] as const) {
      const { set } = session({ profile });
      set('cmi.interactions.0.id', 'q1');
      set('cmi.interactions.0.type', type);
      expect(set('cmi.interactions.0.learner_response', response)).toBe(expected);
    }
  });

  test.each<[type: string, pattern: string, answer: string]>([
    ['numeric', '5[:]5', 'true'],
    ['numeric', '[:]5', 'true'],
    ['numeric', '5', '406'],
    ['numeric', '6[:]5', '406'],
    ['fill-in', '{case_matters=false}lock', 'true'],
    ['choice', 'a', 'true'],
  ])('a %s pattern %s answers %s', (type, pattern, expected) => {
    const { set } = session();
    set('cmi.interactions.0.id', 'q1');
    set('cmi.interactions.0.type', type);
    expect(set('cmi.interactions.0.correct_responses.0.pattern', pattern)).toBe(expected);
  });

  test('a pattern stands once, and a numeric has one', () => {
    const { set } = session();
    set('cmi.interactions.0.id', 'q1');
    set('cmi.interactions.0.type', 'choice');
    set('cmi.interactions.0.correct_responses.0.pattern', 'a');
    expect(set('cmi.interactions.0.correct_responses.0.pattern', 'a')).toBe('true');
    expect(set('cmi.interactions.0.correct_responses.1.pattern', 'a')).toBe('351');
    set('cmi.interactions.0.type', 'numeric');
    expect(set('cmi.interactions.0.correct_responses.1.pattern', '1[:]2')).toBe('351');
  });

  test('an objective’s id stands once and never changes', () => {
    const { set } = session();
    set('cmi.objectives.0.id', 'KP01');
    expect(set('cmi.objectives.0.id', 'KP01')).toBe('true');
    expect(set('cmi.objectives.0.id', 'KP02')).toBe('351');
    expect(set('cmi.objectives.1.id', 'KP01')).toBe('351');
  });

  test.each<[element: string, error: string]>([
    ['cmi.exit', '405'],
    ['cmi.session_time', '405'],
    ['cmi.location', '403'],
    ['cmi.score.scaled', '403'],
    ['cmi.objectives.0.id', '301'],
    ['cmi.nonsense', '401'],
    ['cmi.score', '401'],
    ['cmi', '401'],
    ['', '301'],
  ])('reading %s gives "" and %s', (element, error) => {
    const { api } = session();
    expect([api.GetValue(element), api.GetLastError()]).toEqual(['', error]);
  });

  test('interactions can be read, and both statuses begin unknown without an error', () => {
    const { api, set } = session();
    set('cmi.interactions.0.id', 'q1');
    expect(api.GetValue('cmi.interactions.0.id')).toBe('q1');
    expect(api.GetValue('cmi.interactions._count')).toBe('1');
    expect([api.GetValue('cmi.completion_status'), api.GetLastError()]).toEqual(['unknown', '0']);
    expect([api.GetValue('cmi.success_status'), api.GetLastError()]).toEqual(['unknown', '0']);
  });
});

describe('what the LMS keeps', () => {
  const suspended: Elements = {
    'cmi.exit': 'suspend',
    'cmi.suspend_data': 'v1',
    'cmi.completion_status': 'incomplete',
  };

  test.each<[Profile, string]>([
    ['strict', 'Yusuf, Amina'],
    ['lenient', 'Amina Yusuf'],
  ])('the %s LMS calls the learner %s', (profile, name) => {
    expect(session({ profile }).api.GetValue('cmi.learner_name')).toBe(name);
  });

  test.each<[Profile, exit: string, entry: string, data: string]>([
    ['strict', 'suspend', 'resume', 'v1'],
    ['lenient', 'suspend', 'resume', 'v1'],
    ['strict', 'normal', 'ab-initio', ''],
    ['lenient', '', 'ab-initio', ''],
  ])('the %s LMS after exit "%s" says entry %s and suspend data "%s"', (profile, exit, entry, data) => {
    const { api } = session({ profile, sessions: 1, saved: { ...suspended, 'cmi.exit': exit } });
    expect(api.GetValue('cmi.entry')).toBe(entry);
    expect(api.GetValue('cmi.suspend_data')).toBe(data);
  });

  test('total_time grows by session_time at Terminate, once for each session', () => {
    const first = session();
    first.set('cmi.exit', 'suspend');
    first.set('cmi.session_time', 'PT90.5S');
    first.api.Commit('');
    first.api.Terminate('');
    const saved = merged(first.commits);
    expect(saved['cmi.total_time']).toBe('PT0H1M30.50S');
    const second = session({ sessions: 1, saved });
    second.api.Terminate('');
    expect(merged(second.commits)['cmi.total_time']).toBe('PT0H1M30.50S');
    expect(merged(second.commits)['cmi.exit']).toBe('');
  });

  test('intervals add up; a malformed one counts as nothing', () => {
    expect(addIntervals('P1DT1H', 'PT30M0.5S')).toBe('PT25H30M0.50S');
    expect(addIntervals('P', '')).toBe('PT0H0M0S');
  });

  test('a course that set no status stays unknown', () => {
    const { api, commits } = session();
    api.Terminate('');
    expect(merged(commits)).toMatchObject({ 'cmi.completion_status': 'unknown', 'cmi.success_status': 'unknown' });
  });

  test('a commit that cannot be stored answers "false", with 391, in Moodle with 101', () => {
    for (const [profile, code] of [
      ['strict', '391'],
      ['lenient', '101'],
    ] as const) {
      const { api, answer } = session({ fails: true, profile });
      expect(answer(api.Commit(''))).toBe(code);
    }
  });

  test('the strict LMS stores nothing in review and browse mode', () => {
    for (const mode of ['review', 'browse'] as const) {
      const { api, set, commits } = session({ mode });
      expect([api.GetValue('cmi.mode'), api.GetValue('cmi.credit')]).toEqual([mode, 'no-credit']);
      expect(set('cmi.score.raw', '10')).toBe('true');
      expect(api.Terminate('')).toBe('true');
      expect(commits).toEqual([]);
    }
  });

  test('as in Moodle, what differs from the start goes out each time, so that a lost value heals by itself', () => {
    const { api, set, commits, lms } = session({ profile: 'lenient', fails: true, saved: suspended, sessions: 1 });
    set('cmi.suspend_data', '2');
    expect(api.Commit('')).toBe('false');
    lms.fails = false;
    api.Commit('');
    expect(commits[1]?.elements).toEqual({ 'cmi.suspend_data': '2' });
  });

  test('as in Moodle, a finished attempt comes back for review without credit, and still stores everything', () => {
    const saved = { ...suspended, 'cmi.success_status': 'passed' };
    const { api, set, commits } = session({ profile: 'lenient', sessions: 1, saved });
    expect(api.GetValue('cmi.mode')).toBe('review');
    set('cmi.score.raw', '10');
    api.Commit('');
    expect(merged(commits)['cmi.score.raw']).toBe('10');
  });

  test('the mark of the manifest is told, also 0', () => {
    const { api } = session({ saved: { 'cmi.scaled_passing_score': '0' } });
    expect(api.GetValue('cmi.scaled_passing_score')).toBe('0');
  });
});

test('every call is reported with its arguments, value, error and time', () => {
  const { api, calls } = session();
  api.SetValue('cmi.exit', 'Suspend');
  expect(calls.map(({ call, args, value, error }) => ({ call, args, value, error }))).toEqual([
    { call: 'Initialize', args: [''], value: 'true', error: '0' },
    { call: 'SetValue', args: ['cmi.exit', 'Suspend'], value: 'false', error: '406' },
  ]);
  expect(calls.every(({ ms }) => ms >= 0)).toBe(true);
});
