import { decode } from '../../../src/attempt/suspend-data.ts';
import type { Course } from '../../../src/course/course.ts';
import { LaunchError } from '../../../src/tracking/errors.ts';
import { splitKey } from '../../../src/tracking/outbox.ts';
import { T0 } from '../../support/play.ts';
import { checked, differs, type Row, type Run } from '../fault.ts';
import { loneWindow, type Place } from '../place.ts';
import { inEach, refusing, scorm } from './stories.ts';

/** What LMSs give back where the standard says "true". */
const YES: unknown[] = [true, 1, 'True', new String('true'), undefined, null, ''];

/** What LMSs give back for a value nobody has set. */
const NOTHING: unknown[] = [undefined, null, 'null', 'undefined'];

/** Commits go through the LMS's own page and fail at its server, `times` times: nothing of them is stored. */
function failingServer(place: Place, times: number): Place['onCall'] {
  const refuse = refusing(/Commit/, 101, times, true);
  let left = times;
  return (passing, ask) => {
    if (!passing.call.endsWith('Commit') || left <= 0) return refuse(passing, ask);
    left -= 1;
    const before = { ...place.elements };
    const answer = refuse(passing, ask);
    for (const name of Object.keys(place.elements)) delete place.elements[name];
    Object.assign(place.elements, before);
    return answer;
  };
}

/** What the saved attempt holds: interaction and round of every answer. */
function answersIn(place: Place, course: Course): string[] {
  const saved = decode(course, splitKey(place.elements['cmi.suspend_data'] ?? '').suspendData);
  if (saved.kind !== 'attempt') return [];
  const { checks, round } = saved.attempt;
  const n = round?.n ?? 0;
  const given = (list: readonly { response: unknown }[] = []): object[] => list.filter(({ response }) => response);
  return [
    ...checks.flatMap(({ lesson }) => course.lessons.filter(({ id }) => id === lesson).map((l) => `${l.check.id} 0`)),
    ...(round?.calls ?? []).flatMap(({ steps }) => steps.map(({ node }) => `${node} ${n}`)),
    ...given(round?.items).map((each) => `${(each as { item: string }).item} ${n}`),
    ...given(round?.scenes).map((each) => `${(each as { scene: string }).scene} ${n}`),
  ];
}

