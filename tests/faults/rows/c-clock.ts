import { mock } from 'node:test';
import { differs, type Row, type Run } from '../fault.ts';
import { inEach, standards } from './stories.ts';

const HOUR = 3_600_000;

/** Every duration the LMS was told, in any standard's words. */
const DURATION = /"duration":"([^"\n]+)|session_time","([^"\n]+)|latency","([^"\n]+)/g;

export const rows: Row[] = [
  {
    id: 'C20',
    fault: 'The computer’s clock is wrong, and jumps during the course',
    priority: 1,
    note: 'Where the record store tells the time, statements carry its time; SCORM has no such clock, and a wrong one is told as it is. Nothing is lost or negative by it.',
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, jump] of [
        ['2 h ahead', 2 * HOUR],
        ['3 days behind', -72 * HOUR],
        ['an hour back, as in autumn', -HOUR],
      ] as const) {
        const some = await inEach(standards, async (desk, place) => {
          let wrong = 0;
          const date = (): string => new Date(Date.now() - wrong).toUTCString();
          place.onRequest = async (_, ask) => {
            const response = await ask();
            response.headers.set('date', date());
            return response;
          };
          await desk.open();
          await desk.answer(3);
          await desk.leave();
          place.kill();
          wrong = jump;
          mock.timers.setTime(Date.now() + jump);
          const began = Date.now() - jump;
          await desk.open();
          await desk.answer(3);
          await desk.leave();
          const ended = Date.now() - jump;
          const answers = place.lrs.statements.filter(({ verb }) => verb.id.endsWith('answered')).slice(3);
          const off = answers.map(({ timestamp }) => Date.parse(String(timestamp)));
          const untrue = off.filter((at) => at < began - 1000 || at > ended + 1000);
          if (place.lrs.statements.length > 0 && answers.length !== 3) untrue.push(answers.length);
          // The next visit, by a clock that is right again.
          wrong = 0;
          mock.timers.setTime(Date.now() - jump + 60_000);
          await desk.open();
          await desk.answer(2);
          // And a jump in the middle of it.
          wrong = jump;
          mock.timers.setTime(Date.now() + jump);
          await desk.answer(2);
          await desk.wait(60_000);
          const told = place.heard.map(({ args }) => args.join('","')).join('\n');
          const times = [...told.matchAll(DURATION)].map(([, a, b, c]) => a ?? b ?? c ?? '');
          const strange = times.filter((each) => !/^(PT|P0|\d{2,4}:\d\d:\d\d)/.test(each) || each.includes('-'));
          // A jump is no time spent: minutes at most.
          const long = times.filter((each) => /D|[1-9]\d*H|^0*[1-9]\d*:/.test(each));
          const run = desk.run(
            variant,
            times.length > 5 ? [] : [`only ${times.length} durations were told`],
            differs('timestamps outside of the visit', untrue, []),
            differs('strange durations', strange, []),
            differs('durations of hours', long, []),
            desk.mustEndWith(/^Saved$/),
          );
          return { ...run, figures: { ...run.figures, unsavedMs: 0 } }; // measured by the clock that jumped
        });
        runs.push(...some);
      }
      return runs;
    },
  },
];
