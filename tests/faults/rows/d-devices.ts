import { best } from '../../support/play.ts';
import { Desk } from '../desk.ts';
import type { Row } from '../fault.ts';
import { inEach, stores } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'D06',
    fault: 'Phone, computer, and the phone again, which knows less and writes last',
    priority: 2,
    run: () =>
      inEach(stores.slice(0, 1), async (phone, place, course) => {
        await phone.open();
        await phone.answer(2);
        const computer = new Desk(place, course);
        await computer.open();
        await computer.answer(4);
        const last = course.lessons.at(-1);
        if (last) await phone.say(last.check, best(last.check));
        await phone.wait(60_000);
        const next = new Desk(place, course);
        await next.open();
        const done = next.controller.attempt.checks.length;
        return [
          phone.run('phone', phone.mustEndWith(/^Saved$/)),
          computer.run('computer', computer.mustEndWith(/^Saved$/)),
          next.run('next visit', done >= 6 ? [] : [`${done} lessons are done, must be 6 at least`]),
        ];
      }),
  },
];
