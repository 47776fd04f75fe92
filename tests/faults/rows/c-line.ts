import { differs, type Row, type Run } from '../fault.ts';
import { offline, statements, answer, some, posts, idsOf, begun, over, type Net } from './net.ts';
import { inEach, stores } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'C01',
    fault: 'Network lost at an answer, back after 5 s or 5 min',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      for (const ms of [5000, 300_000]) {
        const some = await inEach(stores, async (desk, place) => {
          await begun(desk, place, offline);
          await desk.answer(3);
          await desk.wait(ms);
          await over(desk, place);
          await desk.finish();
          return desk.run(
            `${ms / 1000} s`,
            desk.mustSay(/Not saved yet: 3 answers waiting/),
            desk.mustEndWith(/^Saved$/),
            desk.mustBe('passed'),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'C03',
    fault: 'Reply lost after the record store has stored',
    priority: 1,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(
          desk,
          place,
          some(statements, 2, async (_, ask) => {
            await ask();
            throw new TypeError('Failed to fetch');
          }),
        );
        await desk.answer(3);
        await over(desk, place);
        const all = place.lrs.statements.map(({ id }) => id);
        return desk.run('', differs('ids twice', all.length - new Set(all).size, 0), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C15',
    fault: 'The record store never answers, or cuts its answer',
    priority: 1,
    run: async () => {
      const runs: Run[] = [];
      const hang: Net = ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        });
      const cut: Net = async (_, ask) => {
        const whole = await (await ask()).text();
        return new Response(whole.slice(0, whole.length / 2), { status: 200 });
      };
      for (const [variant, fault] of Object.entries({ hang, cut })) {
        const some = await inEach(stores, async (desk, place) => {
          await begun(desk, place, (passing, ask) => (statements(passing) ? fault(passing, ask) : ask()));
          await desk.answer(2);
          await desk.wait(40_000);
          const tries = posts(place);
          await over(desk, place);
          const all = place.lrs.statements.map(({ id }) => id);
          return desk.run(
            variant,
            tries >= 3 ? [] : [`tried ${tries} times only`],
            differs('ids twice', all.length - new Set(all).size, 0),
            desk.mustSay(/Not saved yet/),
            desk.mustEndWith(/^Saved$/),
          );
        });
        runs.push(...some);
      }
      return runs;
    },
  },
  {
    id: 'C17',
    fault: 'An answer given while others are on their way',
    priority: 1,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(desk, place, async (passing, ask) => {
          if (!statements(passing)) return ask();
          await new Promise((resolve) => setTimeout(resolve, 3000));
          return ask();
        });
        await desk.answer(6);
        await desk.wait(60_000);
        return desk.run('', desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C18',
    fault: 'A save fails many times',
    priority: 1,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(
          desk,
          place,
          some(statements, 40, () => answer(503)),
        );
        await desk.answer(2);
        for (let n = 0; n < 80 && desk.said !== 'Saved'; n += 1) await desk.wait(60_000);
        return desk.run('40 times 503', desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C22',
    fault: 'Many statements wait when the record store comes back',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(desk, place, offline);
        await desk.answer(60);
        place.heard.length = 0;
        await over(desk, place);
        const sizes = place.heard.filter(statements).map((each) => idsOf(each).length);
        const bytes = place.heard.filter(statements).map(({ args }) => new TextEncoder().encode(args[1]).length);
        // `progressed` tells how far it had come when it was made.
        const all = place.lrs.statements
          .filter(({ verb }) => !verb.id.endsWith('progressed'))
          .map(({ timestamp, verb, object }) => ({
            timestamp: String(timestamp),
            verb: verb.id,
            object: object.id,
          }));
        const outOfOrder = all.find(({ timestamp }, n) => timestamp < (all[n - 1]?.timestamp ?? '')) ?? null;
        return desk.run(
          '',
          Math.max(...sizes) <= 25 ? [] : [`${Math.max(...sizes)} in one request`],
          Math.max(...bytes) <= 48 * 1024 ? [] : [`${Math.max(...bytes)} bytes in one request`],
          differs('first out of order', outOfOrder, null),
          desk.mustEndWith(/^Saved$/),
        );
      }),
  },
];
