import { decode } from '../../../src/attempt/suspend-data.ts';
import { Desk } from '../desk.ts';
import { differs, type Row, type Run } from '../fault.ts';
import type { Place } from '../place.ts';
import { best } from '../../support/play.ts';
import { other } from '../schedule.ts';
import { firstVisit, inEach, scorm } from './stories.ts';

/** What some LMSs make of a text they store. */
const ALTERED: Record<string, (text: string) => string> = {
  trimmed: (text) => text.trim(),
  'HTML-escaped': (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
  'URL-decoded': (text) => decodeURIComponent(text.replaceAll('+', ' ')),
  'lower-cased': (text) => text.toLowerCase(),
  'cut at 100': (text) => text.slice(0, 100),
};

const suspendData = ({ elements }: Place): string => elements['cmi.suspend_data'] ?? '';
const calls = (place: Place, pattern: RegExp): number => place.heard.filter(({ call }) => pattern.test(call)).length;

/** The status elements as stored, for comparing. */
const statuses = ({ elements }: Place): unknown[] =>
  ['cmi.core.lesson_status', 'cmi.completion_status', 'cmi.success_status', 'cmi.core.score.raw', 'cmi.score.raw'].map(
    (name) => elements[name] ?? null,
  );

/** Says yes to every commit and end, and stores nothing. */
const lying: Place['onCall'] = ({ call }, ask) => (/Commit|Finish|Terminate/.test(call) ? 'true' : ask());

export const rows: Row[] = [
  {
    id: 'A10',
    fault: 'Commit says "true" and the server stores nothing',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      const stretches: [variant: string, before: (desk: Desk) => unknown, during: (desk: Desk) => unknown][] = [
        ['3 answers after 2', (desk) => desk.answer(1), (desk) => desk.answer(3)],
        ['12 answers after 9', (desk) => desk.answer(8), (desk) => desk.answer(12)],
        ['everything after 1', () => undefined, (desk) => desk.answer(100)],
        ['a retake', (desk) => desk.round(other), (desk) => desk.round()],
        ['a failed round and its retake', () => undefined, async (desk) => (await desk.round(other)).round()],
      ];
      for (const [variant, before, during] of stretches) {
        const some = await inEach(scorm, async (desk, place) => {
          // An earlier visit brought the key to the LMS.
          await firstVisit(desk);
          await desk.open();
          await before(desk);
          place.onCall = lying;
          await during(desk);
          desk.crash();
          place.onCall = (_, ask) => ask();
          desk.faultEnds();
          await desk.open();
          const told = differs('notice', desk.controller.notice, 'recovered');
          await desk.wait(2000);
          await desk.finish();
          return desk.run(variant, told, desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A14',
    fault: 'The LMS cuts suspend_data and says "true"',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        const cutting: Place['onCall'] = ({ call, args }, ask) => {
          if (call.endsWith('GetValue') && args[0] === 'cmi.suspend_data') return String(ask()).slice(0, 40);
          return ask();
        };
        place.onCall = cutting;
        await desk.answer(5);
        return desk.run('', desk.mustEndWith(/has no room for more/));
      }),
  },
  {
    id: 'A16',
    fault: 'The LMS alters the saved text',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const [how, alter] of Object.entries(ALTERED)) {
        const some = await inEach(scorm, async (desk, place, course) => {
          await desk.open();
          await desk.answer(6);
          const written = suspendData(place);
          place.elements['cmi.suspend_data'] = alter(written);
          const harmless = alter(written) === written;
          const restored = decode(course, suspendData(place));
          const again = new Desk(place, course);
          await again.open();
          const problems = harmless
            ? differs('answers restored', again.controller.attempt.checks.length, 6)
            : [
                ...differs('how it is read', restored.kind, 'damaged'),
                ...differs('what is said', again.controller.notice, 'damaged'),
              ];
          return desk.run(how, /^[\w-]+$/.test(written) ? [] : ['holds characters an LMS may alter'], problems);
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A17',
    fault: 'The page dies between score and status, at any call of the last save',
    priority: 1,
    run: () =>
      inEach(scorm, async (_, place, course) => {
        const runs: Run[] = [];
        for (let dead = 1; dead < 60; dead += 3) {
          for (const key of Object.keys(place.elements)) delete place.elements[key];
          place.acknowledged.clear();
          const dying = new Desk(place, course);
          place.onCall = (_, ask) => ask();
          await dying.open();
          await dying.answer(100);
          let count = 0;
          place.onCall = (_, ask) => {
            count += 1;
            if (count > dead) throw new Error('the page is gone');
            return ask();
          };
          await dying.finish();
          dying.crash();
          const { success, scaled } = place.reported();
          const agree = success === 'passed' && (scaled ?? 0) < 0.8 ? ['passed without the score'] : [];
          place.onCall = (_, ask) => ask();
          const back = new Desk(place, course);
          await back.open();
          await back.finish();
          runs.push(
            back.run(
              `dead at call ${dead}`,
              agree,
              // 1.2 says completed, then passed; one LMS takes a completed course for finished, and lets nobody add to it.
              back.launchedIn('review') && success !== 'passed' ? back.mustBe('completed') : back.mustBe('passed'),
              differs('score', place.reported().scaled, 1),
            ),
          );
        }
        return runs;
      }),
  },
  {
    id: 'A18',
    fault: 'Status goes down on coming back or leaving',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place, course) => {
        const runs: Run[] = [];
        for (const upTo of [0, 5, 100]) {
          await desk.open();
          await desk.answer(upTo);
          if (upTo === 100) await desk.finish();
          desk.crash();
          for (const way of ['leave', 'window gone', 'crash'] as const) {
            const before = statuses(place);
            const back = new Desk(place, course);
            await back.open();
            if (way === 'leave') await back.leave();
            else if (way === 'window gone') await back.windowGone();
            else back.crash();
            runs.push(back.run(`${upTo} answers, ${way}`, differs('status and score', statuses(place), before)));
          }
        }
        // The LMS has lost what was saved, and kept the verdict: beginning again takes nothing away.
        for (const name of Object.keys(place.elements)) {
          if (/suspend_data|interactions/.test(name)) delete place.elements[name];
        }
        place.acknowledged.clear();
        const before = statuses(place);
        const anew = new Desk(place, course);
        await anew.open({ profile: 'strict' });
        await anew.answer(2);
        await anew.leave();
        const run = anew.run('the saved attempt is lost', differs('status and score', statuses(place), before));
        runs.push(run);
        return runs;
      }),
  },
  {
    id: 'A19',
    fault: 'Opened and closed at once, where the LMS turns "not attempted" into "completed"',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.windowGone();
        return desk.run(
          '',
          desk.mustBe('incomplete'),
          differs('statuses', statuses(place).slice(0, 2).includes('incomplete'), true),
        );
      }),
  },
  {
    id: 'A20',
    fault: 'The LMS brings a mastery score of its own',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      // The learner reaches more than the course's own 80 % and less than 95 %.
      for (const [mastery, status] of [
        [0.95, 'incomplete'],
        [0, 'passed'],
        [0.8, 'passed'],
      ] as const) {
        const some = await inEach(
          scorm,
          async (desk, place) => {
            await desk.open();
            // Two or three of ten questions go wrong: all else is right.
            let slips = 3;
            await desk.round((what) =>
              what.type === 'choice' && what.id.includes('-Q') && (slips -= 1) >= 0 ? other(what) : best(what),
            );
            if (status === 'passed') await desk.finish();
            const { scaled } = place.reported();
            return desk.run(
              `${mastery}`,
              differs('mark', desk.controller.course.settings.mastery, mastery * 100),
              differs(
                `a score of ${scaled} lies between the marks`,
                scaled !== null && scaled > 0.8 && scaled < 0.95,
                true,
              ),
              desk.mustBe(status),
            );
          },
          { mastery },
        );
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A21',
    fault: 'Terminate is never called',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place, course) => {
        await desk.open();
        desk.crash();
        const exit = (): unknown => place.elements['cmi.exit'] ?? place.elements['cmi.core.exit'] ?? null;
        const opened = differs('exit after the launch', exit(), 'suspend');
        await desk.open();
        await desk.answer(14);
        const answered = differs('exit after an answer', exit(), 'suspend');
        desk.crash();
        const back = new Desk(place, course);
        await back.open();
        const resumed = differs('answers restored', back.controller.attempt.checks.length, 10);
        await back.finish();
        return [
          desk.run(
            'first visit',
            opened,
            answered,
            differs(
              'exit',
              place.elements['cmi.exit'] ?? place.elements['cmi.core.exit'],
              place.standard === 'scorm12' ? '' : 'suspend',
            ),
          ),
          back.run('second visit', resumed, back.mustBe('passed')),
        ];
      }),
  },
  {
    id: 'A22',
    fault: 'Review and browse mode, and a visit without credit',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const mode of ['review', 'browse', 'no-credit'] as const) {
        const some = await inEach(scorm, async (desk, place, course) => {
          await desk.open();
          await desk.answer(5);
          await desk.leave();
          const before = JSON.stringify(place.elements);
          const sets = place.heard.filter(
            ({ call, args }) => call.endsWith('SetValue') && args[0] !== 'cmi.exit',
          ).length;
          const looking = new Desk(place, course);
          // An LMS may open the course as ever and give no credit for it.
          if (mode === 'no-credit')
            place.onCall = ({ args: [element = ''] }, ask) => (element.endsWith('.credit') ? mode : ask());
          await looking.open(mode === 'no-credit' ? {} : { mode });
          await looking.finish();
          await looking.leave();
          const [stored, writes] = [
            JSON.stringify(place.elements),
            place.heard.filter(({ call, args }) => call.endsWith('SetValue') && args[0] !== 'cmi.exit').length - sets,
          ];
          place.kill();
          place.onCall = (_, ask) => ask();
          const back = new Desk(place, course);
          await back.open();
          const strip = (text: string): string =>
            text.replace(/"cmi\.(core\.)?(total_time|entry|exit|session_time|mode|lesson_mode|credit)":"[^"]*",?/g, '');
          return desk.run(
            mode,
            differs('what is stored', strip(stored), strip(before)),
            differs('values set', writes, 0),
            differs('answers the next launch finds', back.controller.attempt.checks.length, 5),
            looking.mustSay(/Nothing is being recorded/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'A23',
    fault: 'All ways of leaving at once, and calls after the end',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.answer(2);
        const { controller } = desk;
        controller.saveNow();
        await Promise.all([controller.close('ended'), controller.close('left'), desk.patiently(controller.exit())]);
        const ended = place.heard.findIndex(({ call }) => /Finish|Terminate/.test(call));
        controller.saveNow();
        controller.act({ kind: 'open', location: 'glossary' });
        await desk.wait(5000);
        return desk.run(
          '',
          differs('ends', calls(place, /Finish|Terminate/), 1),
          differs(
            'calls after the end',
            place.heard.slice(ended + 1).filter(({ call }) => !call.includes('GetLastError')),
            [],
          ),
        );
      }),
  },
];
