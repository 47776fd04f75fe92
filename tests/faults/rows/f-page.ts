import { readdir, readFile } from 'node:fs/promises';
import { contentPolicy } from '../../../src/package/index-page.ts';
import { targetNames, targets } from '../../../src/package/targets.ts';
import { isThisMachine } from '../../../src/preview/loopback.ts';
import { readActor } from '../../../src/tracking/xapi/launch.ts';
import { readSaved } from '../../../src/tracking/xapi/state-document.ts';
import { readLaunchData } from '../../../src/tracking/cmi5/launch.ts';
import { readActions } from '../../../src/player/journal.ts';
import { openCourse } from '../../support/course-run.ts';
import { Trainee } from '../../support/trainee.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import { inEach, scorm, standards } from './stories.ts';

const MARKUP = '"><img src=x onerror="globalThis.__xss=1"><script>globalThis.__xss=1</script>';
const SRC = new URL('../../../src/', import.meta.url);

/** Everything learners are given, as source text by path. */
async function learnerSources(): Promise<[path: string, text: string][]> {
  const all = await readdir(SRC, { recursive: true });
  const own = all.filter((path) => /^(player|tracking|attempt|course)\b.*\.ts$/.test(path) && !/authoring/.test(path));
  return Promise.all(own.map(async (path) => [path, await readFile(new URL(path, SRC), 'utf8')] as [string, string]));
}

const using = (sources: [string, string][], pattern: RegExp): string[] =>
  sources.filter(([, text]) => pattern.test(text)).map(([path]) => path);

/** Documents that poison objects, or never end. */
const POISON: Record<string, string> = {
  ['__proto__']: '{"__proto__":{"polluted":1},"launchMode":"Normal","suspendData":"x"}',
  constructor: '{"constructor":{"prototype":{"polluted":1}},"launchMode":"Normal"}',
  'nested 10,000 deep': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  '5 MB': JSON.stringify({ suspendData: 'x'.repeat(5_000_000) }),
  'wrong types': '{"suspendData":{"a":1},"said":"all","progress":"9","setAside":[null,3],"masteryScore":"1"}',
};

interface WholeRun {
  /** Whether the markup was executed. */
  ran: boolean;
  images: number;
  errors: readonly string[];
  violations: readonly string[];
  outside: readonly string[];
}

let played: Promise<WholeRun> | undefined;
/** The whole course in a real browser under the strict policy, signed with markup; played once. */
function wholeRun(): Promise<WholeRun> {
  played ??= (async () => {
    const run = await openCourse();
    try {
      const trainee = new Trainee(run.course, run.frame, {});
      const sign = trainee.sign.bind(trainee);
      trainee.sign = () => sign(MARKUP.slice(0, 80));
      await trainee.begin();
      await trainee.goOnUntil('receipt');
      const ran = await run.frame().evaluate(() => '__xss' in globalThis);
      const images = await run.frame().locator('img[onerror]').count();
      const { violations, outside } = run.host;
      return { ran, images, errors: [...run.errors], violations: [...violations], outside: [...outside] };
    } finally {
      await run.close();
    }
  })();
  return played;
}

