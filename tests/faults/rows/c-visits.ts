import type { Desk } from '../desk.ts';
import type { Row, Run } from '../fault.ts';
import type { Place } from '../place.ts';
import { firstVisit, inEach, stores } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'C06',
    fault: '401 in the middle: the token is no longer taken',
    priority: 1,
    run: () => inEach(stores, (desk, place) => refusedFromNowOn(desk, place, 401)),
  },
  {
    id: 'C07',
    fault: '403 in the middle: the session is over',
    priority: 2,
    run: () => inEach(stores, (desk, place) => refusedFromNowOn(desk, place, 403)),
  },
];

async function refusedFromNowOn(desk: Desk, place: Place, status: number): Promise<Run> {
  await firstVisit(desk);
  await desk.open();
  await desk.answer(2);
  place.onRequest = () => Promise.resolve(new Response('no', { status }));
  const before = place.heard.length;
  await desk.answer(3);
  await desk.wait(120_000);
  const storm = place.heard.length - before;
  const told = desk.mustEndWith(/Cannot save: this visit has ended, .*open it again/);
  desk.crash();
  place.onRequest = (_, ask) => ask();
  desk.faultEnds();
  await desk.open();
  await desk.finish();
  return desk.run('', storm <= 3 ? [] : [`${storm} requests after the refusal`], told, desk.mustBe('passed'));
}
