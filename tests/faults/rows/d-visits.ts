import { Desk } from '../desk.ts';
import { differs, type Row } from '../fault.ts';
import { firstVisit, inEach, standards } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'D04',
    fault: 'Launched again elsewhere: the first session is abandoned',
    priority: 1,
    run: () =>
      inEach(['cmi5'], async (desk, place) => {
        await firstVisit(desk);
        await desk.open();
        await desk.answer(3);
        // The second launch makes the LMS abandon the first session: what it still says gets 403.
        const elsewhere = new Desk(place, desk.course, null);
        place.onRequest = (passing, ask) =>
          passing.call === 'POST statements' ? Promise.resolve(new Response('', { status: 403 })) : ask();
        await desk.answer(2);
        const told = desk.mustEndWith(/Cannot save: .*open in another window\. Go on there/);
        desk.crash();
        place.onRequest = (_, ask) => ask();
        await elsewhere.open();
        await elsewhere.answer(2);
        elsewhere.crash();
        desk.faultEnds();
        // Back at the first computer: what was unsent there joins what was done elsewhere.
        await desk.open();
        await desk.finish();
        return desk.run('', told, desk.mustBe('passed'));
      }),
  },
  {
    id: 'D05',
    fault: 'Two windows with the same attempt',
    priority: 1,
    run: () =>
      inEach(standards, async (desk, place, course) => {
        await desk.open();
        await desk.answer(4);
        // The second window is asked first, and takes over only when this one has ended its session.
        await desk.controller.close('moved');
        await desk.wait(200);
        place.kill();
        const second = new Desk(place, course, desk.device);
        await second.open();
        const resumed = differs('answers found there', second.controller.attempt.checks.length, 4);
        await second.answer(3);
        const before = place.heard.length;
        desk.controller.act({ kind: 'open', location: 'glossary' });
        await desk.wait(1000);
        const silent = differs('calls from the first window', place.heard.length - before, 0);
        await second.finish();
        return [desk.run('first window', silent), second.run('second window', resumed, second.mustBe('passed'))];
      }),
  },
];
