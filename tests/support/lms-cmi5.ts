import type { Course } from '../../src/course/course.ts';
import { Cmi5Lms, type Cmi5Options } from '../../src/preview/lrs/cmi5.ts';
import { createSession } from '../../src/tracking/cmi5/session.ts';
import { actor, registration } from './lms-xapi.ts';
import { asWindow, ENDPOINT, network, tab } from './lrs-window.ts';
import { T0 } from './play.ts';
import type { FakeLms } from './session-contract.ts';

export const ACTIVITY = 'https://lms.example/cmi5/9';
export const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';

/** The preview's cmi5 LMS, strict, which shares no code with the adapter. */
export function lmsCmi5(course: Course) {
  const lms = new Cmi5Lms(ACTIVITY);
  const { fetch, state } = network(lms);
  let clock = T0;
  const deps = { fetch, now: () => (clock += 10) };
  const short = (verb: string): string => verb.split('/').at(-1) ?? '';
  const all = () => lms.lrs.statements;
  const defined = () =>
    all().filter((s) => JSON.stringify(s.context?.contextActivities?.category ?? []).includes(`${CATEGORY}cmi5"`));
  const verbs = () => defined().map((s) => short(s.verb.id));
  const open = (options: Partial<Cmi5Options> = {}) =>
    tab(lms.launch({ endpoint: `${ENDPOINT}/`, actor, registration, mode: 'Normal', ...options }));
  const fake: FakeLms = {
    launch: ({ mode = 'normal', mastery } = {}) => {
      const launchMode = ({ normal: 'Normal', browse: 'Browse', review: 'Review' } as const)[mode];
      const window = open({ mode: launchMode, ...(mastery === undefined ? {} : { masteryScore: mastery }) });
      return createSession(asWindow(window), course, deps);
    },
    setsMastery: true,
    nowhere: () => createSession(asWindow(tab('')), course, deps),
    record: () => {
      const scored = all()
        .filter((s) => short(s.verb.id) === 'scored')
        .at(-1)?.result?.score?.scaled;
      return {
        completed: verbs().includes('completed'),
        passed: verbs().includes('passed') && verbs().includes('completed'), // moveOn CompletedAndPassed
        failed: verbs().includes('failed'),
        score: scored === undefined ? null : scored * 100,
        answers: all().flatMap((s) => (short(s.verb.id) === 'answered' ? [`${s.object.id} ${s.timestamp}`] : [])),
        writes: all().filter((s) => !['initialized', 'terminated'].includes(short(s.verb.id))).length,
      };
    },
    losesState: () => {
      state.forgetful = true;
    },
    failing: (on) => (state.failing = on),
  };
  return { fake, lms, state, verbs, defined, deps, open };
}
