import type { Course } from '../../src/course/course.ts';
import type { Elements } from '../../src/preview/attempts.ts';
import { StrictShell } from '../../src/preview/scorm2004/strict-shell.ts';
import type { LoggedCall, Mode, Profile } from '../../src/preview/shell.ts';
import { createSession } from '../../src/tracking/scorm2004/session.ts';
import type { FakeLms } from './session-contract.ts';

/** The preview's SCORM 2004 LMS, which shares no code with the adapter, without its page. `saved` is its database. */
export function lms2004(course: Course, profile: Profile, saved: Elements = {}) {
  const calls: LoggedCall[] = [];
  let sessions = 0;
  let failing = false;
  let forgetful = false;
  const launch = ({ mode = 'normal', mastery }: { mode?: Mode; mastery?: number } = {}) => {
    delete saved['cmi.scaled_passing_score'];
    const extra: Elements = mastery === undefined ? {} : { 'cmi.scaled_passing_score': String(mastery) };
    const learner = { id: 'sam', first: 'Sam', last: 'Student' };
    const shell = new StrictShell(
      { learner, profile, mode, saved: { ...saved, ...extra }, sessions },
      ({ elements }) => {
        if (failing) return false;
        Object.assign(saved, elements);
        return true;
      },
      (call) => calls.push(call),
    );
    sessions += 1;
    const GetValue = (element: string) =>
      forgetful && element === 'cmi.suspend_data' ? '' : shell.api.GetValue(element);
    return createSession(windowOf({ API_1484_11: { ...shell.api, GetValue } }), course);
  };
  const fake: FakeLms = {
    launch,
    setsMastery: true,
    nowhere: () => createSession(windowOf({}), course),
    record: () => {
      const raw = saved['cmi.score.raw'] ?? '';
      return {
        completed: saved['cmi.completion_status'] === 'completed',
        passed: saved['cmi.success_status'] === 'passed',
        failed: saved['cmi.success_status'] === 'failed',
        score: raw === '' ? null : Number(raw),
        answers: rowIds(saved).filter((id) => /^(KP|CALL\d+-|SPOT)/.test(id)),
        // How the session ends is no part of the record, and is told in every mode.
        writes: calls.filter(({ call, args }) => (call === 'SetValue' && args[0] !== 'cmi.exit') || call === 'Commit')
          .length,
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

/** A lone window that holds these things. */
export function windowOf(things: object): Window {
  const window = { ...things } as { parent?: unknown };
  window.parent = window;
  return window as unknown as Window;
}

/** The ids of all interaction rows on record, in order. */
export const rowIds = (saved: Elements): string[] =>
  Object.entries(saved).flatMap(([key, id]) => (/^cmi\.interactions\.\d+\.id$/.test(key) ? [id] : []));

/** One element of the first row whose id begins so. */
export function rowValue(saved: Elements, start: string, element: string): string | undefined {
  const place = Object.keys(saved).find(
    (key) => /^cmi\.interactions\.\d+\.id$/.test(key) && saved[key]?.startsWith(start),
  );
  return place && saved[place.replace(/id$/, element)];
}
