import { readCmi5Launch } from '../../../src/tracking/cmi5/launch.ts';
import { readTinCanLaunch } from '../../../src/tracking/xapi/launch.ts';
import { best, type Answerer } from '../../support/play.ts';
import type { Desk } from '../desk.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import type { Fault, Place } from '../place.ts';
import { inEach } from './stories.ts';

const json = (value: unknown): Promise<Response> => Promise.resolve(new Response(JSON.stringify(value)));

/** What was said about the unit itself: lessons are completed, too. */
const verbs = (place: Place): string[] =>
  place.lrs.statements
    .filter(({ object }) => object.id === 'https://lms.example/cmi5/9')
    .map(({ verb }) => verb.id.split('/').at(-1) ?? '');
const count = (place: Place, verb: string): number => verbs(place).filter((each) => each === verb).length;

/** Keeps what the LMS refuses; a missing document is no refusal. */
function refusals(place: Place): string[] {
  const refused: string[] = [];
  place.onRequest = async (passing, ask) => {
    const answer = await ask();
    if (answer.status >= 400 && answer.status !== 404) refused.push(`${answer.status} ${passing.call}`);
    return answer;
  };
  return refused;
}

/** Wrong in every question with one right option, of which no call hangs. */
const slips: Answerer = (what) =>
  what.type === 'choice' ? [what.options.find(({ id }) => id !== best(what)[0])?.id ?? ''] : best(what);

/** The token's address answers like this, for one launch. */
const tokens: Record<string, Fault<Promise<Response>>> = {
  'no line': () => Promise.reject(new TypeError('Failed to fetch')),
  'a page for people': () => Promise.resolve(new Response('<html>Sign in</html>')),
  'error code 2': () => json({ 'error-code': '2', 'error-text': 'x' }),
  'error code 3': () => json({ 'error-code': '3', 'error-text': 'x' }),
  'no token': () => json({}),
  'a token of another kind': () => json({ 'auth-token': { bearer: 'x' } }),
};

