import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../../src/attempt/suspend-data.ts';
import type { Course } from '../../../src/course/course.ts';
import type { Elements } from '../../../src/preview/attempts.ts';
import { StrictShell } from '../../../src/preview/scorm12/strict-shell.ts';
import type { LoggedCall, Profile } from '../../../src/preview/shell.ts';
import { createSession } from '../../../src/tracking/scorm12/session.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch, sessionContract, type FakeLms } from '../../support/session-contract.ts';

/** The preview's SCORM 1.2 LMS, which shares no code with the adapter, without its page. */
function lms12(course: Course, profile: Profile, refused = '') {
  const saved: Elements = {};
  const calls: LoggedCall[] = [];
  let sessions = 0;
  let failing = false;
  let forgetful = false;
  const launch = (options: { mode?: 'normal' | 'review' | 'browse'; mastery?: number } = {}) => {
    delete saved['cmi.student_data.mastery_score'];
    const extra =
      options.mastery === undefined ? {} : { 'cmi.student_data.mastery_score': String(options.mastery * 100) };
    const shell = new StrictShell(
      {
        learner: { id: 'sam', first: 'Sam', last: 'Student' },
        profile,
        mode: options.mode ?? 'normal',
        saved: { ...saved, ...extra },
        sessions,
      },
      ({ elements }) => {
        if (failing) return false;
        Object.assign(saved, elements);
        return true;
      },
      (call) => calls.push(call),
    );
    sessions += 1;
    const { LMSSetValue } = shell.api;
    let lastError = '';
    const api = {
      ...shell.api,
      LMSSetValue: (element: string, value: string) => {
        lastError = element === refused && sessions > 0 && value !== 'incomplete' ? '405' : '';
        return lastError === '' ? LMSSetValue(element, value) : 'false';
      },
      LMSGetValue: (element: string) =>
        forgetful && element === 'cmi.suspend_data' ? '' : shell.api.LMSGetValue(element),
      LMSGetLastError: () => lastError || shell.api.LMSGetLastError(),
    };
    const window = { API: api } as unknown as Window & { parent: Window };
    window.parent = window;
    return createSession(window, course);
  };
  const lone = {} as Window & { parent: Window };
  lone.parent = lone;
  const fake: FakeLms = {
    launch,
    setsMastery: true,
    nowhere: () => createSession(lone, course),
    record: () => {
      const status = saved['cmi.core.lesson_status'] ?? '';
      const raw = saved['cmi.core.score.raw'] ?? '';
      const ids = Object.entries(saved)
        .filter(([key]) => /^cmi\.interactions\.\d+\.id$/.test(key))
        .map(([, id]) => id);
      return {
        completed: status === 'completed' || status === 'passed',
        passed: status === 'passed',
        failed: status === 'failed',
        score: raw === '' ? null : Number(raw),
        answers: ids.filter((id) => /^(KP|CALL\d+-|SPOT)/.test(id)),
        writes: calls.filter((c) => c.call === 'LMSSetValue' || c.call === 'LMSCommit').length,
      };
    },
    losesState: () => {
      forgetful = true;
    },
    failing: (on) => {
      failing = on;
    },
  };
  return { fake, saved, calls };
}

sessionContract('SCORM 1.2 (strict)', (course) => lms12(course, 'strict').fake);
sessionContract('SCORM 1.2 (lenient)', (course) => lms12(course, 'lenient').fake);

