import { beforeAll, describe, expect, it } from 'vitest';
import { newAttempt } from '../../../src/attempt/attempt.ts';
import type { Course } from '../../../src/course/course.ts';
import { createSession as session12 } from '../../../src/tracking/scorm12/session.ts';
import { createSession as session2004 } from '../../../src/tracking/scorm2004/session.ts';
import { realCourse } from '../../support/real-course.ts';
import { batch } from '../../support/session-contract.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

/** An LMS that takes everything and gives nothing; `refuse` names the elements it answers with an error, or breaks at. */
function lms(edition: '1.2' | '2004', refuse: Record<string, number> = {}) {
  const calls: string[] = [];
  let error = 0;
  const answer = (element: string, yes: string, no: string): string => {
    error = refuse[element] ?? 0;
    if (error < 0) throw new Error('broken');
    return error === 0 ? yes : no;
  };
  const [prefix, last] = edition === '1.2' ? ['LMS', 'LMSFinish'] : ['', 'Terminate'];
  const api = {
    [`${prefix}Initialize`]: () => answer('', 'true', ''),
    [last]: () => {
      calls.push(last);
      return 'true';
    },
    [`${prefix}GetValue`]: (element: string) => answer(element, '', ''),
    [`${prefix}SetValue`]: (element: string) => {
      calls.push(element);
      return answer(element, 'true', 'false');
    },
    [`${prefix}Commit`]: () => answer('', 'true', ''),
    [`${prefix}GetLastError`]: () => String(error),
    [`${prefix}GetDiagnostic`]: () => '',
  };
  const window = { [edition === '1.2' ? 'API' : 'API_1484_11']: api } as unknown as Window & { parent: Window };
  window.parent = window;
  const session = edition === '1.2' ? session12(window, course) : session2004(window, course);
  return { session, calls, last, refuse };
}

describe.each(['1.2', '2004'] as const)('SCORM %s', (edition) => {
  it('[cmi.suspend_data] a general exception is no first visit: nothing is written', async () => {
    const { session, calls } = lms(edition, { 'cmi.suspend_data': 101 });
    await expect(session.open()).rejects.toMatchObject({ name: 'LaunchError', reason: 'refused' });
    expect(calls).toEqual([]);
  });

  it.each([0, 401, 403])('[cmi.suspend_data] nothing, with code %d, is a first visit', async (code) => {
    const { session } = lms(edition, { 'cmi.suspend_data': code });
    expect((await session.open()).suspendData).toBe('');
  });

  it('[cmi.session_time] ends the session, whatever becomes of the time', async () => {
    const { session, calls, last, refuse } = lms(edition);
    await session.open();
    refuse[edition === '1.2' ? 'cmi.core.session_time' : 'cmi.session_time'] = -1;
    await session.close(1000).catch(() => undefined);
    expect(calls.at(-1)).toBe(last);
  });

  it('[cmi.session_time] is told every ten seconds at most, and always at the end', async () => {
    const { session, calls } = lms(edition);
    await session.open();
    const { snapshot } = batch(course, newAttempt());
    const times = (): number => calls.filter((element) => element.endsWith('session_time')).length;
    const told: number[] = [];
    for (const sessionMs of [1000, 5000, 10_999, 11_000, 12_000]) {
      await session.save({ records: [], snapshot: { ...snapshot, sessionMs } });
      told.push(times());
    }
    await session.close(13_000);
    expect([...told, times()]).toEqual([1, 1, 1, 2, 2, 3]);
  });
});