export const rows: Row[] = [
  {
    id: 'F01',
    fault: 'Markup in the learner’s name',
    priority: 1,
    note: 'the course never asks an LMS for the name; the one a learner types for the promise goes through a real browser here.',
    run: async () => {
      const sources = await learnerSources();
      const runs: Run[] = [
        checked('sources', [
          ...differs('files that ask for the name', using(sources, /student_name|learner_name/), []),
          ...differs(
            'files that write HTML',
            using(sources, /unsafeHTML|innerHTML|unsafeStatic|insertAdjacentHTML|document\.write/),
            [],
          ),
        ]),
      ];
      const { ran, images, errors } = await wholeRun();
      runs.push(
        checked('typed, in a browser', [
          ...differs('executed', ran, false),
          ...differs('elements made of it', images, 0),
          ...differs('page errors', errors, []),
        ]),
      );
      return runs;
    },
  },
  {
    id: 'F03',
    fault: 'Markup in what the LMS gives back',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place) => {
        place.onCall = ({ call, args }, ask) => {
          const answer = ask();
          const known = /status|mode|credit|entry|_count|_children|score|suspend_data|interactions|objectives/;
          if (call.endsWith('GetValue') && !known.test(args[0] ?? '')) return MARKUP;
          return /Diagnostic|ErrorString/.test(call) ? MARKUP : answer;
        };
        await desk.open();
        const { launch } = desk.controller;
        await desk.finish();
        const echoed = place.heard.filter(({ call, args }) => /SetValue/.test(call) && args[1]?.includes('onerror'));
        return desk.run(
          '',
          differs('mastery', launch.mastery, null),
          differs('where the course opens', /onerror/.test(desk.controller.attempt.location), false),
          differs('written back', echoed, []),
          desk.mustBe('passed'),
          desk.mustEndWith(/^Saved$/),
        );
      }),
  },
  {
    id: 'F04',
    fault: 'State, launch data and saved files that poison objects, nest without end, are huge',
    priority: 2,
    run: async () =>
      Object.entries(POISON).map(([variant, text]) => {
        const problems: string[] = [];
        const started = process.cpuUsage();
        for (const [what, reader] of Object.entries({
          State: () => readSaved(JSON.parse(text)),
          'launch data': () => readLaunchData(JSON.parse(text)),
          actor: () => readActor(text),
          'rescue file': () => readActions({ id: 'keep-it-confidential' }, text),
        })) {
          try {
            reader();
          } catch (error) {
            const name = error instanceof Error ? error.name : '';
            if (name !== 'LaunchError') problems.push(`${what}: ${String(error)}`);
          }
        }
        if ('polluted' in {}) problems.push('every object is polluted');
        // Of the processor: another program's time is nobody's fault here.
        const { user, system } = process.cpuUsage(started);
        const took = (user + system) / 1000;
        if (took > 200) problems.push(`blocked for ${Math.round(took)} ms`);
        return checked(variant, problems);
      }),
  },
  {
    id: 'F16',
    fault: 'Script, style or address that the policy forbids',
    priority: 1,
    run: async () => {
      const policies = targetNames.map((name) => contentPolicy(targets[name]));
      const must = [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ];
      const lax = policies.filter(
        (policy) => must.some((part) => !policy.includes(part)) || /unsafe|data:|\*;/.test(policy),
      );
      const { violations, outside } = await wholeRun();
      return [
        checked('policies', differs('policies that allow more', lax, [])),
        {
          ...checked('the whole course', [
            ...differs('violations', violations, []),
            ...differs('requests outside its folder', outside, []),
          ]),
          figure: `${violations.length} violations, ${outside.length} requests outside its folder`,
        },
      ];
    },
  },
  {
    id: 'F17',
    fault: 'Messages from strangers',
    priority: 2,
    note: 'the course listens to no window. Its own windows speak on a BroadcastChannel, which only pages of the same origin reach.',
    run: async () => {
      const sources = await learnerSources();
      const listening = sources.filter(([, text]) =>
        /\.postMessage\([^)]*,\s*['"*]|window\.addEventListener\('message'|onmessage/.test(text),
      );
      const channels = using(sources, /BroadcastChannel/);
      return [
        {
          ...checked(
            '',
            differs(
              'files that listen to other windows',
              listening.map(([path]) => path),
              [],
            ),
          ),
          figure: `${sources.length} files, ${channels.length} with a channel of its own`,
        },
      ];
    },
  },
  {
    id: 'F18',
    fault: 'The preview reached from the network, by another name',
    priority: 2,
    note: 'paths outside the folder and requests from other sites are refused in the tests of the preview.',
    run: async () => {
      const strangers = [
        'evil.example',
        'localhost.evil.example',
        '127.0.0.1.nip.io',
        '192.168.0.5:4173',
        '',
        undefined,
        '[::1]:4173',
        'localhost:4173@evil',
      ];
      const own = ['localhost', 'localhost:4173', '127.0.0.1:4173'];
      return [
        checked('names', [
          ...differs('strangers let in', strangers.filter(isThisMachine), []),
          ...differs(
            'own names kept out',
            own.filter((host) => !isThisMachine(host)),
            [],
          ),
        ]),
      ];
    },
  },
  {
    id: 'F10',
    fault: 'Token and learner in the address after the launch',
    priority: 1,
    run: () =>
      inEach(standards, async (desk, place) => {
        await desk.open();
        await desk.answer(3);
        const shown = place.address();
        return desk.run('', differs('query left in the address', shown, ''), desk.mustEndWith(/^Saved$/));
      }),
  },
];