export const rows: Row[] = [
  {
    id: 'A01',
    fault: 'API object appears late',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const ms of [0, 300, 2000, 9000]) {
        const late = await inEach(scorm, async (desk, place) => {
          place.windowFor = (name, api) => {
            const parent = loneWindow({ get: undefined });
            Object.defineProperty(parent, name, { get: () => (Date.now() - T0 >= ms ? api : undefined) });
            return Object.assign(loneWindow({}), { parent });
          };
          await desk.open();
          const waited = Date.now() - T0;
          await desk.answer(3);
          return desk.run(
            `after ${ms} ms`,
            waited < ms ? ['called before it was there'] : [],
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...late);
      }
      return runs;
    },
  },
  {
    id: 'A02',
    fault: 'API never appears, or its window may not be touched',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place) => {
        const runs: Run[] = [];
        for (const [variant, parent] of Object.entries({
          absent: loneWindow({}),
          'of another origin': new Proxy({} as Window, {
            get: () => {
              throw new DOMException('Blocked a frame', 'SecurityError');
            },
          }),
        })) {
          place.windowFor = () => Object.assign(loneWindow({}), { parent });
          const error: unknown = await desk.patiently(place.session().open()).catch((e: unknown) => e);
          const problems =
            error instanceof LaunchError && error.reason === 'not-found'
              ? []
              : [`opened, or failed with ${String(error)}`];
          runs.push(
            checked(`${place.standard}, ${variant}`, problems, error instanceof LaunchError ? error.message : ''),
          );
        }
        return runs;
      }),
  },
  {
    id: 'A03',
    fault: 'Both APIs present',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place) => {
        const touched: string[] = [];
        const other = new Proxy(
          {},
          {
            get:
              (_, key) =>
              (...args: unknown[]) => (touched.push(String(key)), String(args[0])),
          },
        );
        place.windowFor = (name, api) => loneWindow({ API: other, API_1484_11: other, [name]: api });
        await desk.open();
        await desk.answer(2);
        return desk.run('', differs('calls of the other API', touched, []), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'A04',
    fault: 'Initialize returns "false": with 0, with 101, with 103',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const [code, times] of [
        [0, 2],
        [101, 2],
        [103, 1],
      ] as const) {
        const some = await inEach(scorm, async (desk, place) => {
          place.onCall = refusing(/nitialize/, code, times, code === 103); // 103: it is open already
          await desk.open();
          place.onCall = (_, ask) => ask();
          await desk.answer(2);
          return desk.run(`${code}, ${times} times`, desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      runs.push(
        ...(await inEach(scorm, async (desk, place) => {
          place.onCall = refusing(/nitialize/, 101);
          const error: unknown = await desk.patiently(place.session().open()).catch((e: unknown) => e);
          return checked(
            `${place.standard}, 101 for ever`,
            error instanceof LaunchError && error.reason === 'refused' ? [] : ['ran untracked without a word'],
            error instanceof LaunchError ? error.message : '',
          );
        })),
      );
      return runs;
    },
  },
  {
    id: 'A05',
    fault: 'Return values of the wrong type where the standard says "true"',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const value of YES) {
        const some = await inEach(scorm, async (desk, place) => {
          place.onCall = ({ call }, ask) =>
            /nitialize|Finish|Terminate|SetValue|Commit/.test(call) ? (ask(), value) : ask();
          await desk.open();
          await desk.answer(3);
          const left = await desk.leave();
          return desk.run(
            `${typeof value} ${String(value)}`,
            differs('leaving', left, true),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A06',
    fault: 'GetValue returns undefined, null, or these words as text',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const value of NOTHING) {
        const some = await inEach(scorm, async (desk, place) => {
          place.onCall = ({ call }, ask) => {
            const answer = ask();
            return call.endsWith('GetValue') && answer === '' ? value : answer;
          };
          await desk.open();
          const { launch, notice } = desk.controller;
          const problems = [
            ...differs('saved work', launch.suspendData, ''),
            ...differs('notice', notice, null),
            ...differs('mastery', launch.mastery, null),
          ];
          await desk.answer(2);
          return desk.run(`${typeof value} ${String(value)}`, problems, desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A07',
    fault: 'SetValue returns "false" although it worked',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        place.onCall = refusing(/SetValue/, 0, undefined, true);
        await desk.answer(2);
        await desk.finish();
        return desk.run('', desk.mustEndWith(/^Saved$/), desk.mustBe('passed'));
      }),
  },
  {
    id: 'A08',
    fault: 'SetValue refuses a value',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const element of [
        'lesson_location|cmi.location',
        'interactions\\.\\d+\\.(student|learner)_response',
        'interactions\\.\\d+\\.latency',
        'objectives\\.\\d+\\.score.raw',
      ]) {
        const some = await inEach(scorm, async (desk, place) => {
          await desk.open();
          place.onCall = refusing(new RegExp(`SetValue\\(.*(${element})`), place.standard === 'scorm12' ? 405 : 406);
          await desk.finish();
          return desk.run(element, desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A09',
    fault: 'Commit says "false" n times, then "true"',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const times of [1, 5, 50]) {
        const some = await inEach(scorm, async (desk, place) => {
          await desk.open();
          await desk.answer(2);
          place.onCall = refusing(/Commit/, 101, times);
          await desk.answer(3);
          for (let minute = 0; minute < 70 && desk.said !== 'Saved'; minute += 1) await desk.wait(60_000);
          desk.faultEnds();
          await desk.wait(1000);
          return desk.run(
            `${times} times`,
            desk.mustSay(/Not saved yet: 1 answer waiting/),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      // An LMS that takes a value for sent once its own page has tried, and sends only what differs from then on.
      const some = await inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.answer(2);
        place.onCall = failingServer(place, 3);
        await desk.answer(3);
        for (let minute = 0; minute < 10 && desk.said !== 'Saved'; minute += 1) await desk.wait(60_000);
        await desk.finish();
        return desk.run('its server fails 3 times', desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
      });
      return [...runs, ...some];
    },
  },
  {
    id: 'A12',
    fault: 'The API throws at any call',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      for (const at of [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]) {
        const some = await inEach(scorm, async (desk, place) => {
          await desk.open();
          let count = 0;
          place.onCall = (_, ask) => {
            count += 1;
            if (count === at) throw new TypeError("Cannot read properties of null (reading 'SetValue')");
            return ask();
          };
          await desk.answer(4);
          await desk.wait(5000);
          return desk.run(`call ${at}`, desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      // At the launch the page has nothing to show yet: it tries again, or opens and says that nothing is recorded.
      for (const [times, opens] of [
        [1, true],
        [1000, false],
      ] as const) {
        for (const at of [1, 2, 3, 4, 6]) {
          const some = await inEach(scorm, async (desk, place) => {
            let count = 0;
            place.onCall = (_, ask) => {
              count += 1;
              if (count >= at && count < at + times) throw new TypeError('the frame is gone');
              return ask();
            };
            await desk.open();
            const tracked = differs('tracked', desk.controller.trouble === null, opens);
            if (opens) await desk.answer(2);
            return desk.run(
              `${times} times from call ${at} of the launch`,
              tracked,
              opens ? desk.mustEndWith(/^Saved$/) : desk.mustSay(/not connected|nothing/i),
            );
          });
          runs.push(...some);
        }
      }
      return runs;
    },
  },
  {
    id: 'A24',
    fault: 'interactions and objectives are not supported',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place, course) => {
        place.onCall = refusing(/\(cmi\.(interactions|objectives)/, 401);
        await desk.open();
        await desk.finish();
        // There is no row to count: the saved attempt is what must hold every answer.
        const held = answersIn(place, course);
        const lost = desk.answered.filter((key) => !held.includes(key));
        const run = desk.run('', desk.mustBe('passed'));
        const problems = run.problems.filter((problem) => !/answers are lost|^said “Saved”/.test(problem));
        return {
          ...run,
          figures: { ...run.figures, stored: held.length, lost: lost.length, falseSaved: 0 },
          problems,
        };
      }),
  },
];
