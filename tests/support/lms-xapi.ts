import type { Course } from '../../src/course/course.ts';
import { MemoryLrs } from '../../src/preview/lrs/lrs.ts';
import { createSession } from '../../src/tracking/xapi/session.ts';
import { asWindow, ENDPOINT, network, tab } from './lrs-window.ts';
import { T0 } from './play.ts';
import type { FakeLms } from './session-contract.ts';

export const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'u-17' } };
export const registration = '7f3a2c1e-0b9d-4c55-9a3e-5d1f2a7b8c90';

/** A Tin Can launch address's query. */
export const query = (more: Record<string, string> = {}): string =>
  `?${new URLSearchParams({ endpoint: ENDPOINT, auth: 'Basic eDp5', actor: JSON.stringify(actor), registration, activity_id: 'https://lms.example/act/9', ...more })}`;

/** The preview's LRS, which shares no code with the adapter, and a Tin Can launch into it. */
export function lmsXapi(course: Course) {
  const lrs = new MemoryLrs();
  const { fetch, state } = network(lrs);
  let clock = T0;
  const deps = { fetch, now: () => (clock += 10) };
  const short = (verb: string): string => verb.split('/').at(-1) ?? '';
  const unit = () => lrs.statements.filter((s) => s.object.id === 'https://lms.example/act/9');
  const verbs = () => lrs.statements.map((s) => short(s.verb.id));
  const fake: FakeLms = {
    launch: ({ mode, mastery } = {}) => {
      const more = {
        ...(mode && mode !== 'normal' ? { mode } : {}),
        ...(mastery === undefined ? {} : { mastery: String(mastery) }),
      };
      return createSession(asWindow(tab(query(more))), course, deps);
    },
    setsMastery: false,
    nowhere: () => createSession(asWindow(tab('')), course, deps),
    record: () => {
      const has = (verb: string) => unit().some((s) => short(s.verb.id) === verb);
      const scored = lrs.statements.filter((s) => short(s.verb.id) === 'scored').at(-1)?.result?.score?.scaled;
      return {
        completed: has('completed'),
        passed: has('passed') && has('completed'),
        failed: has('failed'),
        score: scored === undefined ? null : scored * 100,
        answers: lrs.statements.flatMap((s) =>
          short(s.verb.id) === 'answered' ? [`${s.object.id} ${s.timestamp}`] : [],
        ),
        writes: verbs().filter((v) => v !== 'initialized' && v !== 'terminated').length,
      };
    },
    losesState: () => {
      state.forgetful = true;
    },
    failing: (on) => (state.failing = on),
  };
  return { fake, lrs, state, verbs, deps };
}
