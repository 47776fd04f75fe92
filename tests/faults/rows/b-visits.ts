import { differs, type Row } from '../fault.ts';
import type { Place } from '../place.ts';
import { firstVisit, inEach, stores } from './stories.ts';

const offline: Place['onRequest'] = () => Promise.reject(new TypeError('Failed to fetch'));

export const rows: Row[] = [
  {
    id: 'B14',
    fault: 'Leaving with unsent work',
    priority: 2,
    run: () =>
      inEach(stores, async (desk, place) => {
        await firstVisit(desk);
        await desk.open();
        await desk.answer(2);
        place.onRequest = offline;
        await desk.answer(4);
        const { controller } = desk;
        const stays = differs('lets go unasked', await desk.patiently(controller.exit()), false);
        const unsent = differs('unsent', controller.unsent, true);
        const promised = differs('promises the sealed copy', controller.journal.promises, true);
        const leaving = desk.patiently(controller.exit(true));
        await leaving;
        place.kill();
        place.onRequest = (_, ask) => ask();
        desk.faultEnds();
        await desk.open();
        const told = differs('notice', desk.controller.notice, 'recovered');
        await desk.finish();
        return desk.run('', stays, unsent, promised, told, desk.mustBe('passed'));
      }),
  },
];
