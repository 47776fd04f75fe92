import { differs, type Row, type Run } from '../fault.ts';
import { state, answer, some, begun } from './net.ts';
import { inEach, stores, twoDevices } from './stories.ts';

/** What a record store makes of a tag in its answer to a read or a write; null for none. */
const TAGS: Record<string, (tag: string, written: boolean) => string | null> = {
  absent: () => null,
  'absent after writing': (tag, written) => (written ? null : tag),
  weak: (tag) => `W/${tag}`,
};

export const rows: Row[] = [
  {
    id: 'C09',
    fault: '412 on State: somebody else wrote',
    priority: 1,
    run: () =>
      inEach(stores, async (desk, place) => {
        await begun(
          desk,
          place,
          some(state, 2, () => answer(412, 'precondition failed')),
        );
        await desk.answer(4);
        await desk.wait(30_000);
        // Made one within the same save: the learner hears of nothing.
        const trouble = desk.words.filter((words) => !/^(Saved|Saving…)$/.test(words));
        return desk.run('', differs('what was said besides', trouble, []), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C10',
    fault: 'A record store that demands preconditions on State',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        const bare: string[] = [];
        const { handle } = place.lrs;
        place.lrs.handle = (request) => {
          if (
            request.method === 'PUT' &&
            request.path === 'activities/state' &&
            !request.headers['if-match'] &&
            !request.headers['if-none-match']
          )
            bare.push(request.path);
          return handle.call(place.lrs, request);
        };
        await desk.open();
        await desk.answer(5);
        return desk.run('', differs('writes without a precondition', bare, []), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'C11',
    fault: 'Tags of State that are absent, absent after writing, or weak',
    priority: 3,
    run: async () => {
      const runs: Run[] = [];
      for (const [variant, told] of Object.entries(TAGS)) {
        const some = await inEach(stores.slice(0, 1), async (phone, place, course) => {
          place.onRequest = async (passing, ask) => {
            const answer = await ask();
            const tag = answer.headers.get('ETag');
            if (tag !== null) {
              const given = told(tag, passing.call.startsWith('PUT'));
              if (given === null) answer.headers.delete('ETag');
              else answer.headers.set('ETag', given);
            }
            return answer;
          };
          const { next, done } = await twoDevices(phone, place, course);
          return [
            phone.run(`${variant}, phone`, phone.mustEndWith(/^Saved$/)),
            next.run(`${variant}, next visit`, done >= 6 ? [] : [`${done} lessons are done, must be 6 at least`]),
          ];
        });
        runs.push(...some);
      }
      return runs;
    },
  },
];