export const rows: Row[] = [
  {
    id: 'D01',
    fault: 'Loaded anew after the token was fetched',
    priority: 1,
    run: () =>
      inEach(['cmi5'], async (desk, place) => {
        const storage = new Map<string, string>();
        await desk.open({ storage });
        await desk.answer(2);
        await desk.windowGone();
        await desk.open({ storage, reload: true });
        await desk.answer(2);
        return desk.run('', differs('times initialized', count(place, 'initialized'), 1), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'D02',
    fault: 'The token cannot be fetched',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, fault] of Object.entries(tokens)) {
        const some = await inEach(['cmi5'], async (desk, place) => {
          await desk.open();
          await desk.answer(2);
          await desk.windowGone();
          place.onRequest = (passing, ask) => (passing.call === 'POST fetch' ? fault(passing, ask) : ask());
          await desk.open();
          const told = differs('what the launch says', desk.controller.trouble?.reason, 'refused');
          place.onRequest = (_, ask) => ask();
          await desk.open();
          await desk.answer(2);
          return desk.run(variant, told, desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'D03',
    fault: 'A second verdict in the same registration',
    priority: 1,
    run: () =>
      inEach(['cmi5'], async (desk, place) => {
        const refused = refusals(place);
        await desk.open();
        await desk.finish();
        await desk.leave();
        for (let n = 0; n < 2; n += 1) {
          await desk.open();
          desk.controller.act({ kind: 'start-round', seed: 3 });
          await desk.finish(slips);
          await desk.leave();
        }
        const verdicts = ['passed', 'failed', 'completed'].map((verb) => count(place, verb));
        return desk.run(
          '',
          differs('passed, failed, completed', verdicts, [1, 0, 1]),
          differs('refused', refused, []),
          desk.mustBe('passed'),
        );
      }),
  },
  {
    id: 'D07',
    fault: 'The window goes without a word, or comes back after the session has ended',
    priority: 2,
    run: async () => [
      ...(await inEach(['cmi5'], async (desk, place) => {
        await desk.open();
        await desk.finish();
        desk.crash();
        const said = ['passed', 'completed', 'terminated'].map((verb) => count(place, verb));
        return desk.run('killed', differs('passed, completed, terminated', said, [1, 1, 0]));
      })),
      ...(await inEach(['cmi5'], async (desk, place) => {
        await desk.open();
        await desk.answer(2);
        await desk.leave();
        const before = place.heard.length;
        const left = differs('last verb', verbs(place).at(-1), 'terminated');
        desk.controller.sessionEnded();
        desk.controller.act({ kind: 'open', location: 'home' });
        desk.controller.saveNow();
        desk.controller.retry();
        await desk.wait(120_000);
        return desk.run('back after leaving', left, differs('requests', place.heard.length - before, 0));
      })),
    ],
  },
  {
    id: 'D08',
    fault: 'Review and Browse; a mastery score above or below the course’s own',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const mode of ['review', 'browse'] as const) {
        const some = await inEach(['cmi5'], async (desk, place) => {
          const refused = refusals(place);
          await desk.open({ mode });
          await desk.answer(12);
          await desk.leave();
          const said = differs('verbs', verbs(place), ['initialized', 'terminated']);
          return desk.run(mode, said, differs('refused', refused, []));
        });
        runs.push(...some);
      }
      for (const [mastery, passes] of [
        [0, true],
        [0.5, true],
        [1, false],
      ] as const) {
        const some = await inEach(['cmi5'], async (desk: Desk, place: Place) => {
          const refused = refusals(place);
          await desk.open({ mastery });
          await desk.finish(slips);
          const passed = differs('passed', count(place, 'passed'), passes ? 1 : 0);
          return desk.run(`mastery ${mastery}`, passed, differs('refused', refused, []));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'D09',
    fault: 'Hostile launch parameters',
    priority: 2,
    note: 'An endpoint on plain http is read, and then stopped by the content policy of the page unless it is on this machine.',
    run: async () => [checked('every parameter', hostile())],
  },
];

function hostile(): string[] {
  const good = {
    endpoint: 'https://lrs.example/',
    fetch: 'https://lms.example/fetch',
    actor: '{"account":{"homePage":"https://a.example","name":"x"}}',
    registration: 'r',
    activityId: 'https://lms.example/a',
  };
  const bad = [
    'javascript:alert(1)',
    'data:text/html,x',
    '//lrs.example/',
    'file:///etc/passwd',
    '',
    ' https://x',
    '\0',
    '{',
  ];
  const actors = ['', 'null', '[]', '"x"', '{', '1', '['.repeat(10_000), 'x'.repeat(1_000_000)];
  const problems: string[] = [];
  const tried = (what: string, changes: Partial<typeof good>): void => {
    const search = `?${new URLSearchParams({ ...good, ...changes })}`;
    for (const [name, read] of [
      ['xAPI', readTinCanLaunch],
      ['cmi5', readCmi5Launch],
    ] as const) {
      try {
        const launch = read(search);
        // A Tin Can launch has no fetch address.
        if (launch !== null && !(name === 'xAPI' && what.startsWith('fetch'))) problems.push(`${name} takes ${what}`);
      } catch (error) {
        problems.push(`${name} throws at ${what}: ${String(error)}`);
      }
    }
  };
  for (const address of bad) tried(`endpoint ${JSON.stringify(address)}`, { endpoint: address });
  for (const address of bad) tried(`fetch ${JSON.stringify(address)}`, { fetch: address });
  for (const actor of actors) tried(`actor ${actor.slice(0, 20)}`, { actor });
  // Of two, one counts, and it must not be a mix of both.
  const twice = readTinCanLaunch(`?${new URLSearchParams(good)}&endpoint=javascript:x&actor={}`);
  problems.push(...differs('endpoint given twice', twice?.endpoint, good.endpoint));
  const polluted = readTinCanLaunch(
    `?${new URLSearchParams({ ...good, actor: '{"__proto__":{"polluted":1},"mbox":"mailto:x@x"}' })}`,
  );
  problems.push(
    ...differs('polluted', ({} as { polluted?: unknown }).polluted, undefined),
    ...(polluted ? [] : ['refuses it']),
  );
  return problems;
}