describe('SCORM 1.2', () => {
  let course: Course;
  beforeAll(async () => {
    course = await realCourse();
  });

  const whole = async (profile: Profile) => {
    const { fake, saved, calls } = lms12(course, profile);
    const session = fake.launch();
    await session.open();
    const play = new Play(course);
    const opened = calls.length;
    play.checks().start();
    await session.save(batch(course, play.attempt, play.records));
    const before = play.records.length;
    play.round().sign();
    await session.save(batch(course, play.attempt, play.records.slice(before)));
    await session.close(90_000);
    const rows = Object.entries(saved).flatMap(([key, id]) =>
      /^cmi\.interactions\.\d+\.id$/.test(key) ? [{ id, at: key.slice(0, -3) }] : [],
    );
    return { saved, calls: calls.slice(opened), all: calls, rows };
  };

  it('meets no error in the strict letter of the standard but the one refused slug that starts letter mode', async () => {
    const { all } = await whole('strict');
    const refused = all.filter((c) => /Value|Commit|Finish|Initialize/.test(c.call) && c.error !== '0');
    expect(refused.map((c) => String(c.args[0]).replace(/\d+/g, 'n'))).toEqual(['cmi.interactions.n.student_response']);
  });

  it('meets no error at all in the lenient profile, and responses stay readable', async () => {
    const { all, saved, rows } = await whole('lenient');
    expect(all.filter((c) => c.error !== '0')).toEqual([]);
    const check = rows.find((r) => r.id === 'KP08-C_first-minute');
    expect(saved[`${check?.at}.student_response`]).toBe('report-now');
  });

  it('says in the meta row which spelling the responses have', async () => {
    const strict = await whole('strict');
    const lenient = await whole('lenient');
    const meta = ({ rows, saved }: typeof strict) =>
      saved[`${rows.find((r) => r.id === '00-META_course-version')?.at}.student_response`];
    expect(meta(strict)).toMatch(/;resp=letter$/);
    expect(meta(lenient)).toMatch(
      new RegExp(
        `^content=${course.version};build=[0-9a-f]{7};locale=en;packs=.*;policies=.*;form=[0-9a-f]{8};resp=slug$`,
      ),
    );
  });

  it('writes ten key-point and three motivation objectives with readable ids', async () => {
    const { saved } = await whole('strict');
    const ids = Object.keys(saved)
      .filter((k) => /^cmi\.objectives\.\d+\.id$/.test(k))
      .map((k) => saved[k]);
    expect(ids).toHaveLength(13);
    expect(ids).toContain('KP08_Speak-up-fast');
    expect(ids).toContain('M1_Trustworthiness');
  });

  it('sends completed, commits, then passed, and commits again; every other step commits once', async () => {
    const { calls } = await whole('strict');
    const order = calls
      .filter((c) => c.call === 'LMSCommit' || c.args[0] === 'cmi.core.lesson_status')
      .map((c) => (c.call === 'LMSCommit' ? 'commit' : c.args[1]));
    expect(order).toEqual(['commit', 'completed', 'commit', 'passed', 'commit']);
  });

  it('tells an LMS that counts completion of nothing else: no passed, no failed, and the score all the same', async () => {
    const told = async (status: 'passed' | 'completed', act: (play: Play) => Play) => {
      const one = { ...course, settings: { ...course.settings, status, maxAttempts: 1 } };
      const { fake, saved, calls } = lms12(one, 'strict');
      const session = fake.launch();
      await session.open();
      const play = act(new Play(one).checks().start());
      await session.save(batch(one, play.attempt, play.records));
      const sent = (element: string) =>
        calls.filter((c) => c.call === 'LMSSetValue' && c.args[0] === element).map((c) => c.args[1]);
      return {
        statuses: sent('cmi.core.lesson_status'),
        exit: sent('cmi.core.exit').at(-1),
        scored: (saved['cmi.core.score.raw'] ?? '') !== '',
      };
    };
    const signed = (play: Play) => play.round().sign();
    const failed = (play: Play) =>
      play.round((what) => (what.type === 'node' ? [what.options[2]?.id ?? ''] : ['x'])).round();
    expect(await told('completed', signed)).toEqual({ statuses: ['incomplete', 'completed'], exit: '', scored: true });
    expect((await told('passed', failed)).statuses).toEqual(['incomplete', 'failed']);
    expect(await told('completed', failed)).toEqual({ statuses: ['incomplete'], exit: 'suspend', scored: true });
  });

  it('ends the attempt, which the launch has suspended, once it is passed and signed, and says so once', async () => {
    const { calls } = await whole('strict');
    expect(calls.filter((c) => c.args[0] === 'cmi.core.exit').map((c) => c.args[1])).toEqual(['']);
  });

  it('writes the promise with its date, name and hash, a summary of each call and the result of the attempt', async () => {
    const { saved, rows } = await whole('strict');
    const text = (start: string) => saved[`${rows.find((r) => r.id.startsWith(start))?.at}.student_response`];
    expect(text('99-PROMISE_v1-0')).toMatch(/^signed;2026-11-23T10:\d\d:\d\dZ;typed=Sam Lee;sha256=[0-9a-f]{64}$/);
    expect(rows.filter((r) => /^CALL\d_result$/.test(r.id))).toHaveLength(3);
    expect(text('ATTEMPT1_result')).toBe('score=100;passed=1;open=');
  });

  it('reports a failed round as incomplete with its score while tries remain', async () => {
    const { fake, saved } = lms12(course, 'strict');
    const session = fake.launch();
    await session.open();
    const play = new Play(course)
      .checks()
      .start()
      .round((what) =>
        what.type === 'node' ? [what.options.find((o) => what.key[o.id] !== 'best')?.id ?? ''] : ['x'],
      );
    for (const run of play.attempt.round?.items ?? []) if (!run.response) play.answer(run.item, ['?']);
    play.round();
    await session.save(batch(course, play.attempt, play.records));
    expect(play.attempt.results[0]?.passed).toBe(false);
    expect(saved['cmi.core.lesson_status']).toBe('incomplete');
    expect(Number(saved['cmi.core.score.raw'])).toBeCloseTo((play.attempt.results[0]?.scaled ?? 0) * 100);
  });

  it('stores the state although the LMS refuses the result, and says so', async () => {
    const { fake, saved } = lms12(course, 'strict', 'cmi.core.lesson_status');
    const session = fake.launch();
    await session.open();
    const play = new Play(course).checks().start().round().sign();
    await expect(session.save(batch(course, play.attempt, play.records))).rejects.toThrow(
      /did not accept LMSSetValue\(cmi\.core\.lesson_status\)/,
    );
    expect(decode(course, saved['cmi.suspend_data'] ?? '')).toMatchObject({
      kind: 'attempt',
      attempt: { completed: true },
    });
    expect(saved['cmi.core.score.raw']).toBe('100');
  });

  it('finds the API in the parent, in the opener, and past a window of another origin', async () => {
    const { api } = new StrictShell(
      { learner: { id: 'a', first: 'A', last: 'B' }, profile: 'strict', mode: 'normal', saved: {}, sessions: 0 },
      () => true,
      () => undefined,
    );
    const lmsWindow = { API: api } as unknown as { parent: unknown };
    lmsWindow.parent = lmsWindow;
    const foreign = new Proxy(
      {},
      {
        get: (_, name) => {
          if (name === 'parent') return lmsWindow;
          throw new DOMException('Blocked a frame', 'SecurityError');
        },
      },
    );
    const inFrame = { parent: foreign } as unknown as Window;
    await expect(createSession(inFrame, course).open()).resolves.toMatchObject({ mode: 'normal' });
  });
});
