import type { Desk } from '../desk.ts';
import type { Fault, Passing, Place } from '../place.ts';

/** What the course hears to its requests. */
export type Net = Fault<Promise<Response>>;

export const online: Net = (_, ask) => ask();
/** No line: what the browser's fetch says to it. */
export const offline: Net = () => Promise.reject(new TypeError('Failed to fetch'));
export const statements = ({ call }: Passing): boolean => call === 'POST statements';
export const state = ({ call }: Passing): boolean => call === 'PUT activities/state';
export const answer = (status: number, body = '', headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(new Response(status === 204 ? null : body, { status, headers }));

/** Requests of a kind meet the fault, `times` times; then all is well. */
export function some(which: (passing: Passing) => boolean, times: number, fault: Net): Net {
  let left = times;
  return (passing, ask) => {
    if (!which(passing) || left <= 0) return ask();
    left -= 1;
    return fault(passing, ask);
  };
}

export const posts = (place: Place): number => place.heard.filter(statements).length;
export const idsOf = ({ args }: Passing): string[] =>
  (JSON.parse(args[1] ?? '[]') as { id: string }[]).map(({ id }) => id);

/** A learner who has begun and answered two things; then the net has the fault. */
export async function begun(desk: Desk, place: Place, fault: Net): Promise<void> {
  await desk.open();
  await desk.answer(2);
  place.onRequest = fault;
}

/** The fault is over; the learner waits until all is saved, ten minutes at most. */
export async function over(desk: Desk, place: Place): Promise<void> {
  place.onRequest = online;
  desk.faultEnds();
  for (let n = 0; n < 60 && desk.said !== 'Saved'; n += 1) await desk.wait(10_000);
}
