import { differs, type Row, type Run } from '../fault.ts';
import { answer, begun, idsOf, offline, online, over, posts, state, statements, type Net } from './net.ts';
import { firstVisit, inEach, stores } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'C02',
    fault: '"Online" but nothing works: a page for people with status 200, or no answer',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      const portals: Record<string, Net> = {
        'HTML with 200': () => answer(200, '<html>Please sign in to the Wi-Fi</html>', { 'content-type': 'text/html' }),
        'JSON with 200': () => answer(200, '{"ok":true}', { 'content-type': 'application/json' }),
        '204 and nothing': () => answer(204),
      };
      for (const [variant, fault] of Object.entries(portals)) {
        const some = await inEach(stores, async (desk, place) => {
          await begun(desk, place, (passing, ask) => (statements(passing) ? fault(passing, ask) : ask()));
          await desk.answer(3);
          await desk.wait(20_000);
          await over(desk, place);
          return desk.run(variant, desk.mustSay(/Not saved yet/), desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      const page: Net = () => answer(200, '<html>Please sign in to the Wi-Fi</html>', { 'content-type': 'text/html' });
      const atLaunch = await inEach(stores, async (desk, place) => {
        await firstVisit(desk);
        place.onRequest = (passing, ask) => (/^GET .*state/.test(passing.call) ? page(passing, ask) : ask());
        const shut = await desk.patiently(place.session().open()).then(
          () => ['opened as if there were nothing saved'],
          () => [],
        );
        place.kill();
        place.onRequest = online;
        await desk.open();
        await desk.finish();
        return desk.run('a page in place of the saved attempt', shut, desk.mustBe('passed'));
      });
      const toTheState = await inEach(stores, async (desk, place) => {
        await begun(desk, place, (passing, ask) => (state(passing) ? page(passing, ask) : ask()));
        await desk.answer(3);
        await over(desk, place);
        return desk.run('a page to the saved attempt', desk.mustSay(/Not saved yet/), desk.mustEndWith(/^Saved$/));
      });
      return [...runs, ...atLaunch, ...toTheState];
    },
  },
  {
    id: 'C04',
    fault: '409 for a statement that is stored already, for the whole batch',
    priority: 1,
    run: () =>
      inEach(stores, async (desk, place) => {
        // Two answers wait; the first of them arrives and its reply is lost; from then on it makes a conflict.
        await begun(desk, place, offline);
        await desk.answer(2);
        let first = true;
        place.onRequest = async (passing, ask) => {
          if (!statements(passing)) return ask();
          const ids = idsOf(passing);
          const known = new Set(place.lrs.statements.map(({ id }) => id));
          if (first && ids.length > 1) {
            first = false;
            const only = (JSON.parse(passing.args[1] ?? '[]') as object[])[0];
            place.lrs.handle({
              method: 'POST',
              path: 'statements',
              query: new URLSearchParams(),
              headers: {
                authorization: 'Basic eDp5',
                'x-experience-api-version': '1.0.3',
                'content-type': 'application/json',
              },
              body: JSON.stringify([only]),
            });
            throw new TypeError('Failed to fetch');
          }
          return ids.some((id) => known.has(id)) ? answer(409, 'conflict') : ask();
        };
        desk.faultEnds();
        for (let n = 0; n < 30 && desk.said !== 'Saved'; n += 1) await desk.wait(5000);
        return desk.run(
          '',
          desk.mustEndWith(/^Saved$/),
          posts(place) < 30 ? [] : [`a storm of ${posts(place)} requests`],
        );
      }),
  },
  {
    id: 'C05',
    fault: 'One bad statement poisons the batch',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(desk, place, offline);
        await desk.answer(4);
        const bad = desk.course.lessons[3]?.check.id ?? '';
        place.onRequest = (passing, ask) =>
          statements(passing) && passing.args[1]?.includes(`/${bad}"`) ? answer(400, 'bad') : ask();
        desk.faultEnds();
        for (let n = 0; n < 30 && !desk.said.startsWith('Saved'); n += 1) await desk.wait(5000);
        const before = posts(place);
        await desk.answer(2);
        const run = desk.run(
          '',
          desk.mustSay(/^Saved, but 1 result was refused/),
          posts(place) - before <= 3 ? [] : ['the bad one is tried for ever'],
        );
        // The one that no record store takes is told, not saved; all others are.
        const problems = run.problems.filter((p) => !/^(1 of \d+ answers are lost|said “Saved”)/.test(p));
        return { ...run, figures: { ...run.figures, lost: run.figures.lost - 1, falseSaved: 0 }, problems };
      }),
  },
  {
    id: 'C08',
    fault: 'Endpoint without its last slash; endpoint that is none',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        // The launch names it without a slash in xAPI and with one in cmi5.
        await desk.open();
        await desk.answer(2);
        place.onRequest = () => answer(404, 'not found');
        const wrong = desk.patiently(place.session().open()).then(
          () => ['opened where there is no record store'],
          () => [],
        );
        return desk.run('', await wrong, desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C12',
    fault: '413: too much at once',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(desk, place, offline);
        await desk.answer(20);
        place.onRequest = (passing, ask) =>
          statements(passing) && (passing.args[1]?.length ?? 0) > 16_384 ? answer(413) : ask();
        desk.faultEnds();
        for (let n = 0; n < 30 && desk.said !== 'Saved'; n += 1) await desk.wait(10_000);
        return desk.run('', desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C13',
    fault: '429 with Retry-After in seconds, as a date, absent, absurd',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      const day = 86_400;
      const year = 365 * day;
      for (const [after, longest] of [
        ['30', 40_000],
        ['date', 40_000],
        ['', 70_000],
        [String(day), 310_000],
        [String(year), 310_000],
      ] as const) {
        const some = await inEach(stores, async (desk, place) => {
          let until = Number.POSITIVE_INFINITY;
          let early = 0;
          await begun(desk, place, (passing, ask) => {
            if (!statements(passing) || Date.now() >= until) return ask();
            // A date has no milliseconds.
            if (Date.now() < until - 1000 && until !== Number.POSITIVE_INFINITY) early += 1;
            if (until === Number.POSITIVE_INFINITY)
              until = Date.now() + (after === '30' || after === 'date' ? 30_000 : 1);
            const value = after === 'date' ? new Date(until).toUTCString() : after;
            return answer(429, 'slow down', value === '' ? {} : { 'retry-after': value });
          });
          const before = posts(place);
          await desk.answer(2);
          for (let n = 0; n < longest / 1000 && desk.said !== 'Saved'; n += 1) await desk.wait(1000);
          return desk.run(
            `Retry-After: ${after}`,
            desk.mustEndWith(/^Saved$/),
            posts(place) - before <= 6 ? [] : [`${posts(place) - before} requests`],
            differs('requests before the time that was named', early, 0),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'C16',
    fault: 'Ids of another batch, fewer ids than sent',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      const replies: Record<string, (ids: string[]) => string[]> = {
        others: () => ['11111111-1111-4111-8111-111111111111'],
        fewer: (ids) => ids.slice(1),
        'in another order': (ids) => [...ids].reverse(),
      };
      for (const [variant, reply] of Object.entries(replies)) {
        const some = await inEach(stores, async (desk, place) => {
          const lie: Net = (passing) => answer(200, JSON.stringify(reply(idsOf(passing))));
          await begun(desk, place, (passing, ask) =>
            !statements(passing)
              ? ask()
              : variant === 'in another order'
                ? ask().then(() => lie(passing, ask))
                : lie(passing, ask),
          );
          await desk.answer(2);
          await desk.wait(5000);
          const lied = variant !== 'in another order' && desk.said === 'Saved' ? ['took it for an answer'] : [];
          await over(desk, place);
          return desk.run(variant, lied, desk.mustEndWith(/^Saved$/));
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'C19',
    fault: 'CORS refused at launch',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        await desk.open();
        place.onRequest = offline;
        const told = await desk.patiently(place.session().open()).then(
          () => ['opened without a word'],
          (error: unknown) => differs('what is thrown', (error as Error).name, 'LaunchError'),
        );
        return desk.run('', told);
      }),
  },
];
